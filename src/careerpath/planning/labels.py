"""Labels: a role entered in the course of a plan, with everything that was gathered on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator

from careerpath.planning.legs import Clocks, Leg, Person
from careerpath.planning.places import Edge


class Label(Person):
    """A role entered in the course of a plan, and how it was entered.

    Attributes
    ----------
    parent : Label or None
        Where the person was before; ``None`` at the start.
    stay : float
        Years spent there.
    learned : int
        Bits studied there.
    moves : int
        Moves so far.
    risk : float
        Risk so far.
    own : tuple of float
        The caller's own costs so far.
    open : int
        Roles that the plan still has to pass, as a set of bits by their place in the question.
    ranks : tuple of int
        Ranks of the ids of the roles so far, for ties.
    edge, leg, longer
        How it was entered, and the longer stays that were not looked at yet.
    """

    __slots__ = ("edge", "learned", "leg", "longer", "moves", "open", "own", "parent", "ranks", "risk", "stay")

    parent: Label | None
    stay: float
    learned: int
    moves: int
    risk: float
    own: tuple[float, ...]
    open: int
    ranks: tuple[int, ...]
    edge: Edge | None
    leg: Leg | None
    longer: Iterator[tuple[float, int]] | None

    def path(self) -> list[Label]:
        """Return the labels from the start to this one."""
        found = [self]
        while (before := found[-1].parent) is not None:
            found.append(before)
        return found[::-1]

    def state(self) -> tuple[object, ...]:
        """Return everything on which the rest of a plan depends; an unknown risk equals another one."""
        return (
            *(self.role, self.moves, self.have, self.clocks, self.elapsed, self.studied),
            *(None if math.isnan(self.risk) else self.risk, self.own, self.open, self.barred()),
        )

    def barred(self) -> frozenset[int]:
        """Return the roles that may not be entered again before holdings rise: they were left with what is held now."""
        found: set[int] = set()
        here: Label | None = self
        while here is not None and here.parent is not None and here.have == self.have and here.clocks == self.clocks:
            found.add(here.parent.role)
            here = here.parent
        return frozenset(found)


def seed(role: int, rank: int, have: int, clocks: Clocks, since: float, own: tuple[float, ...], passes: int) -> Label:  # noqa: PLR0917
    """Return the label of a person who stands in *role* now, having spent *since* years in it."""
    label = Label(role, have, clocks, 0.0, 0.0, since)
    label.parent, label.stay, label.learned = None, 0.0, 0
    label.moves, label.risk, label.own, label.open, label.ranks = 0, 0.0, own, passes, (rank,)
    label.edge, label.leg, label.longer = None, None, None
    return label


def revisit_pays(label: Label, role: int, have: int, clocks: Clocks) -> bool:
    """Tell whether *role* is new to the plan, or holdings rose since it was left last."""
    after: Label | None = None
    here: Label | None = label
    while here is not None:
        if here.role == role:
            return after is None or after.have != have or after.clocks != clocks
        after, here = here, here.parent
    return True
