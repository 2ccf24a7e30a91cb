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
numpydoc_show_class_members = False  # autodoc lists them

plot_include_source = True
plot_html_show_source_link = False
plot_html_show_formats = False
plot_formats = [("png", 110)]
plot_rcparams = {"savefig.bbox": "tight"}

html_theme = "furo"
html_title = f"careerpath {release}"
html_show_sphinx = False


def setup(app: Any) -> None:
    """Show what attrs keeps out of sight, and keep long defaults out of it."""
    for value in chain(vars(careerpath.gaps).values(), vars(careerpath.planning).values()):
        getter = vars(value).get("__getattr__") if isinstance(value, type) else None
        if getter:  # a slotted class with cached properties: their docstrings, as slots may carry them
            cached = getter.__globals__.get("cached_properties", {})
            value.__slots__ = {slot: getattr(cached.get(slot), "__doc__", None) for slot in value.__slots__}
    app.connect("autodoc-process-signature", shorter)


def shorter(*event: Any) -> tuple[str | None, str | None]:
    """Name a default instead of spelling it out."""
    signature, returns = event[-2:]
    for name, value in (("DEFAULT_BANDS", careerpath.gaps.DEFAULT_BANDS), ("DEFAULT_SCALE", careerpath.DEFAULT_SCALE)):
        signature = signature and signature.replace(repr(value), name)
    return signature, returns
