"""From what a caller asks to what the search answers: places, limits and criteria, all checked."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar, cast, get_args

import attrs

from careerpath.errors import InvalidTypeError, InvalidValueError, NoPlanError, did_you_mean, require_type, shown
from careerpath.fields import as_number
from careerpath.graph import CareerGraph, MoveKind, Who
from careerpath.planning.answers import Answer
from careerpath.planning.best_first import Outcome, run
from careerpath.planning.labels import Label, seed
from careerpath.planning.legs import Study
from careerpath.planning.objectives import Criteria, Minimize, Objective
from careerpath.planning.own import Own
from careerpath.planning.plans import Plan
from careerpath.planning.search import Caps, Search
from careerpath.planning.space import Space, space_of
from careerpath.planning.steps import Leg
from careerpath.planning.target import Map, Stay, Target, target_of
from careerpath.profiles import Profile

MAX_MOVES = 50
"""Most moves that a plan may have; more than any career."""

T = TypeVar("T")

KINDS: tuple[str, ...] = get_args(MoveKind)


@attrs.frozen
class Limits:
    """What a plan may do, as the caller said it.

    Attributes
    ----------
    via : tuple of str
        Roles that it has to pass.
    avoid : tuple of str
        Roles or families that it must not enter.
    only_kinds : tuple of str or None
        Kinds of moves that it may use.
    max_years, max_study : float or None
        Most years and months of study.
    max_moves : int
        Most moves.
    """

    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    only_kinds: tuple[str, ...] | None = None
    max_years: float | None = None
    max_study: float | None = None
    max_moves: int = 8

    def given(self) -> Iterator[str]:
        """Yield the names of the limits that are set, beside the number of moves."""
        for name in ("via", "avoid", "only_kinds", "max_years", "max_study"):
            if getattr(self, name) not in {None, ()}:
                yield name


@attrs.frozen(eq=False)
class Question:
    """A person, a target, and what is wanted, ready for the search."""

    graph: CareerGraph
    profile: Profile
    starts: tuple[str, ...]
    to: str
    criteria: Criteria
    limits: Limits
    stay: Stay
    pace: float
    seconds: float = math.inf
    labels: int = 1_000_000

    @property
    def space(self) -> Space:
        """The compiled framework."""
        return space_of(self.graph)

    def target(self) -> Target:
        """Return the way back from the target under the limits."""
        kinds = None if self.limits.only_kinds is None else frozenset(self.limits.only_kinds)
        avoided = frozenset(_avoided(self.graph, self.limits.avoid))
        return target_of(self.space, self.space.row[self.to], self.limits.max_moves, self.stay, Map(avoided, kinds))

    def search(self, *, every_wait: bool = False) -> Search:
        """Return the search that answers this question; *every_wait* looks at waits that cost nothing to put off."""
        space, target = self.space, self.target()
        if self.criteria.uses(3):
            _check_probabilities(target, [space.row[role] for role in self.starts])
        caps = Caps(
            math.inf if self.limits.max_years is None else self.limits.max_years + 1e-9,
            math.inf if self.limits.max_study is None else self.limits.max_study + 1e-9,
            self.seconds,
            self.labels,
        )
        own = tuple(Own(objective, target, self.profile) for objective in self.criteria.own)
        study = _study(
            space, space.partial(self.profile), self.pace, waits_cost_alike=not (self.criteria.rates or every_wait)
        )
        passes = tuple(space.row[role] for role in self.limits.via)
        return Search(target, study, self.criteria, caps, own, passes)

    def answer(self, answer: Answer) -> Outcome:
        """Search for what *answer* wants."""
        space, search = self.space, self.search(every_wait=answer.ranks_matter)
        have, clocks = space.bits_of(self.profile), space.clocks_of(self.profile)
        none = (0.0,) * len(search.own)
        seeds = []
        for role in self.starts:
            row = space.row[role]
            open_ = sum(1 << at for at, passed in enumerate(search.passes) if passed not in {row, search.target.target})
            since = self.profile.years_in_role if role == self.profile.role else 0.0
            seeds.append(seed(row, space.rank[row], have, clocks, since, none, open_))
        return run(search, seeds, answer)

    def costs(self, label: Label) -> tuple[float, ...]:
        """Return the cost of a plan in each criterion."""
        return self.criteria.costs((label.elapsed, label.studied, label.moves, label.risk, *label.own))

    def plan(self, label: Label, *, exact: bool) -> Plan:
        """Return the plan that ends in *label*."""
        space, path = self.space, label.path()
        legs = []
        for one in path[1:]:
            skills, credentials = space.gains(one.learned)
            legs.append(Leg(space.ids[one.role], one.stay, skills, credentials))
        first = space.ids[path[0].role]
        person = self.profile if self.profile.role == first else self.profile.at(first)
        return Plan(self.graph, person, tuple(legs), self.pace, exact)


def ask(
    graph: CareerGraph,
    who: Who,
    to: str,
    minimize: Iterable[Minimize],
    *,
    limits: Limits,
    stay: Stay,
    pace: float,
    start: str | None,
    time_limit: float | None = None,
    max_labels: int = 1_000_000,
) -> Question:
    """Check what a caller asks, and return it as a question.

    Raises
    ------
    CareerPathError
        Of the kind that the public functions document.
    """
    require_type(graph, CareerGraph, "The first argument", "a CareerGraph")
    profile, starts = _placed(graph, graph.person(who), graph.role(to).id, start)
    if stay not in ("minimum", "typical"):
        raise InvalidValueError(f"stay must be 'minimum' or 'typical', got {stay!r}.")
    _whole("max_moves", limits.max_moves, 1, MAX_MOVES)
    _whole("max_labels", max_labels, 1, 1 << 40)
    _check_limits(graph, limits, starts, to)
    seconds = math.inf if time_limit is None else as_number(time_limit, "time_limit (seconds)", above=True)
    criteria, pace = Criteria.of(minimize), as_number(pace, "pace", above=True)
    return Question(graph, profile, tuple(starts), to, criteria, limits, stay, pace, seconds, max_labels)


def listed(name: str, given: Iterable[T]) -> tuple[T, ...]:
    """Return what was given as a tuple; a single text would be taken letter by letter.

    Raises
    ------
    InvalidTypeError
        If it is a single text, or no collection at all.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidTypeError(f"{name} must be a list, such as {name}=[...], got {given!r}.")
    return tuple(given)


def objectives_of(minimize: Iterable[Minimize] | Minimize) -> tuple[Minimize, ...]:
    """Return what is to be minimised as a tuple, be it one objective or several; raise if it is neither."""
    single = isinstance(minimize, (str, Objective, Mapping))
    return (cast("Minimize", minimize),) if single else listed("minimize", cast("Iterable[Minimize]", minimize))


def _whole(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"{name} must be a whole number, got {value!r}.")
    if not low <= value <= high:
        raise InvalidValueError(f"{name} must be from {low} to {high}, got {value}.")


def _check_limits(graph: CareerGraph, limits: Limits, starts: Collection[str], to: str) -> None:
    for role in limits.via:
        graph.role(role)
    avoided = _avoided(graph, limits.avoid)
    both = [role for role in limits.via if role in avoided]
    if both:
        raise InvalidValueError(f"via and avoid contradict each other: {shown(map(repr, both))} is in both.")
    if to in avoided:
        raise InvalidValueError(f"avoid closes the target {to!r} itself.")
    if limits.only_kinds == ():
        raise InvalidValueError(f"only_kinds must name at least one kind of move: {', '.join(KINDS)}.")
    for kind in limits.only_kinds or ():
        if kind not in KINDS:
            raise InvalidValueError(f"Kind of move {kind!r} is unknown. {did_you_mean(str(kind), KINDS)}")
    for name in ("max_years", "max_study"):
        if getattr(limits, name) is not None:
            as_number(getattr(limits, name), name)
    if len(limits.via) > limits.max_moves + len(starts):
        raise InvalidValueError(f"via names {len(limits.via)} roles, more than {limits.max_moves} moves can pass.")


def _avoided(graph: CareerGraph, avoid: Collection[str]) -> set[str]:
    """Return the roles that *avoid* names, itself or by their family."""
    found: set[str] = set()
    families = {role.family for role in graph.roles.values() if role.family}
    for name in avoid:
        if name in graph.roles:
            found.add(name)
        elif name in families:
            found |= {role.id for role in graph.roles.values() if role.family == name}
        else:
            known = [*graph.roles, *sorted(families)]
            raise InvalidValueError(
                f"avoid names {name!r}, which is no role or family. {did_you_mean(str(name), known)}"
            )
    return found


def _placed(graph: CareerGraph, profile: Profile, to: str, start: str | None) -> tuple[Profile, list[str]]:
    """Return the person and the roles in which the plan may start."""
    if start == "any":
        starts = [role for role in graph.roles if _is_eligible(graph, profile, role)]
        if to in starts:
            raise InvalidValueError(f"Today's holdings make this person eligible for {to!r}; no plan is needed.")
        if not starts:
            raise NoPlanError("any", to, "This person is eligible for no role of the framework today.")
        return profile, starts
    if start is not None and graph.role(start).id != profile.role:
        profile = profile.at(start)
    if profile.role is None:
        raise InvalidValueError(
            "This profile has no role to start from. Place it with profile.at('role-id'), or pass start='any' "
            "to try every role that it is eligible for today."
        )
    if profile.role == to:
        raise InvalidValueError(f"This person is in {to!r} already; choose another role to reach.")
    return profile, [profile.role]


def _is_eligible(graph: CareerGraph, profile: Profile, role: str) -> bool:
    return all(entry.requirement.is_met(profile) for entry in graph.roles[role].requires)


def _study(space: Space, partial: dict[int, float], pace: float, *, waits_cost_alike: bool) -> Study:
    """Return the prices of learning; they are shared by everyone who holds no level in part."""
    if partial:
        return Study(space, partial, pace, waits_cost_alike=waits_cost_alike)
    key = "planning.study", pace, waits_cost_alike
    found = space.graph.compiled.get(key)
    if found is None:
        found = space.graph.compiled[key] = Study(space, partial, pace, waits_cost_alike=waits_cost_alike)
    return cast("Study", found)


def _check_probabilities(target: Target, starts: Iterable[int]) -> None:
    """Raise if a move that a plan could use has no probability."""
    seen, unknown = set(starts), []
    frontier = list(seen)
    while frontier:
        for edge in target.edges[frontier.pop()]:
            if math.isnan(edge.risk):
                unknown.append(f"{edge.move.source} -> {edge.move.target}")
            if edge.target not in seen:
                seen.add(edge.target)
                frontier.append(edge.target)
    if unknown:
        raise InvalidValueError(
            f"The objective 'risk' needs a probability on every move that could be used; {len(unknown)} have none: "
            f"{shown(sorted(unknown))}. Add them with graph.with_move(Move(..., probability=...))."
        )
