"""Pictures: one function per picture, a result goes in, the axes come out."""

from careerpath.plots.fronts import plot_front
from careerpath.plots.gaps import plot_gap
from careerpath.plots.layout import layered_layout
from careerpath.plots.maps import plot_map
from careerpath.plots.plans import plot_plan

__all__ = ["layered_layout", "plot_front", "plot_gap", "plot_map", "plot_plan"]
