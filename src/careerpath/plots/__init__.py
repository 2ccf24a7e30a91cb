"""Pictures: one function per picture, a result goes in, the axes come out."""

from careerpath.plots.gaps import plot_gap
from careerpath.plots.layout import layered_layout
from careerpath.plots.maps import plot_map

__all__ = ["layered_layout", "plot_gap", "plot_map"]
