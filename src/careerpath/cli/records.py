"""Answers as plain data for programs: stable keys in a stable order, numbers in levels, years and months."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import attrs

from careerpath.gaps import Gap, title_of
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import Atom
from careerpath.roles import Move, Role

if TYPE_CHECKING:
    from careerpath.planning import Plan, Step


def as_json(data: dict[str, Any]) -> str:
    """Return *data* as JSON, with null for a number that is not finite.

    Examples
    --------
    >>> print(as_json({"years": float("inf")}))
    {
      "years": null
    }
    """
    return json.dumps(_finite(data), indent=2, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(held) for held in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def role_line(role: Role) -> dict[str, Any]:
    """Return a role in short."""
    return {
        "id": role.id,
        "title": role.title,
        "level": role.level,
        "family": role.family,
        "track": role.track,
        "requires": len(role.requires),
        "prefers": len(role.prefers),
    }


def role_record(graph: CareerGraph, role: Role) -> dict[str, Any]:
    """Return a role in full: its fields as a framework document has them, all of them, then its moves."""
    from careerpath.exchange.plain import framework_data

    written = next(entry for entry in framework_data(graph)["roles"] if entry["id"] == role.id)
    # A document leaves out what has its default value.
    fields = {field.name: written.get(field.name, getattr(role, field.name)) for field in attrs.fields(Role)}
    return {
        **fields,
        "moves_in": [move_record(graph, move) for move in graph.moves_to(role.id)],
        "moves_out": [move_record(graph, move) for move in graph.moves_from(role.id)],
    }


def move_record(graph: CareerGraph, move: Move) -> dict[str, Any]:
    """Return a move, with its kind."""
    return {**attrs.asdict(move), "kind": graph.move_kind(move.source, move.target)}


def profile_record(profile: Profile) -> dict[str, Any]:
    """Return a profile, ids in order."""
    return {
        "role": profile.role,
        "years_in_role": profile.years_in_role,
        "skills": dict(sorted(profile.skills.items())),
        "years": dict(sorted(profile.years.items())),
        "credentials": sorted(profile.credentials),
    }


def gap_record(gap: Gap) -> dict[str, Any]:
    """Return a gap: the verdict, its rows, and the ways to become eligible."""
    rows = ({field.name: getattr(row, field.name) for field in attrs.fields(type(row))} for row in gap.rows)
    return {
        "profile": profile_record(gap.profile),
        "role": gap.role.id,
        "eligible": gap.eligible,
        "readiness": gap.readiness,
        "readiness_interval": gap.readiness_interval,
        "band": gap.band,
        "study_months": gap.study_months,
        "missing_years": gap.missing_years,
        "pace": gap.pace,
        "rows": [{key: value for key, value in row.items() if key != "atom"} for row in rows],
        "ways": [
            {
                "atoms": [_atom(gap.graph, atom) for atom in way.atoms],
                "missing_years": way.missing_years,
                "study_months": way.study_months,
            }
            for way in gap.ways
        ],
        "complete": gap.complete,
    }


def plan_record(plan: Plan) -> dict[str, Any]:
    """Return a plan: its totals, and its steps."""
    return {
        "start": profile_record(plan.start),
        "target": plan.target,
        "years": plan.years,
        "study_months": plan.study_months,
        "moves": plan.moves,
        "risk": plan.risk,
        "probability": plan.probability,
        "pace": plan.pace,
        "exact": plan.exact,
        "roles": plan.roles,
        "steps": [_step(plan.graph, step) for step in plan.steps],
    }


def _step(graph: CareerGraph, step: Step) -> dict[str, Any]:
    return {
        "role": step.role,
        "title": graph.role(step.role).title,
        "kind": step.kind,
        "arrives": step.arrives,
        "stay": step.stay,
        "study_months": step.study_months,
        "learn": [attrs.asdict(item) for item in step.learn],
        "way": [_atom(graph, atom) for atom in step.way],
        "profile": profile_record(step.profile),
    }


def _atom(graph: CareerGraph, atom: Atom) -> dict[str, Any]:
    return {"kind": atom.noun, "subject": atom.subject, "title": title_of(graph, atom), "amount": atom.amount}
