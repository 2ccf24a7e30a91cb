"""How long is a move? In whole numbers, so that lengths add up exactly and a tie is a tie."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from typing import TypeAlias

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, did_you_mean
from careerpath.fields import as_number
from careerpath.graph import CareerGraph
from careerpath.roles import Move

Weight: TypeAlias = str | Callable[[Move], float]
"""The name of a length that every framework has, or a function of a move."""

WEIGHTS = ("min_years", "typical_years", "moves", "risk")
"""Lengths that `routes` knows by name."""

PER_DECIMAL, PER_FRACTION = 5_040, 10**9
UNIT = PER_DECIMAL * PER_FRACTION
"""Parts of a year, or of whatever else is counted: 9 decimals, and fractions such as 1/12 and 1/7, are whole numbers.

A length is taken for the next of them, so that neither the rounding of floats nor their order in a sum hides a tie.
"""

LARGEST = 1e15
"""Longest move; beyond it, floats hold no parts."""

SIMPLE = 10_000
"""Probabilities with a denominator up to this, such as 0.25 or 3/7, are taken for the ratio that was meant."""


@attrs.frozen(eq=False)
class Lengths:
    """Every move of a framework between rows, with its cost; rows are in the order of the sorted role ids.

    A cost is one number for two things: the length in parts, times ``stride``, plus 1 for the move itself.
    Sums of costs therefore compare by length, then by number of moves; as none is 0, no cycle is ever free.

    Attributes
    ----------
    ids : tuple of str
        Role ids, sorted.
    row : dict of str to int
        The way back.
    out : tuple of dict of int to int
        Per row, the cost of the move to each next row.
    into : tuple of tuple of (int, int)
        Per row, the rows before it and the cost of the move from there.
    unknown : tuple of Move
        Moves that are not here, because their length is unknown.
    stride : int
        More than any number of moves.
    """

    ids: tuple[str, ...]
    row: dict[str, int]
    out: tuple[dict[int, int], ...]
    into: tuple[tuple[tuple[int, int], ...], ...]
    unknown: tuple[Move, ...]
    stride: int

    def length(self, cost: int) -> float:
        """Return the length in a sum of costs."""
        return round(cost // self.stride / UNIT, 9)


def lengths_of(graph: CareerGraph, weight: Weight) -> Lengths:
    """Return the lengths of all moves; those with a name are compiled once per graph.

    Raises
    ------
    InvalidValueError
        If the name is unknown, or a function returns what is no length.
    InvalidTypeError
        If *weight* is neither a name nor a function.
    """
    if not isinstance(weight, str):
        if not callable(weight):
            raise InvalidTypeError(
                f"weight must be one of {', '.join(WEIGHTS)}, or a function of a move, got {weight!r}."
            )
        # A function may answer differently next time, so what it says is never kept.
        return _compiled(graph, [_own(weight, move) for move in graph.moves.values()])
    if weight not in WEIGHTS:
        raise InvalidValueError(f"Weight {weight!r} is unknown. {did_you_mean(weight, WEIGHTS)}")
    key = "structure.lengths", weight
    found: Lengths | None = graph.compiled.get(key)
    if found is None:
        found = graph.compiled[key] = _compiled(graph, _named(weight, graph.moves.values()))
    return found


def _compiled(graph: CareerGraph, parts: Iterable[int | None]) -> Lengths:
    ids = tuple(sorted(graph.roles))
    row = {role: number for number, role in enumerate(ids)}
    stride = len(ids)
    out: list[dict[int, int]] = [{} for _ in ids]
    into: list[list[tuple[int, int]]] = [[] for _ in ids]
    unknown = []
    for move, length in zip(graph.moves.values(), parts, strict=True):
        if length is None:
            unknown.append(move)
            continue
        source, target, cost = row[move.source], row[move.target], length * stride + 1
        out[source][target] = cost
        into[target].append((source, cost))
    return Lengths(ids, row, tuple(out), tuple(map(tuple, into)), tuple(unknown), stride)


def _named(weight: str, moves: Iterable[Move]) -> Iterable[int | None]:
    match weight:
        case "min_years":
            return [_parts(move.min_years, "min_years", move) for move in moves]
        case "typical_years":
            return [_parts(move.usual_years, "typical_years", move) for move in moves]
        case "moves":
            return [UNIT for _ in moves]
        case _:
            return [None if move.probability is None else _risk(move.probability) for move in moves]


def _own(weight: Callable[[Move], float], move: Move) -> int:
    return _parts(as_number(weight(move), f"The weight of {_named_by_ends(move)}"), "weight", move)


def _parts(length: float, name: str, move: Move) -> int:
    if length > LARGEST:
        raise InvalidValueError(
            f"The {name} of {_named_by_ends(move)} must be at most {LARGEST:g}, got {length:g}; choose a larger unit."
        )
    whole = int(length)
    parts = round((length - whole) * UNIT)
    fraction = round(parts / PER_FRACTION) * PER_FRACTION
    if abs(parts - fraction) > PER_DECIMAL // 2:
        fraction = round(parts / PER_DECIMAL) * PER_DECIMAL
    return whole * UNIT + fraction


def _named_by_ends(move: Move) -> str:
    return f"move {move.source!r} -> {move.target!r}"


@cache
def _risk(probability: float) -> int:
    """Return -ln of a probability in parts, so that 0.5 twice is as risky as 0.25 once."""
    ratio = Fraction(probability).limit_denominator(SIMPLE)
    if float(ratio) != probability:
        return round(-math.log(probability) * UNIT)
    return _logarithm(ratio.denominator) - _logarithm(ratio.numerator)


def _logarithm(number: int) -> int:
    """Return ln in parts as the sum over the prime factors, which makes the logarithm of a product exactly a sum."""
    total, factor = 0, 2
    while factor * factor <= number:
        while number % factor == 0:
            number //= factor
            total += round(math.log(factor) * UNIT)
        factor += 1
    return total + round(math.log(number) * UNIT)
