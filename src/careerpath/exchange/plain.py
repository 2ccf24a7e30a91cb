"""Nouns into plain data, as documents say it: defaults left out, levels in words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.errors import InvalidTypeError
from careerpath.exchange.reading import VERSION
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Combination,
    Experience,
    HasCredential,
    Requirement,
    SkillLevel,
)
from careerpath.roles import Role, Weighted
from careerpath.scales import Scale

if TYPE_CHECKING:
    from cattrs import Converter


EXACT = 1e15
"""Below this, a float without fraction is written as a whole number."""


def framework_data(graph: CareerGraph) -> dict[str, Any]:
    """Return a framework as plain data, in the order of the document format.

    Examples
    --------
    >>> framework_data(CareerGraph([Role("pm")]))["roles"]
    [{'id': 'pm'}]
    """
    about = ("title", "description", "version", "license", "illustrative", "notes", "sources")
    given = {key: getattr(graph, key) for key in about if getattr(graph, key)}
    parts: dict[str, list[Any]] = {
        "skills": [_fields(skill) for skill in graph.skills.values()],
        "credentials": [_fields(credential) for credential in graph.credentials.values()],
        "clocks": [_fields(clock) for clock in graph.clocks.values()],
        "roles": [_role(role, graph) for role in graph.roles.values()],
        "moves": [_fields(move) for move in graph.moves.values()],
    }
    scale = {"scale": _scale(graph.scale)}
    kept = {key: part for key, part in parts.items() if part}
    return {"careerpath": VERSION, "kind": "framework", **given, **scale, **kept}


def profile_data(profile: Profile, graph: CareerGraph | None) -> dict[str, Any]:
    """Return a profile as plain data, ids in order; with a graph, levels in the words of its scales.

    Examples
    --------
    >>> profile_data(Profile(skills={"sql": 2}, role="pm"), None)
    {'careerpath': 1, 'kind': 'profile', 'role': 'pm', 'skills': {'sql': 2}}
    """
    data: dict[str, Any] = {
        "role": profile.role,
        "years_in_role": _number(profile.years_in_role),
        "skills": {skill: _level(level, skill, graph) for skill, level in sorted(profile.skills.items())},
        "years": {clock: _number(years) for clock, years in sorted(profile.years.items())},
        "credentials": sorted(profile.credentials),
    }
    return {"careerpath": VERSION, "kind": "profile", **{key: value for key, value in data.items() if value}}


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn, override

    converter = Converter(omit_if_default=True)
    converter.register_unstructure_hook(float, _number)
    converter.register_unstructure_hook(Scale, _scale)
    by_hand: dict[str, Any] = {name: override(omit=True) for name in ("requires", "prefers", "develops")}
    converter.register_unstructure_hook(
        Role, make_dict_unstructure_fn(Role, converter, _cattrs_omit_if_default=True, **by_hand)
    )
    return converter


def _fields(noun: Any) -> dict[str, Any]:
    data: dict[str, Any] = _converter().unstructure(noun)
    if data.get("title") == data.get("id"):
        data.pop("title", None)
    return data


def _role(role: Role, graph: CareerGraph) -> dict[str, Any]:
    data = _fields(role)
    for key in ("requires", "prefers"):
        data[key] = [_entry(entry, graph) for entry in getattr(role, key)]
    data["develops"] = {skill: _level(level, skill, graph) for skill, level in role.develops.items()}
    names = [field.name for field in attrs.fields(Role)]
    return {key: data[key] for key in names if data.get(key, ()) not in ((), [], {})}


def _entry(entry: Weighted, graph: CareerGraph) -> dict[str, Any]:
    data = _requirement(entry.requirement, graph)
    if entry.weight != 1.0:
        data["weight"] = _number(entry.weight)
    return {**data, "source": entry.source} if entry.source else data


def _requirement(requirement: Requirement, graph: CareerGraph) -> dict[str, Any]:
    parts = [_requirement(part, graph) for part in requirement.parts]
    data: dict[str, Any]
    match requirement:
        case SkillLevel(skill, level):
            data = {"skill": skill, "level": _level(level, skill, graph)}
        case Experience(kind, years):
            data = {"experience": kind, "years": _number(years)}
        case HasCredential(credential):
            data = {"credential": credential}
        case AnyOf():
            data = {"any_of": parts}
        case AllOf(_, weights):
            data = {"all_of": parts} if weights is None else {"all_of": parts, "weights": [*map(_number, weights)]}
        case AtLeast(k):
            data = {"at_least": k, "of": parts}
        case Combination(shares):
            pairs = zip(parts, shares, strict=True)
            data = {"combination": [{**part, "share": _number(share)} for part, (_, share) in pairs]}
        case _:
            name = type(requirement).__name__
            raise InvalidTypeError(f"The document format has no word for requirements of the kind {name}.")
    return data


def _level(level: float, skill: str, graph: CareerGraph | None) -> float | str:
    """Return the word for *level* where its scale has one at that very position, else the number."""
    if graph is not None:
        scale = graph.scale_of(skill)
        if level in scale.positions:
            return scale.labels[scale.positions.index(level)]
    return _number(level)


def _scale(scale: Scale) -> list[str] | dict[str, float]:
    if scale.positions == tuple(range(len(scale.labels))):
        return list(scale.labels)
    return {label: _number(position) for label, position in zip(scale.labels, scale.positions, strict=True)}


def _number(value: float) -> float:
    return int(value) if value.is_integer() and abs(value) < EXACT else value
