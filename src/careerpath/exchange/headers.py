"""Which header of a table means which of our columns: chosen, or recognised where only one can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from careerpath.errors import Fault, did_you_mean, shown, similar_to

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""For each of our column names, the headers by which it is recognised besides the name itself."""


@attrs.frozen
class Match:
    """What the headers of a table mean.

    Attributes
    ----------
    headers : dict of str to str
        From our names to the table's own.
    unused : list of str
        Headers that mean nothing to us, without those that the caller left out.
    faults : list of Fault
        Columns that are missing, and columns that could mean the same.
    """

    headers: dict[str, str]
    unused: list[str]
    faults: list[Fault]


def match(headers: Sequence[str], names: Names, columns: Mapping[str, str | None], needed: Iterable[str] = ()) -> Match:
    """Return what *headers* mean.

    Parameters
    ----------
    headers : sequence of str
        The headers of a table.
    names : mapping
        Our names, and by which headers each is recognised.
    columns : mapping of str to (str or None)
        Headers by our names, as the caller chose them; ``None`` leaves a column out.
    needed : iterable of str
        Our names that must be there.

    Examples
    --------
    >>> names = {"role": ("job",), "level": ("proficiency",)}
    >>> found = match(["Job", "Proficiency", "Remark"], names, {})
    >>> found.headers, found.unused
    ({'role': 'Job', 'level': 'Proficiency'}, ['Remark'])
    >>> len(match(["Job", "Level", "Proficiency"], names, {}).faults)
    1
    """
    chosen = {name: header for name, header in columns.items() if name in names}
    faults = [
        Fault(f"There is no column {header!r}. {did_you_mean(header, headers)}")
        for header in chosen.values()
        if header is not None and header not in headers
    ]
    found = {name: header for name, header in chosen.items() if header is not None}
    taken = set(found.values())
    fitting = {name: _fitting(headers, name, others) for name, others in names.items()}
    for name, fit in fitting.items():
        free = [header for header in fit if header not in taken]
        if name not in chosen and free:
            found[name] = free[0]
            taken.add(free[0])
    settled = taken.union(*(fitting[name] for name in chosen))  # the caller knows of these
    for name, header in found.items():
        rivals = [other for other in fitting[name] if other not in settled]
        if rivals:
            faults.append(_rivalry(name, [header, *rivals]))
            settled.update(rivals)
    free = [header for header in headers if header not in taken]
    faults += [_missing(name, names[name], headers, free) for name in needed if name not in found]
    left_out = {other for name, header in chosen.items() if header is None for other in fitting[name]}
    return Match(found, [header for header in free if header not in left_out], faults)


def _fitting(headers: Sequence[str], name: str, others: tuple[str, ...]) -> list[str]:
    """Return the headers that could mean *name*: the name itself first, then the other words in their order."""
    exact = [header for header in headers if header.strip().casefold() == name]
    return exact + [header for other in others for header in headers if _folded(header) == other]


def _rivalry(name: str, rivals: Sequence[str]) -> Fault:
    every = f"{', '.join(map(repr, rivals[:-1]))} and {rivals[-1]!r}"
    choices = " or ".join(f"columns={{{name!r}: {rival!r}}}" for rival in rivals)
    return Fault(f"The columns {every} could each be {name!r}. Say which it is with {choices}.")


def _missing(name: str, others: tuple[str, ...], headers: Sequence[str], free: Sequence[str]) -> Fault:
    near = similar_to(name, free, n=1)
    known = shown(map(repr, headers)) or "none"
    hint = f"Say which of them it is with columns={{{name!r}: ...}}" if headers else "Check the file"
    if near:
        hint = f"Name it with columns={{{name!r}: {near[0]!r}}}"
    tried = ", ".join((name, *others))
    return Fault(f"No column for {name!r} was found (looked for: {tried}). The columns are: {known}. {hint}.")


def _folded(header: str) -> str:
    return re.sub(r"[\W_]+", " ", header.casefold()).strip()
