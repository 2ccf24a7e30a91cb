"""Which plans are wanted: every non-dominated one, or the k best by different sequences of roles."""

from __future__ import annotations

import bisect
import math
from abc import ABC, abstractmethod
from typing import TypeAlias

from careerpath.planning.labels import Label

Key: TypeAlias = tuple[float, ...]
"""The criteria, then years, study and moves, by which ties are broken."""


class Answer(ABC):
    """Plans found so far, and what they make superfluous."""

    ranks_matter = False
    """Whether labels that agree in everything but their roles are all wanted. Then waits that could be put off are
    looked at as well: they can make the difference between sequences, because only a gain allows a revisit."""

    @abstractmethod
    def rejects(self, key: Key, ranks: tuple[int, ...]) -> bool:
        """Tell whether no plan with this lower bound and these first roles is wanted any more."""

    @abstractmethod
    def offer(self, key: Key, label: Label) -> None:
        """Take a complete plan, whose bound is its true key; plans arrive by rising key."""

    @property
    @abstractmethod
    def limit(self) -> float:
        """A value of the first criterion above which nothing is wanted."""

    @property
    @abstractmethod
    def labels(self) -> list[Label]:
        """The plans found, in order."""


class Front(Answer):
    """One plan for every non-dominated vector; with one criterion, the best plan.

    Parameters
    ----------
    criteria : int
        Number of criteria.
    tolerance : float, default 0
        A plan is superfluous if another one is no worse than 1 + tolerance times its costs.
    """

    def __init__(self, criteria: int, *, tolerance: float = 0.0) -> None:
        self.criteria = criteria
        self.factor = 1.0 + tolerance
        self._found: list[tuple[Key, Label]] = []

    def rejects(self, key: Key, ranks: tuple[int, ...]) -> bool:
        """Tell whether no plan with this lower bound and these first roles is wanted any more."""
        size, factor = self.criteria, self.factor
        for known, label in self._found:
            for mine, best in zip(key, known[:size], strict=False):
                if mine * factor < best:
                    break
            else:
                # No better in any criterion. A bound below a tie may still rise to it: ties in everything go to
                # the smaller role ids.
                if key > known or key[:size] != known[:size]:
                    return True
                if key == known and (ranks > label.ranks[: len(ranks)] or ranks == label.ranks):
                    return True
        return False

    def offer(self, key: Key, label: Label) -> None:
        """Take a complete plan."""
        self._found = [item for item in self._found if item[0] != key]
        self._found.append((key, label))

    @property
    def limit(self) -> float:
        """A value of the first criterion above which nothing is wanted."""
        return self._found[0][0][0] if self.criteria == 1 and self._found else math.inf

    @property
    def labels(self) -> list[Label]:
        """The plans found, in order."""
        return [label for _, label in sorted(self._found, key=lambda item: item[0])]


class Best(Answer):
    """The k best plans with different sequences of roles, by one criterion."""

    ranks_matter = True

    def __init__(self, k: int) -> None:
        self.k = k
        self._found: list[tuple[Key, tuple[int, ...]]] = []
        self._labels: dict[tuple[int, ...], Label] = {}

    def rejects(self, key: Key, ranks: tuple[int, ...]) -> bool:
        """Tell whether no plan with this lower bound and these first roles is wanted any more."""
        if ranks in self._labels:
            return True
        return len(self._found) == self.k and (key, ranks) > self._found[-1]

    def offer(self, key: Key, label: Label) -> None:
        """Take a complete plan."""
        bisect.insort(self._found, (key, label.ranks))
        self._labels[label.ranks] = label
        for _, ranks in self._found[self.k :]:
            del self._labels[ranks]
        del self._found[self.k :]

    @property
    def limit(self) -> float:
        """A value of the first criterion above which nothing is wanted."""
        return self._found[-1][0][0] if len(self._found) == self.k else math.inf

    @property
    def labels(self) -> list[Label]:
        """The plans found, in order."""
        return [self._labels[ranks] for _, ranks in self._found]
