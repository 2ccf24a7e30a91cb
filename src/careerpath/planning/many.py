"""The best plan for each of many people: the same answers as one by one, sooner."""

from __future__ import annotations

import math
import os
import pickle
import warnings
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import NamedTuple

import attrs

from careerpath.errors import CareerPathError, InvalidTypeError, InvalidValueError, NoPlanError, require_type
from careerpath.frozen import FrozenMap
from careerpath.graph import CareerGraph, Who
from careerpath.planning.answers import Front
from careerpath.planning.attempts import is_there, why_not
from careerpath.planning.crowds import PersonPlan, PlanAll, Status
from careerpath.planning.objectives import Minimize
from careerpath.planning.plans import Plan
from careerpath.planning.question import Limits, Question, ask
from careerpath.planning.refusal import no_plan
from careerpath.planning.space import space_of
from careerpath.planning.steps import Leg
from careerpath.planning.target import FAR, Stay
from careerpath.profiles import Profile

WORTHWHILE = 500
"""Different people beyond which a second process gains more than it takes to start."""

LARGEST_CHUNK = 250
"""Most people handed to a process at once, so that the bar moves and nobody waits for the last one."""


MOST_WORKERS = 61
"""More processes than that cannot be waited for on Windows."""


@attrs.frozen
class _Order:
    """What everybody is asked; it travels to the processes once."""

    graph: CareerGraph
    to: str
    minimize: Minimize
    stay: Stay
    pace: float
    max_moves: int
    start: str | None


class _Found(NamedTuple):
    """What a search found, in numbers: far less to send back than a plan."""

    status: Status
    why: str = ""
    path: tuple[tuple[int, float, int], ...] = ()
    """Row of the role, years spent in the one before, bits learned there."""
    years: float = 0.0
    study: float = 0.0
    exact: bool = True


def plan_all(
    graph: CareerGraph,
    people: Mapping[Hashable, Who],
    to: str,
    *,
    minimize: Minimize = "years",
    stay: Stay = "minimum",
    pace: float = 1.0,
    max_moves: int = 8,
    start: str | None = None,
    workers: int | None = None,
    progress: bool = False,
) -> PlanAll:
    """Find the best plan to one role for each of many people.

    Everybody gets the plan that `find_plan` finds for them; nobody's trouble stops the others. The framework and
    the way back from the target are compiled once per process, and people who are alike are planned for once.

    Parameters
    ----------
    graph : CareerGraph
        The framework.
    people : mapping of id to Profile or role id
        The people, under ids of any hashable kind.
    to : str
        Id of the role to reach.
    minimize, stay, pace, max_moves, start
        As in `find_plan`, the same for everybody.
    workers : int, optional
        Processes to use. By default as many as there are processors if there are more than 500 different people,
        else only this one. Where processes are started anew (as on Windows and macOS), a script that is run directly
        needs the usual guard ``if __name__ == "__main__":``. If they cannot be started, this process does the work.
    progress : bool, default False
        Show a bar.

    Returns
    -------
    PlanAll
        A mapping from id to status and plan, in the order of *people*. A person is ``"planned"``; ``"already
        there"`` (in the role, or with ``start="any"`` eligible for it today); ``"blocked"``, with the reason; or
        ``"invalid"``, with what is wrong with the profile.

    Raises
    ------
    UnknownRoleError
        If the target is not in the graph; near matches are named.
    InvalidValueError, InvalidTypeError
        If an option is out of range, or *people* is no mapping.

    Examples
    --------
    >>> from careerpath import CareerGraph, Move, Profile, Role, SkillLevel
    >>> graph = CareerGraph(
    ...     [Role("pm"), Role("lead", requires=[SkillLevel("strategy", 2)])], [Move("pm", "lead", 2)]
    ... )
    >>> plans = plan_all(graph, {"ann": "pm", "bob": "lead", "cy": Profile()}, "lead")
    >>> plans
    PlanAll(to 'lead': 1 planned, 1 already there, 1 invalid)
    >>> plans["ann"].plan
    Plan('pm' -> 'lead': 2 years, 6 months of study, 1 moves)
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    require_type(people, Mapping, "people", "a mapping from id to Profile or role id")
    if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool)):
        raise InvalidTypeError(f"workers must be a whole number or None, got {workers!r}.")
    if workers is not None and workers < 1:
        raise InvalidValueError(f"workers must be at least 1, got {workers}.")
    order = _Order(graph, graph.role(to).id, minimize, stay, pace, max_moves, start)
    _check(order)
    number: dict[Profile, int] = {}
    places: dict[Hashable, tuple[Profile, int]] = {}
    wrong: dict[Hashable, str] = {}
    for person, who in people.items():
        try:
            profile = graph.person(who)
        except CareerPathError as error:
            wrong[person] = str(error)
        else:
            places[person] = profile, number.setdefault(profile, len(number))
    if workers is None:
        workers = (os.cpu_count() or 1) if len(number) > WORTHWHILE else 1
    found = _found(order, list(number), workers, progress=progress)
    reader = _Reader(graph, float(pace))
    rows: dict[Hashable, PersonPlan] = {}
    for person in people:
        if person in wrong:
            rows[person] = PersonPlan(person, "invalid", None, wrong[person])
        else:
            profile, at = places[person]
            rows[person] = reader.row(person, profile, found[at])
    return PlanAll(graph, order.to, FrozenMap(rows))


def _check(order: _Order) -> None:
    """Raise if an option is out of range, before anybody is planned for."""
    if order.start is not None and order.start != "any":
        order.graph.role(order.start)
    somebody = next((role for role in order.graph.roles if role != order.to), None)
    if somebody is not None:
        _ask(attrs.evolve(order, start=None), order.graph.incumbent(somebody))


def _ask(order: _Order, profile: Profile) -> Question:
    return ask(
        order.graph,
        profile,
        order.to,
        [order.minimize],
        limits=Limits(max_moves=order.max_moves),
        stay=order.stay,
        pace=order.pace,
        start=order.start,
    )


# -- one process or several


def _found(order: _Order, people: Sequence[Profile], workers: int, *, progress: bool) -> list[_Found]:
    """Return what was found for each of *people*, in their order."""
    size = max(1, min(LARGEST_CHUNK, math.ceil(len(people) / (4 * workers))))
    chunks = [people[at : at + size] for at in range(0, len(people), size)]
    found: dict[int, list[_Found]] = {}
    with _bar(len(people), progress=progress) as advance:
        for number, answers in _finished(order, chunks, workers):
            found[number] = answers
            advance(len(answers))
    return [answer for number in range(len(chunks)) for answer in found[number]]


@contextmanager
def _bar(total: int, *, progress: bool) -> Iterator[Callable[[int], object]]:
    if not progress:
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc="Plans", unit="person") as bar:
        yield bar.update


def _finished(order: _Order, chunks: Sequence[Sequence[Profile]], workers: int) -> Iterator[tuple[int, list[_Found]]]:
    """Yield the answers for each chunk with its number, as they come."""
    done: set[int] = set()
    if workers > 1 and len(chunks) > 1 and (packed := _packed(order)) is not None:
        for number, answers in _by_processes(packed, chunks, min(workers, len(chunks), MOST_WORKERS)):
            done.add(number)
            yield number, answers
    # Whatever no process has answered is answered here: everything, if there are none.
    for number, chunk in enumerate(chunks):
        if number not in done:
            yield number, _answers(order, chunk)


def _packed(order: _Order) -> bytes | None:
    try:
        return pickle.dumps(order)
    except (pickle.PicklingError, AttributeError, TypeError):  # such as an objective that is a lambda
        return None


def _by_processes(
    packed: bytes, chunks: Sequence[Sequence[Profile]], workers: int
) -> Iterator[tuple[int, list[_Found]]]:
    try:
        with ProcessPoolExecutor(workers, initializer=_receive, initargs=(packed,)) as pool:
            with warnings.catch_warnings():
                # Python warns of forks beside threads, such as those of numpy; the searches use no thread and no lock.
                warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)
                futures = {pool.submit(_serve, chunk): number for number, chunk in enumerate(chunks)}
            for future in as_completed(futures):
                yield futures[future], future.result()
    except (BrokenProcessPool, OSError):
        return


_orders: list[_Order] = []
"""In a process that was started for it: the order that it serves."""


def _receive(packed: bytes) -> None:
    _orders[:] = [pickle.loads(packed)]  # noqa: S301 - our own bytes


def _serve(people: Sequence[Profile]) -> list[_Found]:
    return _answers(_orders[0], people)


# -- one person


def _answers(order: _Order, people: Iterable[Profile]) -> list[_Found]:
    far: dict[tuple[str, ...], _Found] = {}
    return [_answer(order, profile, far) for profile in people]


def _answer(order: _Order, profile: Profile, far: dict[tuple[str, ...], _Found]) -> _Found:
    """Return what is found for one person; *far* remembers the roles from which the map leads nowhere."""
    try:
        if is_there(order.graph, profile, order.to, order.start):
            return _Found("already there", "no plan is needed.")
        question = _ask(order, profile)
        if question.starts in far:
            return far[question.starts]
        outcome = question.answer(Front(1))
    except NoPlanError as error:
        return _Found("blocked", why_not(error))
    except CareerPathError as error:
        return _Found("invalid", str(error))
    if outcome.labels:
        label = outcome.labels[0]
        path = tuple((one.role, one.stay, one.learned) for one in label.path())
        return _Found("planned", "", path, label.elapsed, label.studied, outcome.bound == math.inf)
    blocked = _Found("blocked", why_not(no_plan(question)))
    hops = question.target().hops
    if all(hops[question.space.row[role]] == FAR for role in question.starts):
        far[question.starts] = blocked  # the reason lies in the map alone, and holds for everybody
    return blocked


class _Reader:
    """Turns what was found, in numbers, into plans of one framework."""

    def __init__(self, graph: CareerGraph, pace: float) -> None:
        self.graph = graph
        self.pace = pace
        self._gains: dict[int, tuple[FrozenMap[str, float], tuple[str, ...]]] = {}

    def row(self, person: Hashable, profile: Profile, found: _Found) -> PersonPlan:
        """Return what *found* means for one person."""
        if found.status != "planned":
            totals = (0.0, 0.0, 0) if found.status == "already there" else (None, None, None)
            return PersonPlan(person, found.status, None, found.why, *totals)
        space = space_of(self.graph)
        legs = []
        for row, stay, bits in found.path[1:]:
            gains = self._gains.get(bits)
            if gains is None:
                gains = self._gains[bits] = space.gains(bits)
            legs.append(Leg(space.ids[row], stay, *gains))
        first = space.ids[found.path[0][0]]
        start = profile if profile.role == first else profile.at(first)
        plan = Plan(self.graph, start, tuple(legs), self.pace, found.exact)
        return PersonPlan(person, "planned", plan, "", found.years, found.study, len(legs))
