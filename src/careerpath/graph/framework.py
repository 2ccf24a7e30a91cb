"""The framework as one checked, immutable object around a frozen ``networkx.DiGraph``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

import attrs

from careerpath.errors import (
    InvalidFrameworkError,
    InvalidProfileError,
    InvalidTypeError,
    UnknownClockError,
    UnknownCredentialError,
    UnknownMoveError,
    UnknownRoleError,
    UnknownSkillError,
    require_type,
)
from careerpath.fields import are_named_texts, are_texts, is_instance, is_text, to_texts, to_tuple
from careerpath.frozen import FrozenMap
from careerpath.graph.checks import framework_faults, profile_faults
from careerpath.graph.parts import all_of_kind, found, mentioned
from careerpath.profiles import Profile
from careerpath.roles import Clock, Credential, Move, Role, Skill
from careerpath.scales import DEFAULT_SCALE, Scale

if TYPE_CHECKING:
    import networkx as nx

Who: TypeAlias = Profile | str
"""A person: a profile, or a role id that stands for the incumbent of that role."""

MoveKind: TypeAlias = Literal["promotion", "diagonal", "lateral", "step down"]


@attrs.frozen(slots=False, init=False, repr=False)
class CareerGraph:
    """Roles, the moves between them, and the skills, credentials and clocks they speak of.

    Nothing in it changes: ``with_role`` and its kin return a new graph. Every reference is checked
    when the graph is built, and all faults are reported together.

    Parameters
    ----------
    roles : iterable of Role
        At least one; their order is kept.
    moves : iterable of Move, default ()
        At most one per pair of roles.
    skills, credentials, clocks : iterable of Skill, Credential, Clock, optional
        What roles may refer to. Left out, it is whatever the roles mention, with the defaults of each class.
    scale : Scale
        Levels of every skill that has no scale of its own.
    title, description, version, license : str
        What the framework is called, and under which terms it stands.
    illustrative : bool
        True for a worked example that is not market data.
    notes : tuple of str
        Remarks, such as what an importer left out and why.
    sources : mapping of str to str
        Citations in full, by the short keys used in the ``source`` fields.

    Raises
    ------
    InvalidFrameworkError
        If ids repeat, references lead nowhere (near matches are named), levels exceed their scale,
        reporting lines form a ring, or there is no role.
    InvalidTypeError
        If something other than the documented classes is passed.

    Examples
    --------
    >>> from careerpath.requirements import Experience
    >>> graph = CareerGraph(
    ...     [Role("pm", accrues=["product"]), Role("cpo", requires=[Experience("product", 10)])],
    ...     [Move("pm", "cpo", 2)],
    ... )
    >>> graph
    CareerGraph(2 roles, 1 moves, 0 skills)
    >>> graph.nx.number_of_edges()
    1
    """

    roles: FrozenMap[str, Role]
    moves: FrozenMap[tuple[str, str], Move]
    skills: FrozenMap[str, Skill]
    credentials: FrozenMap[str, Credential]
    clocks: FrozenMap[str, Clock]
    scale: Scale = DEFAULT_SCALE
    title: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    description: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    version: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    license: str = attrs.field(default="", kw_only=True, validator=is_text(empty=True))
    illustrative: bool = attrs.field(default=False, kw_only=True, validator=is_instance(bool, "True or False"))
    notes: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=are_texts)
    sources: FrozenMap[str, str] = attrs.field(
        factory=FrozenMap, kw_only=True, converter=to_texts, validator=are_named_texts
    )

    def __init__(
        self,
        roles: Iterable[Role],
        moves: Iterable[Move] = (),
        *,
        skills: Iterable[Skill] | None = None,
        credentials: Iterable[Credential] | None = None,
        clocks: Iterable[Clock] | None = None,
        scale: Scale = DEFAULT_SCALE,
        **about: Any,
    ) -> None:
        require_type(scale, Scale, "scale", "a Scale")
        role_list, move_list = all_of_kind(roles, Role, "roles"), all_of_kind(moves, Move, "moves")
        spoken_of = mentioned(role_list)
        skill_list = spoken_of[0] if skills is None else all_of_kind(skills, Skill, "skills")
        credential_list = spoken_of[1] if credentials is None else all_of_kind(credentials, Credential, "credentials")
        clock_list = spoken_of[2] if clocks is None else all_of_kind(clocks, Clock, "clocks")
        faults = framework_faults(role_list, move_list, skill_list, credential_list, clock_list, scale=scale)
        if faults:
            raise InvalidFrameworkError(tuple(faults), str(about.get("title", "")))
        self.__attrs_init__(
            FrozenMap({role.id: role for role in role_list}),
            FrozenMap({(move.source, move.target): move for move in move_list}),
            FrozenMap({skill.id: skill for skill in skill_list}),
            FrozenMap({credential.id: credential for credential in credential_list}),
            FrozenMap({clock.id: clock for clock in clock_list}),
            scale,
            **about,
        )

    def __repr__(self) -> str:
        name = f"{self.title!r}, " if self.title else ""
        return f"CareerGraph({name}{len(self.roles)} roles, {len(self.moves)} moves, {len(self.skills)} skills)"

    def __hash__(self) -> int:
        """Return a hash over ids only, whatever their order, so that a large framework can be a dictionary key."""
        return hash((self.title, self.version, frozenset(self.roles), frozenset(self.moves)))

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the fields alone; what was compiled from them is compiled again."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore the fields."""
        self.__dict__.update(state)

    # -- looking things up

    def role(self, role: str) -> Role:
        """Return the role with this id.

        Raises
        ------
        UnknownRoleError
            If there is none; near matches are named.
        """
        return found(self.roles, role, "role", UnknownRoleError)

    def skill(self, skill: str) -> Skill:
        """Return the skill with this id; raise `UnknownSkillError` if there is none."""
        return found(self.skills, skill, "skill", UnknownSkillError)

    def credential(self, credential: str) -> Credential:
        """Return the credential with this id; raise `UnknownCredentialError` if there is none."""
        return found(self.credentials, credential, "credential", UnknownCredentialError)

    def clock(self, clock: str) -> Clock:
        """Return the clock with this id; raise `UnknownClockError` if there is none."""
        return found(self.clocks, clock, "clock", UnknownClockError)

    def move(self, source: str, target: str) -> Move:
        """Return the move from *source* to *target*.

        Raises
        ------
        UnknownRoleError
            If one of the two roles does not exist.
        UnknownMoveError
            If both exist, but no move leads from one to the other; the moves that do leave are named.
        """
        self.role(source)
        self.role(target)
        if (source, target) not in self.moves:
            known = [move.target for move in self.moves_from(source)]
            hint = f"Moves from {source!r} lead to: {', '.join(map(repr, known)) or 'nowhere'}."
            raise UnknownMoveError(f"{source} -> {target}", hint)
        return self.moves[source, target]

    def moves_from(self, role: str) -> tuple[Move, ...]:
        """Return the moves that leave *role*, in the order of the graph."""
        self.role(role)
        return self._leaving.get(role, ())

    def moves_to(self, role: str) -> tuple[Move, ...]:
        """Return the moves that lead to *role*, in the order of the graph."""
        self.role(role)
        return self._entering.get(role, ())

    def scale_of(self, skill: str) -> Scale:
        """Return the scale on which *skill* is measured."""
        return self.skill(skill).scale or self.scale

    def move_kind(self, source: str, target: str) -> MoveKind | None:
        """Return what going from *source* to *target* means: up, sideways or down.

        A step up in level is a promotion within a family and diagonal across families; ``None``
        where a level is unknown. The move itself need not exist.
        """
        old, new = self.role(source), self.role(target)
        if old.level is None or new.level is None:
            return None
        if new.level > old.level:
            return "promotion" if old.family == new.family else "diagonal"
        return "lateral" if new.level == old.level else "step down"

    # -- people

    def incumbent(self, role: str) -> Profile:
        """Return a canonical profile that meets what *role* requires, in that role for 0 years.

        Of an ``AnyOf`` it meets the first part, of an ``AtLeast`` the first k, of a ``Combination``
        the parts in their order until the sum is reached.

        Examples
        --------
        >>> from careerpath.requirements import SkillLevel
        >>> graph = CareerGraph([Role("pm", requires=[SkillLevel("sql", 2)])])
        >>> graph.incumbent("pm")
        Profile(skills={'sql': 2.0}, role='pm')
        """
        profile = self._incumbents.get(role)
        if profile is None:
            profile = Profile(role=self.role(role).id)
            for entry in self.roles[role].requires:
                profile = entry.requirement.fulfil(profile)
            self._incumbents[role] = profile
        return profile

    def person(self, who: Who) -> Profile:
        """Return the profile that *who* stands for, checked against this framework.

        Parameters
        ----------
        who : Profile or str
            A profile, or a role id for the incumbent of that role.

        Raises
        ------
        UnknownRoleError
            If the role id, or the role of the profile, is not in this graph.
        InvalidProfileError
            If the profile mentions a skill, credential or clock that the framework does not know, or a
            level beyond its scale. ``known_part`` drops what the framework does not know.
        """
        if isinstance(who, str):
            return self.incumbent(who)
        if not isinstance(who, Profile):
            raise InvalidTypeError(f"who must be a Profile or a role id, got {type(who).__name__}.")
        if who.role is not None and who.role not in self.roles:
            raise UnknownRoleError.among(who.role, self.roles)
        tops = self._tops
        for skill, level in who.skills.items():
            if level > tops.get(skill, -1.0):
                break
        else:
            if who.credentials <= self.credentials.keys() and who.years.keys() <= self.clocks.keys():
                return who
        raise InvalidProfileError(tuple(profile_faults(who, tops, self.clocks, self.credentials)))

    def known_part(self, profile: Profile) -> Profile:
        """Return *profile* without the skills, credentials and clocks that this framework does not know.

        Examples
        --------
        >>> from careerpath.requirements import SkillLevel
        >>> graph = CareerGraph([Role("pm", requires=[SkillLevel("sql", 2)])])
        >>> graph.known_part(Profile(skills={"sql": 1, "juggling": 3}))
        Profile(skills={'sql': 1.0})
        """
        require_type(profile, Profile, "profile", "a Profile")
        return attrs.evolve(
            profile,
            skills={skill: level for skill, level in profile.skills.items() if skill in self.skills},
            years={clock: years for clock, years in profile.years.items() if clock in self.clocks},
            credentials=profile.credentials & self.credentials.keys(),
        )

    # -- changing it, into a new graph

    def with_role(self, role: Role) -> Self:
        """Return a graph in which *role* is added, or replaces the role of the same id.

        Skills, credentials and clocks that the role mentions for the first time are added with
        the defaults of their class.
        """
        require_type(role, Role, "role", "a Role")
        new = mentioned([role])
        return self._rebuilt(
            roles={**self.roles, role.id: role},
            skills={**self.skills, **{one.id: one for one in new[0] if one.id not in self.skills}},
            credentials={**self.credentials, **{one.id: one for one in new[1] if one.id not in self.credentials}},
            clocks={**self.clocks, **{one.id: one for one in new[2] if one.id not in self.clocks}},
        )

    def without_role(self, role: str) -> Self:
        """Return a graph without *role* and its moves; who reported to it reports to its superior."""
        gone = self.role(role)
        kept = {
            other.id: attrs.evolve(other, reports_to=gone.reports_to) if other.reports_to == role else other
            for other in self.roles.values()
            if other.id != role
        }
        return self._rebuilt(roles=kept, moves={ends: move for ends, move in self.moves.items() if role not in ends})

    def with_move(self, move: Move) -> Self:
        """Return a graph in which *move* is added, or replaces the move between the same roles."""
        require_type(move, Move, "move", "a Move")
        return self._rebuilt(moves={**self.moves, (move.source, move.target): move})

    def without_move(self, source: str, target: str) -> Self:
        """Return a graph without the move from *source* to *target*."""
        gone = self.move(source, target)
        return self._rebuilt(moves={ends: move for ends, move in self.moves.items() if move is not gone})

    def with_skill(self, skill: Skill) -> Self:
        """Return a graph in which *skill* is added, or replaces the skill of the same id."""
        require_type(skill, Skill, "skill", "a Skill")
        return self._rebuilt(skills={**self.skills, skill.id: skill})

    def with_credential(self, credential: Credential) -> Self:
        """Return a graph in which *credential* is added, or replaces the credential of the same id."""
        require_type(credential, Credential, "credential", "a Credential")
        return self._rebuilt(credentials={**self.credentials, credential.id: credential})

    def _rebuilt(self, **changed: Mapping[Any, Any]) -> Self:
        fields: dict[str, Any] = {**self.__getstate__(), **changed}
        for name in ("roles", "moves", "skills", "credentials", "clocks"):
            fields[name] = fields[name].values()
        return type(self)(**fields)

    # -- compiled once, kept beside the fields

    @cached_property
    def nx(self) -> nx.DiGraph[str]:
        """The same graph as a frozen ``networkx.DiGraph``.

        Nodes carry ``role``; edges carry ``move`` and, as weights, ``min_years`` and
        ``typical_years`` (the minimum where no typical value is known).
        """
        import networkx as nx

        digraph: nx.DiGraph[str] = nx.DiGraph()
        digraph.add_nodes_from((role.id, {"role": role}) for role in self.roles.values())
        digraph.add_edges_from(
            (m.source, m.target, {"move": m, "min_years": m.min_years, "typical_years": m.usual_years})
            for m in self.moves.values()
        )
        nx.freeze(digraph)
        return digraph

    @cached_property
    def _leaving(self) -> dict[str, tuple[Move, ...]]:
        return _grouped((move.source, move) for move in self.moves.values())

    @cached_property
    def _entering(self) -> dict[str, tuple[Move, ...]]:
        return _grouped((move.target, move) for move in self.moves.values())

    @cached_property
    def _tops(self) -> dict[str, float]:
        return {skill.id: (skill.scale or self.scale).top for skill in self.skills.values()}

    @cached_property
    def _incumbents(self) -> dict[str, Profile]:
        return {}

    @cached_property
    def compiled(self) -> dict[Any, Any]:
        """What other rooms compile from this graph once, under keys of their own; never part of its value."""
        return {}


def _grouped(pairs: Iterable[tuple[str, Move]]) -> dict[str, tuple[Move, ...]]:
    groups: dict[str, list[Move]] = {}
    for role, move in pairs:
        groups.setdefault(role, []).append(move)
    return {role: tuple(moves) for role, moves in groups.items()}
