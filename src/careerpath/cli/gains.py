"""What somebody might gain, as it is written on a command line."""

from __future__ import annotations

import re

from careerpath.errors import InvalidValueError, did_you_mean
from careerpath.graph import CareerGraph
from careerpath.requirements import Atom, Experience, HasCredential, SkillLevel

WRITTEN = re.compile(r"(?P<subject>[^=+]+?)\s*(?:(?P<sign>[=+])\s*(?P<amount>.+))?")


def gain_of(graph: CareerGraph, words: str) -> Atom:
    """Return what *words* stand for: a credential, a skill at a level, or more years of experience.

    Raises
    ------
    InvalidValueError
        If they stand for none of them, with the near match; or if a number or a level is no such thing.

    Examples
    --------
    >>> from careerpath import Role
    >>> graph = CareerGraph([Role("pm", requires=[SkillLevel("sql", 2)], accrues=["product"])])
    >>> gain_of(graph, "sql=expert"), gain_of(graph, "product+2")
    (SkillLevel(skill='sql', level=4.0), Experience(kind='product', years=2.0))
    """
    parts = WRITTEN.fullmatch(words.strip())
    subject, sign, amount = parts.groups(default="") if parts else (words, "", "")
    if sign == "=" and subject in graph.skills:
        return SkillLevel(subject, _level(graph, subject, amount))
    if sign == "+" and subject in graph.clocks:
        return Experience(subject, _number(amount))
    if not sign and subject in graph.credentials:
        return HasCredential(subject)
    known = {"=": [*graph.skills], "+": [*graph.clocks]}.get(sign, [*graph.credentials])
    raise InvalidValueError(
        f"{words!r} is no gain: write a credential, skill=level, or experience+years. {did_you_mean(subject, known)}"
    )


def _level(graph: CareerGraph, skill: str, words: str) -> float:
    try:
        return float(words)
    except ValueError:
        return graph.scale_of(skill).position(words)


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise InvalidValueError(f"Years are a number, got {words!r}.") from None
