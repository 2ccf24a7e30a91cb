"""How can one leave a role for the next one: how long to stay, and what to learn meanwhile?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from careerpath.planning.horizon import Ahead
from careerpath.planning.places import Alternative, Place, Sum, split
from careerpath.planning.space import Space
from careerpath.planning.target import Target
from careerpath.render import MONTHS_PER_YEAR
from careerpath.requirements import TOLERANCE

Clocks: TypeAlias = tuple[float, ...]
"""Years on each clock, by its number."""


class Study:
    """What study costs one person: full price per bit, less what the person holds of a bit in part.

    Prices of sets of bits are remembered; people who hold no bit in part share them.

    Attributes
    ----------
    partial : dict of int to float
        For bits that the person holds in part, the part held.
    months_per_year : float
        Months of study done per year.
    waits_cost_alike : bool
        False if some criterion charges for time by the role in which it is spent; then waiting in this role
        may pay although the next one would do as well.
    """

    def __init__(self, space: Space, partial: dict[int, float], pace: float, *, waits_cost_alike: bool = True) -> None:
        self.partial = partial
        self.waits_cost_alike = waits_cost_alike
        self.months_per_year = MONTHS_PER_YEAR * pace
        self._months = {bit: months * (1.0 - partial.get(bit, 0.0)) for bit, months in space.months.items()}
        self._known: dict[int, float] = {0: 0.0}
        self._static: dict[tuple[int, int], float] = {}

    def months(self, bits: int) -> float:
        """Return the months of study for *bits*; infinite if study cannot bring one of them."""
        known = self._known.get(bits)
        if known is None:
            known = self._known[bits] = round(math.fsum(self._months[bit] for bit in split(bits)), 9)
        return known

    def static(self, one: Sum, have: int) -> float:
        """Return what the bits of *have* contribute to a sum; remembered."""
        if not one.mask:
            return 0.0
        key = id(one), have & one.mask
        known = self._static.get(key)
        if known is None:
            known = self._static[key] = one.static(have, self.partial)
        return known


class Person:
    """Where a plan stands: a role entered with holdings, after so many years and months of study."""

    __slots__ = ("clocks", "elapsed", "have", "role", "since", "studied")

    def __init__(
        self, role: int, have: int, clocks: Clocks, elapsed: float, studied: float, since: float = 0.0
    ) -> None:
        self.role = role
        self.have = have
        self.clocks = clocks
        self.elapsed = elapsed
        self.studied = studied
        self.since = since


class Leg:
    """One thing to learn while staying in a role, and the stays that go with it, the shortest first.

    Attributes
    ----------
    bits : int
        What to learn.
    months : float
        Months of study for it.
    have : int
        Bits held at the end of the stay, before learning.
    stay : float
        The shortest stay, in years.
    """

    __slots__ = ("bits", "have", "months", "question", "stay")

    def __init__(self, bits: int, months: float, have: int, stay: float, question: _Question) -> None:
        self.bits = bits
        self.months = months
        self.have = have
        self.stay = stay
        self.question = question

    def longer(self) -> Iterator[tuple[float, int]]:
        """Yield the longer stays that may pay, rising, and the bits held at the end of each."""
        asked = self.question
        turn = asked.turn if self.stay < asked.turn - TOLERANCE else math.inf
        # What the role develops opens a leg of its own where somebody ahead asks for it.
        until = turn if asked.brings & asked.ahead.asked else math.inf
        for moment in sorted(_moments(asked)):
            if self.stay + TOLERANCE < moment < until - TOLERANCE:
                have = self.have | asked.brings if moment >= turn - TOLERANCE else self.have
                if self.bits not in _learned(asked, have, moment):
                    return
                yield moment, have


class _Question:
    """How can this person leave this role for that one?"""

    __slots__ = (
        "_ahead",
        "alternatives",
        "base",
        "brings",
        "moves",
        "new",
        "person",
        "place",
        "study",
        "target",
        "turn",
    )

    def __init__(self, target: Target, study: Study, person: Person, next_role: int, years: float, moves: int) -> None:
        places = target.space.places
        self.target = target
        self.study = study
        self.person = person
        self.place = places[person.role]
        self.new = next_role
        self.moves = moves
        self.alternatives = target.space.alternatives(next_role)
        self.base = max(0.0, years - person.since)
        self.brings = self.place.develops & ~person.have
        self.turn = max(0.0, self.place.develops_after - person.since) if self.brings else math.inf
        self._ahead: Ahead | None = None

    @property
    def ahead(self) -> Ahead:
        """What may still lie ahead after the move; looked up when a longer stay is considered."""
        if self._ahead is None:
            self._ahead = self.target.horizon.ahead(self.new, self.moves)
        return self._ahead


def legs(target: Target, study: Study, person: Person, next_role: int, years: float, moves: int) -> Iterator[Leg]:
    """Yield what to learn, and for how long to stay, so that a move becomes possible.

    Parameters
    ----------
    target : Target
        Where the plan leads.
    study : Study
        Prices of learning.
    person : Person
        Where the plan stands.
    next_role : int
        The role to move to.
    years : float
        Years of stay that the move asks for.
    moves : int
        Moves left after this one.
    """
    asked = _Question(target, study, person, next_role, years, moves)
    turn, have, after = asked.turn, person.have, person.have | asked.brings
    for bits, stay in _earliest(asked).items():
        months = study.months(bits)
        if stay >= turn - TOLERANCE:
            yield Leg(bits, months, after, stay, asked)
            continue
        yield Leg(bits, months, have, stay, asked)
        if turn < math.inf and asked.brings & asked.ahead.asked and bits in _learned(asked, after, turn):
            yield Leg(bits, months, after, round(turn, 9), asked)


def _earliest(asked: _Question) -> dict[int, float]:
    """Return, per set of bits to learn, the shortest stay after which the move is possible with it."""
    study, person, base, turn = asked.study, asked.person, asked.base, asked.turn
    have, after = person.have, person.have | asked.brings
    if len(asked.alternatives) == 1 and not asked.brings & asked.target.space.places[asked.new].asked:
        only = asked.alternatives[0]
        bits = only.need & ~have
        ready = (person.studied + study.months(bits)) / study.months_per_year - person.elapsed
        stay = max(base, _opens(asked, only, have), ready if ready > base + TOLERANCE else 0.0)
        return {bits: round(stay, 9)} if stay < math.inf else {}
    events = {base}
    if base < turn < math.inf:
        events.add(turn)
    for alternative in asked.alternatives:
        opens = _opens(asked, alternative, have)
        if opens > turn - TOLERANCE:
            opens = max(turn, _opens(asked, alternative, after))
        if base < opens < math.inf:
            events.add(opens)
    times = sorted(events)
    earliest: dict[int, float] = {}
    for begin, end in pairwise([*times, math.inf]):
        held = after if begin >= turn - TOLERANCE else have
        for bits in _learned(asked, held, begin):
            if bits in earliest:
                continue
            ready = (person.studied + study.months(bits)) / study.months_per_year - person.elapsed
            stay = begin if ready <= begin + TOLERANCE else ready
            if stay < end - TOLERANCE:
                earliest[bits] = round(stay, 9)
    return earliest


def _learned(asked: _Question, have: int, moment: float) -> list[int]:
    """Return the minimal sets of bits that make the next role's requirements met after *moment* years."""
    study = asked.study
    if len(asked.alternatives) == 1:
        only = asked.alternatives[0]
        bits = only.need & ~have
        return [bits] if _opens(asked, only, have) <= moment + TOLERANCE and study.months(bits) < math.inf else []
    sets = {
        bits
        for alternative in asked.alternatives
        if study.months(bits := alternative.need & ~have) < math.inf
        and _opens(asked, alternative, have) <= moment + TOLERANCE
    }
    return sorted(bits for bits in sets if not any(other != bits and other & ~bits == 0 for other in sets))


def _opens(asked: _Question, alternative: Alternative, have: int) -> float:
    """Return after how many years in a role its clocks have brought what *alternative* asks of them."""
    opens = 0.0
    clocks, runs = asked.person.clocks, asked.place.runs
    for clock, years in alternative.years:
        missing = years - clocks[clock]
        if missing > TOLERANCE:
            if clock not in runs:
                return math.inf
            opens = max(opens, missing)
    for one in alternative.sums:
        opens = max(opens, one.moment(asked.study.static(one, have | alternative.need), clocks, runs))
    return opens


def _moments(asked: _Question) -> set[float]:
    """Return the moments at which something that a role ahead asks for becomes met."""
    person, place, ahead = asked.person, asked.place, asked.ahead
    moments: set[float] = set()
    if asked.turn < math.inf and asked.brings & ahead.asked:
        moments.add(round(asked.turn, 9))
    if asked.study.waits_cost_alike and _can_be_served_later(
        person.clocks, place, asked.target.space.places[asked.new], ahead
    ):
        return moments
    for clock in place.runs:
        now = person.clocks[clock] + TOLERANCE
        moments.update(
            round(years - person.clocks[clock], 9) for years in ahead.thresholds.get(clock, ()) if years > now
        )
    for one in ahead.sums:
        moments.update(round(moment, 9) for moment in _sum_moments(asked, one))
    return moments


def _sum_moments(asked: _Question, one: Sum) -> Iterator[float]:
    study, clocks, runs = asked.study, asked.person.clocks, asked.place.runs
    have, after = asked.person.have, asked.person.have | asked.brings
    for chosen in range(1 << len(one.learnable)):
        bits = sum(mask for at, mask in enumerate(one.learnable) if chosen >> at & 1)
        moment = one.moment(study.static(one, have | bits), clocks, runs)
        if moment > asked.turn - TOLERANCE:
            moment = max(asked.turn, one.moment(study.static(one, after | bits), clocks, runs))
        if TOLERANCE < moment < math.inf:
            yield moment


def _can_be_served_later(clocks: Clocks, place: Place, new: Place, ahead: Ahead) -> bool:
    """Tell whether waiting longer for the clocks of this role can be put off to the next one at no loss.

    It can if every clock that still matters runs in the next role too, and no role ahead runs only some of
    them: then the same wait, moved to the last role that runs them before they are needed, serves all of
    them at once.
    """
    matter = frozenset(clock for clock in place.runs if ahead.latest.get(clock, 0.0) > clocks[clock] + TOLERANCE)
    if not matter:
        return True
    if not matter <= new.runs:
        return False
    return len(matter) == 1 or all(matter <= runs or not matter & runs for runs in ahead.running)
