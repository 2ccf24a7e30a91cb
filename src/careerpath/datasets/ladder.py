"""The built-in product ladder: a document like any other, read by the library's own reader."""

from __future__ import annotations

import importlib.resources
from functools import cache

from careerpath.exchange import read_framework
from careerpath.graph import CareerGraph


def load_product_ladder() -> CareerGraph:
    """Return the way from associate product manager to chief product officer as a graph.

    It holds the individual track beside the manager track, entries from engineering, quality, data, design,
    marketing and customer success, exits to them and to general management, and the chief executive officer
    whom the chief product officer reports to. Every number names its source by a key of ``graph.sources``.

    It is a worked example and marked ``illustrative``: it is not market data.

    Returns
    -------
    CareerGraph
        The same object at every call, as nothing in it can change.

    References
    ----------
    ``graph.sources`` holds the citations. The levels of nine product capabilities contain public sector
    information licensed under the Open Government Licence v3.0 (UK Government, 2017).

    Examples
    --------
    >>> graph = load_product_ladder()
    >>> graph
    CareerGraph('Product ladder', 25 roles, 79 moves, 26 skills)
    >>> graph.role("chief-product-officer").reports_to
    'chief-executive-officer'
    >>> graph.move_kind("principal-product-manager", "group-product-manager")
    'lateral'
    """
    return _read("product_ladder.yaml")


@cache
def _read(name: str) -> CareerGraph:
    # A package may be imported from an archive, where its data are no file until they are unpacked.
    with importlib.resources.as_file(importlib.resources.files(__package__) / name) as path:
        return read_framework(path)
