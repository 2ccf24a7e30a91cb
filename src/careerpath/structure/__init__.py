"""The map itself, without a person: which routes lead from one role to another."""

from careerpath.structure.lengths import WEIGHTS
from careerpath.structure.routes import Route, routes

__all__ = ["WEIGHTS", "Route", "routes"]
