"""Which sequences of moves lead from one role to another on the map alone, without a person?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice, pairwise

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, require_type, shown
from careerpath.gaps import WIDTH, wrapped
from careerpath.graph import CareerGraph
from careerpath.render import cell_text, years_text
from careerpath.roles import Move
from careerpath.structure.lengths import Lengths, Weight, lengths_of
from careerpath.structure.simple import simple_paths


@attrs.frozen(repr=False)
class Route:
    """A sequence of roles, each once, with a move from each to the next.

    Attributes
    ----------
    graph : CareerGraph
        The framework.
    roles : tuple of str
        Role ids, from the first to the target; iterating over a route, and its ``len``, go by roles.
    length : float
        Sum of the weights of its moves.
    weight : str
        What the length measures: a name out of `WEIGHTS`, or ``"own"`` for a function of the caller.
    """

    graph: CareerGraph = attrs.field(eq=False)
    roles: tuple[str, ...]
    length: float
    weight: str

    def __repr__(self) -> str:
        return f"Route({' -> '.join(map(repr, self.roles))}: {self._length_text()})"

    def __len__(self) -> int:
        return len(self.roles)

    def __iter__(self) -> Iterator[str]:
        return iter(self.roles)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves, in order."""
        return tuple(self.graph.moves[ends] for ends in pairwise(self.roles))

    def explain(self, *, width: int = WIDTH) -> str:
        """Return the route in words, in lines of *width*: the total, then move by move."""
        first, *others = [self.graph.role(role).title for role in self.roles]
        count = "" if self.weight == "moves" else f", {_moves_text(len(others))}"
        lines = [f"{first} to {others[-1]}: {self._length_text()}{count}."]
        for (before, after), move in zip(pairwise([first, *others]), self.moves, strict=True):
            years = years_text(move.usual_years if self.weight == "typical_years" else move.min_years)
            kind = self.graph.move_kind(move.source, move.target)
            lines.append(f"After {years} as {before}, move to {after}{f' ({kind})' if kind else ''}.")
        return "\n".join(wrapped(line, width=width) for line in lines)

    def _length_text(self) -> str:
        match self.weight:
            case "min_years" | "typical_years":
                return years_text(self.length)
            case "moves":
                return _moves_text(len(self.roles) - 1)
            case "risk":
                return f"chance of all moves {math.exp(-self.length):.3g}"
            case _:
                return f"length {cell_text(self.length)}"


def _moves_text(count: int) -> str:
    return f"{count} move{'' if count == 1 else 's'}"


def routes(
    graph: CareerGraph, source: str, target: str, *, k: int = 1, weight: Weight = "min_years"
) -> tuple[Route, ...]:
    """Find the k shortest routes between two roles on the map alone, without a person.

    What roles require plays no part here; `find_plan` asks what a person has to bring.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    source, target : str
        Ids of two different roles.
    k : int, default 1
        Most routes to return, >= 1.
    weight : str or callable, default "min_years"
        Length of a move: ``"min_years"``, ``"typical_years"``, ``"moves"`` (1 each), ``"risk"`` (-ln of its
        probability), or a function from a `Move` to a number >= 0, which is asked for every move of the framework.

    Returns
    -------
    tuple of Route
        By length, then number of moves, then role ids; fewer than *k* if there are no more. Weights count to 9
        decimals, and fractions such as 1/12 and 1/7 exactly, so that sums which should tie do.

    Raises
    ------
    NoPlanError
        If no sequence of moves leads there.
    UnknownRoleError
        If a role is not in the graph.
    InvalidValueError
        If *source* is *target*, *k* is below 1, *weight* is unknown, or a length is negative, not finite or above
        10^15; if ``"risk"`` is asked for where a move that could be used has no probability.
    InvalidTypeError
        If an argument is of another type.

    Examples
    --------
    >>> from careerpath import CareerGraph, Move, Role
    >>> graph = CareerGraph(
    ...     [Role("pm"), Role("lead"), Role("cpo")],
    ...     [Move("pm", "lead", 2), Move("lead", "cpo", 2), Move("pm", "cpo", 7)],
    ... )
    >>> routes(graph, "pm", "cpo", k=5)
    (Route('pm' -> 'lead' -> 'cpo': 4 years), Route('pm' -> 'cpo': 7 years))
    >>> routes(graph, "pm", "cpo", weight="moves")[0].roles
    ('pm', 'cpo')
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    if graph.role(source) is graph.role(target):
        raise InvalidValueError(f"A route needs two roles, but source and target are both {source!r}.")
    if not isinstance(k, int) or isinstance(k, bool):
        raise InvalidTypeError(f"k must be a whole number, got {k!r}.")
    if k < 1:
        raise InvalidValueError(f"k must be at least 1, got {k}.")
    lengths = lengths_of(graph, weight)
    if lengths.unknown:
        _require_probabilities(graph, lengths, source, target)
    found = islice(simple_paths(lengths, lengths.row[source], lengths.row[target]), k)
    name = weight if isinstance(weight, str) else "own"
    result = tuple(
        Route(graph, tuple([lengths.ids[row] for row in path]), lengths.length(cost), name) for cost, path in found
    )
    if not result:
        reached = tuple(sorted(_around(graph, source, forwards=True)))
        raise NoPlanError(source, target, "no sequence of moves in this framework leads there.", reached)
    return result


def _require_probabilities(graph: CareerGraph, lengths: Lengths, source: str, target: str) -> None:
    """Raise if a move that a route could use has no probability."""
    after = _around(graph, source, forwards=True, avoid=target)
    before = _around(graph, target, forwards=False, avoid=source)
    # A route neither comes back to its source nor goes on from its target.
    named = sorted(
        f"{move.source} -> {move.target}"
        for move in lengths.unknown
        if move.source in after - {target} and move.target in before - {source}
    )
    if named:
        raise InvalidValueError(
            f"The weight 'risk' needs a probability on every move that could be used; {len(named)} have none: "
            f"{shown(named)}. Add them with graph.with_move(Move(..., probability=...))."
        )


def _around(graph: CareerGraph, role: str, *, forwards: bool, avoid: str | None = None) -> set[str]:
    """Return the roles after *role* (or before it), itself included, without going through *avoid*."""
    seen, queue = {role}, [role]
    while queue:
        here = queue.pop()
        if here != avoid:
            moves = graph.moves_from(here) if forwards else graph.moves_to(here)
            new = {move.target if forwards else move.source for move in moves} - seen
            seen |= new
            queue += new
    return seen
