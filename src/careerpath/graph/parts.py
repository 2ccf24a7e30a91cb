"""The parts of a framework: gathered, looked up, and read off the roles that mention them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from careerpath.errors import UnknownIdError, require_type
from careerpath.roles import Clock, Credential, Move, Role, Skill

N = TypeVar("N", Role, Skill, Credential, Clock, Move)


def all_of_kind(given: Iterable[N], kind: type[N], name: str) -> list[N]:
    """Return the items of *given*, each of *kind*; raise `InvalidTypeError` otherwise."""
    require_type(given, Iterable, name, f"an iterable of {kind.__name__}")
    items = list(given.values()) if isinstance(given, Mapping) else list(given)
    for item in items:
        require_type(item, kind, f"Each of {name}", f"a {kind.__name__}")
    return items


def found(known: Mapping[str, N], wanted: str, noun: str, error: type[UnknownIdError]) -> N:
    """Return the item with id *wanted*; raise *error* with near matches if there is none."""
    item = known.get(wanted) if isinstance(wanted, str) else None
    if item is None:
        require_type(wanted, str, f"A {noun}", f"a {noun} id")
        raise error.among(wanted, known)
    return item


def mentioned(roles: Iterable[Role]) -> tuple[list[Skill], list[Credential], list[Clock]]:
    """Return what *roles* speak of, in the order in which it first comes up."""
    skills: dict[str, None] = {}
    credentials: dict[str, None] = {}
    clocks: dict[str, None] = {}
    known = {"skill": skills, "credential": credentials, "experience": clocks}
    for role in roles:
        for entry in (*role.requires, *role.prefers):
            for atom in entry.requirement.atoms():
                known[atom.noun][atom.subject] = None
        skills.update(dict.fromkeys(role.develops))
        clocks.update(dict.fromkeys(role.accrues))
    return [*map(Skill, skills)], [*map(Credential, credentials)], [*map(Clock, clocks)]
