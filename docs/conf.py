"""How the documentation is built: ``sphinx-build -W --keep-going -b html docs docs/_build/html``."""

from __future__ import annotations

from itertools import chain
from typing import Any

import careerpath

project = "careerpath"
author = "careerpath contributors"
project_copyright = author
release = version = careerpath.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "numpydoc",
    "matplotlib.sphinxext.plot_directive",
]
exclude_patterns = ["_build"]
default_role = "py:obj"

myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "none"  # the docstrings say it in words
autodoc_preserve_defaults = True
numpydoc_show_class_members = False  # autodoc lists them

plot_include_source = True
plot_html_show_source_link = False
plot_html_show_formats = False
plot_formats = [("png", 110)]
plot_rcparams = {"savefig.bbox": "tight"}

html_theme = "furo"
html_title = f"careerpath {release}"
html_show_sphinx = False


def setup(_: Any) -> None:
    """Show cached properties, which attrs keeps out of sight in slotted classes, as the properties they are."""
    for value in chain(vars(careerpath.gaps).values(), vars(careerpath.planning).values()):
        getter = vars(value).get("__getattr__") if isinstance(value, type) else None
        for name, function in getter.__globals__.get("cached_properties", {}).items() if getter else ():
            setattr(value, name, property(function))
