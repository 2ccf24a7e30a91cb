"""Do the parts of a framework fit together? Every fault at once, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from careerpath.errors import (
    Fault,
    UnknownClockError,
    UnknownCredentialError,
    UnknownIdError,
    UnknownRoleError,
    UnknownSkillError,
)
from careerpath.profiles import Profile
from careerpath.requirements import Experience, HasCredential, Requirement, SkillLevel
from careerpath.roles import Clock, Credential, Move, Role, Skill
from careerpath.scales import Scale


def framework_faults(
    roles: Sequence[Role],
    moves: Sequence[Move],
    skills: Sequence[Skill],
    credentials: Sequence[Credential],
    clocks: Sequence[Clock],
    *,
    scale: Scale,
) -> list[Fault]:
    """Return every fault of a framework made of these parts, in the order of the parts; none if it is sound."""
    references = _References(roles, skills, credentials, clocks, scale)
    faults = [] if roles else [Fault("A framework needs at least one role.", "roles")]
    faults += _repeated("skill", "skills", [skill.id for skill in skills])
    faults += _repeated("credential", "credentials", [credential.id for credential in credentials])
    faults += _repeated("clock", "clocks", [clock.id for clock in clocks])
    faults += _repeated("role", "roles", [role.id for role in roles])
    for row, role in enumerate(roles):
        faults += references.role_faults(role, f"roles[{row}]")
    faults += _rings(roles)
    faults += _repeated("move", "moves", [f"{move.source} -> {move.target}" for move in moves])
    for row, move in enumerate(moves):
        for end in ("source", "target"):
            faults += references.check(UnknownRoleError, getattr(move, end), f"moves[{row}].{end}")
    return faults


class _References:
    """The ids that a framework knows, and a check of everything that refers to them."""

    def __init__(
        self,
        roles: Iterable[Role],
        skills: Iterable[Skill],
        credentials: Iterable[Credential],
        clocks: Iterable[Clock],
        scale: Scale,
    ) -> None:
        self.tops = {skill.id: (skill.scale or scale).top for skill in skills}
        self.known: dict[type[UnknownIdError], dict[str, float]] = {
            UnknownRoleError: {role.id: 0.0 for role in roles},
            UnknownSkillError: self.tops,
            UnknownCredentialError: {credential.id: 0.0 for credential in credentials},
            UnknownClockError: {clock.id: 0.0 for clock in clocks},
        }

    def check(self, error: type[UnknownIdError], given: str, path: str) -> Iterator[Fault]:
        if given not in self.known[error]:
            yield Fault(str(error.among(given, self.known[error])), path)

    def skill(self, skill: str, level: float, path: str) -> Iterator[Fault]:
        yield from self.check(UnknownSkillError, skill, path)
        top = self.tops.get(skill, level)
        if level > top:
            yield Fault(f"Skill {skill!r}: level {level:g} is above the top of its scale, {top:g}.", path)

    def requirement(self, requirement: Requirement, path: str) -> Iterator[Fault]:
        match requirement:
            case SkillLevel(skill, level):
                yield from self.skill(skill, level, path)
            case Experience(kind):
                yield from self.check(UnknownClockError, kind, path)
            case HasCredential(credential):
                yield from self.check(UnknownCredentialError, credential, path)
            case _:
                for row, part in enumerate(requirement.parts):
                    yield from self.requirement(part, f"{path}.parts[{row}]")

    def role_faults(self, role: Role, path: str) -> Iterator[Fault]:
        for name in ("requires", "prefers"):
            for row, entry in enumerate(getattr(role, name)):
                yield from self.requirement(entry.requirement, f"{path}.{name}[{row}]")
        for row, clock in enumerate(role.accrues):
            yield from self.check(UnknownClockError, clock, f"{path}.accrues[{row}]")
        for skill, level in role.develops.items():
            yield from self.skill(skill, level, f"{path}.develops.{skill}")
        if role.reports_to is not None:
            yield from self.check(UnknownRoleError, role.reports_to, f"{path}.reports_to")


def _repeated(noun: str, path: str, ids: Sequence[str]) -> Iterator[Fault]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            rows = [row for row, found in enumerate(ids) if found == repeated]
            places = ", ".join(f"{path}[{row}]" for row in rows[:5])
            message = f"The {noun} {repeated!r} is defined {count} times ({places}); keep one of them."
            yield Fault(message, f"{path}[{rows[1]}]")


def _rings(roles: Sequence[Role]) -> Iterator[Fault]:
    """Find reporting lines that come back to where they began; each ring is named once."""
    superior = {role.id: role.reports_to for role in roles}
    row_of = {role.id: row for row, role in enumerate(roles)}
    seen: set[str] = set()
    for role in roles:
        line: dict[str, None] = {}
        here: str | None = role.id
        while here is not None and here in superior and here not in seen and here not in line:
            line[here] = None
            here = superior[here]
        if here is not None and here in line:
            ring = list(line)[list(line).index(here) :]
            message = f"Reporting lines form a ring: {' -> '.join([*ring, here])}; one of them must end."
            yield Fault(message, f"roles[{row_of[here]}].reports_to")
        seen |= line.keys()


def profile_faults(
    profile: Profile, tops: Mapping[str, float], clocks: Collection[str], credentials: Collection[str]
) -> Iterator[Fault]:
    """Yield every fault of *profile*; *tops* holds the highest level of each skill that the framework knows."""
    hint = "Correct it, or drop what this framework does not know with graph.known_part(profile)."
    for skill, level in profile.skills.items():
        if skill not in tops:
            yield Fault(f"{UnknownSkillError.among(skill, tops)} {hint}", f"skills.{skill}")
        elif level > tops[skill]:
            allowed = f"0 to {tops[skill]:g} is allowed"
            yield Fault(f"Level {level:g} is above the top of its scale; {allowed}.", f"skills.{skill}")
    for clock in profile.years:
        if clock not in clocks:
            yield Fault(f"{UnknownClockError.among(clock, clocks)} {hint}", f"years.{clock}")
    for credential in sorted(profile.credentials):
        if credential not in credentials:
            yield Fault(f"{UnknownCredentialError.among(credential, credentials)} {hint}", f"credentials.{credential}")
