"""The map itself, without a person: which ways lead from one role to another."""

from careerpath.structure.routes import WEIGHTS, Route, routes

__all__ = ["WEIGHTS", "Route", "routes"]
