"""The hall: a checked framework around one frozen directed graph."""

from careerpath.graph.framework import CareerGraph, MoveKind, Who

__all__ = ["CareerGraph", "MoveKind", "Who"]
