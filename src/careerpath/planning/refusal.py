"""Why is there no plan? Said in the words of the framework, from what can be reached at all."""

from __future__ import annotations

import attrs

from careerpath.errors import NoPlanError, shown
from careerpath.graph import CareerGraph
from careerpath.planning.answers import Front
from careerpath.planning.question import Limits, Question
from careerpath.planning.reach import reachable
from careerpath.planning.target import FAR, hops_to
from careerpath.profiles import Profile
from careerpath.render import years_text
from careerpath.requirements import Atom


def _said(limit: tuple[str, ...] | float) -> str:
    return ", ".join(limit) if isinstance(limit, tuple) else f"{limit:g}"


SHARE_OF_TIME = 4
"""Asking what would be without a limit takes this part of the time allowed for the search."""


def no_plan(question: Question) -> NoPlanError:
    """Return the error that says why *question* has no answer.

    First limits are lifted: if that brings a plan, they are to blame. Then moves, and then the requirements
    that nobody coming this way can ever meet.
    """
    start = question.starts[0] if len(question.starts) == 1 else "any"
    blame, advice = _limits_to_blame(question)
    if blame:
        reason = f"plans exist, but none under {' and '.join(blame)}; relax {advice}."
        return NoPlanError(start, question.to, reason)
    return _unreached(question, start)


def _limits_to_blame(question: Question) -> tuple[list[str], str]:
    """Return the limits each of which alone, or else all of which together, close the way; and which to relax."""
    given = list(question.limits.given())
    free = Limits(max_moves=question.limits.max_moves)
    if not given or not _has_plan(question, free):
        return [], ""
    alone = [
        name for name in given if _has_plan(question, attrs.evolve(question.limits, **{name: getattr(free, name)}))
    ]
    advice = ("it" if len(alone) == 1 else "one of them") if alone else "them together"
    return [f"{name}={_said(getattr(question.limits, name))}" for name in alone or given], advice


def _has_plan(question: Question, limits: Limits) -> bool:
    """Tell whether there is a plan under other limits; what a limit on the work leaves open counts as none."""
    other = attrs.evolve(question, limits=limits, seconds=question.seconds / SHARE_OF_TIME)
    return bool(other.answer(Front(len(question.criteria.rows))).labels)


def _unreached(question: Question, start: str) -> NoPlanError:
    graph, profile, to, most = question.graph, question.profile, question.to, question.limits.max_moves
    reaches = [reachable(graph, profile.at(role)) for role in question.starts]
    moves: dict[str, int] = {}
    for reach in reaches:
        for role, fewest in reach.moves.items():
            moves[role] = min(fewest, moves.get(role, fewest))
    reached = tuple(sorted(moves))
    if to in moves:
        reason = (
            f"it needs at least {moves[to]} moves, and max_moves is {most}; allow more moves."
            if moves[to] > most
            else f"what the way asks for cannot be gathered within max_moves={most}; allow more moves."
        )
        return NoPlanError(start, to, reason, reached)
    space = question.space
    towards = hops_to(space, space.row[to])
    if all(towards[space.row[role]] == FAR for role in question.starts):
        return NoPlanError(start, to, "no sequence of moves in this framework leads there.", reached)
    blocks: dict[str, tuple[str, ...]] = {}
    for reach in reaches:
        for role, atoms in reach.blocks.items():
            if role not in moves and towards[space.row[role]] < FAR:
                words = tuple(_words(graph, profile, atom) for atom in atoms)
                if role not in blocks or len(words) < len(blocks[role]):
                    blocks[role] = words
    return NoPlanError(start, to, "these roles on the way ask for what cannot be earned on it.", reached, blocks)


def _words(graph: CareerGraph, profile: Profile, atom: Atom) -> str:
    match atom.noun:
        case "experience":
            running = [role.id for role in graph.roles.values() if atom.subject in role.accrues]
            where = f"it runs only in {shown(running)}" if running else "it runs in no role"
            return f"{years_text(atom.amount)} of {atom.subject} ({atom.held(profile):g} so far; {where})"
        case "credential":
            return f"credential {atom.subject} (it has no months of study, so it cannot be earned)"
        case _:
            return f"{atom} (it cannot be studied, and no role on the way develops it that far)"
