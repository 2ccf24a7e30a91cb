"""The last touch on a layered order: swap neighbours in a row while that helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def improved(
    order: Sequence[NDArray[Any]],
    pieces: Iterable[Sequence[int]],
    sideways: Iterable[tuple[int, int]],
    groups: Sequence[int],
) -> list[NDArray[Any]]:
    """Return *order* after swaps of neighbours that lead to fewer crossings, or to a tidier picture with as many.

    Parameters
    ----------
    order : sequence of ndarray of int
        Nodes per row, from left to right.
    pieces : iterable of (int, int)
        Lines between neighbouring rows, the lower end first.
    sideways : iterable of (int, int)
        Lines within a row; the shorter, the tidier.
    groups : sequence of int
        Per node, as far as it goes, where its group stands; the fewer pairs stand the other way round, the tidier.

    Examples
    --------
    >>> import numpy as np
    >>> rows = [np.array([0, 1]), np.array([2, 3])]
    >>> [row.tolist() for row in improved(rows, [(0, 3), (1, 2)], [], [])]
    [[1, 0], [2, 3]]
    """
    import numpy as np

    rows = [nodes.tolist() for nodes in order]
    swapper = _Swapper(rows, pieces, sideways, groups)
    while any([swapper.swap_in(row) for row in rows]):  # noqa: C419 - every row gets its turn before the next round
        pass
    return [np.array(row, dtype=np.intp) for row in rows]


class _Swapper:
    """Places of all nodes, and what a swap of two neighbours changes."""

    def __init__(
        self,
        rows: list[list[int]],
        pieces: Iterable[Sequence[int]],
        sideways: Iterable[tuple[int, int]],
        groups: Sequence[int],
    ) -> None:
        self.at = {node: at for row in rows for at, node in enumerate(row)}
        self.sides: tuple[dict[int, list[int]], ...] = ({node: [] for node in self.at}, {node: [] for node in self.at})
        for low, high in pieces:
            self.sides[0][high].append(low)
            self.sides[1][low].append(high)
        self.beside: dict[int, list[int]] = {}
        for one, other in sideways:
            self.beside.setdefault(one, []).append(other)
            self.beside.setdefault(other, []).append(one)
        self.groups = groups

    def swap_in(self, row: list[int]) -> bool:
        """Go through *row* once; tell whether anything was swapped."""
        changed = False
        for place in range(len(row) - 1):
            left, right = row[place], row[place + 1]
            gain = self._crossing_gain(left, right)
            if gain > 0 or (gain == 0 and self._tidiness_gain(left, right) > 0):
                row[place], row[place + 1] = right, left
                self.at[left], self.at[right] = place + 1, place
                changed = True
        return changed

    def _crossing_gain(self, left: int, right: int) -> int:
        gain = 0
        for side in self.sides:
            for one in side[left]:
                for other in side[right]:
                    gain += (self.at[one] > self.at[other]) - (self.at[one] < self.at[other])
        return gain

    def _tidiness_gain(self, left: int, right: int) -> int:
        gain = sum(
            1 if self.at[other] > self.at[right] else -1 for other in self.beside.get(left, ()) if other != right
        )
        gain += sum(
            1 if self.at[other] < self.at[left] else -1 for other in self.beside.get(right, ()) if other != left
        )
        if max(left, right) < len(self.groups):
            gain += (self.groups[left] > self.groups[right]) - (self.groups[left] < self.groups[right])
        return gain
