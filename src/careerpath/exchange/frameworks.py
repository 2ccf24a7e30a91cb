"""Frameworks as documents: read with every fault at once, written so that reading gives the same graph."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from careerpath.errors import InvalidFrameworkError, require_type
from careerpath.exchange.entries import Entries, Levels
from careerpath.exchange.files import PathLike, as_path, read_text, suffix_of, write_text
from careerpath.exchange.parsing import Place, parse, place_text
from careerpath.exchange.plain import framework_data
from careerpath.exchange.reading import Reader, Reading, SkippedError, as_it_is, boolean, months, name, number, text
from careerpath.exchange.writing import written
from careerpath.graph import CareerGraph
from careerpath.roles import Clock, Credential, Move, Range, Role, Skill
from careerpath.scales import DEFAULT_SCALE, Scale

N = TypeVar("N", Skill, Credential, Clock, Role)

CREDENTIAL: dict[str, Reader] = {"id": name, "title": text, "months": months, "description": text, "source": text}
CLOCK: dict[str, Reader] = {"id": name, "title": text, "description": text}
RANGE: dict[str, Reader] = {"low": number(), "high": number(), "unit": text, "source": text}
MOVE: dict[str, Reader] = {
    "source": name,
    "target": name,
    "min_years": number(),
    "typical_years": number(),
    "probability": number(above=True),
    "source_note": text,
}
ANY_NUMBER = number(low=-math.inf)
ENDLESS = Scale(["endless"], [1e300])
"""Stands in for a scale that could not be read, so that no level is above its top."""


def read_framework(path: PathLike) -> CareerGraph:
    """Read a framework from a YAML or JSON document.

    Parameters
    ----------
    path : str or path
        A file whose suffix is ``.yaml``, ``.yml`` or ``.json``, in UTF-8, of at most 20 MB.

    Returns
    -------
    CareerGraph
        The framework, checked.

    Raises
    ------
    DocumentError
        If something is wrong with it; ``faults`` lists everything with its line and column.
    MissingFileError
        If there is no such file; it is a `FileNotFoundError` too.
    InvalidValueError
        If the suffix is another one, or the path is empty.

    Notes
    -----
    YAML is YAML 1.2, so ``no`` and ``on`` are texts. With ruamel.yaml.clib installed it is read many times faster.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "small.yaml")
    >>> _ = path.write_text('''
    ... careerpath: 1
    ... kind: framework
    ... roles:
    ...   - {id: pm, accrues: [product]}
    ...   - id: cpo
    ...     requires:
    ...       - {skill: strategy, level: expert}
    ...       - {experience: product, years: 10}
    ... moves:
    ...   - {source: pm, target: cpo, min_years: 2}
    ... ''')
    >>> graph = read_framework(path)
    >>> graph
    CareerGraph(2 roles, 1 moves, 1 skills)
    >>> graph.role("cpo").requires[0].requirement
    SkillLevel(skill='strategy', level=4.0)
    >>> folder.cleanup()
    """
    file = as_path(path)
    kind = suffix_of(file)
    reading = Reading(parse(read_text(file), kind, str(file)), str(file))
    graph = _Framework(reading).graph()
    if graph is None or reading.has_faults:
        raise reading.error()
    return graph


def write_framework(graph: CareerGraph, path: PathLike) -> None:
    """Write a framework as a YAML or JSON document; `read_framework` returns an equal graph from it.

    What has its default value is left out, except the scale, whose words the levels use. The file
    appears completely or not at all.

    Parameters
    ----------
    graph : CareerGraph
        What to write.
    path : str or path
        Where to; the suffix, ``.yaml``, ``.yml`` or ``.json``, chooses the format. A file that is there is replaced.

    Raises
    ------
    DocumentError
        If the file cannot be written.
    MissingFileError
        If the folder does not exist.
    InvalidTypeError
        If *graph* is no graph.
    InvalidValueError
        If the suffix is another one, or the path is empty.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from careerpath.requirements import SkillLevel
    >>> graph = CareerGraph([Role("pm", level=7, requires=[SkillLevel("sql", 2)])])
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "small.yaml")
    >>> write_framework(graph, path)
    >>> print(path.read_text())
    careerpath: 1
    kind: framework
    scale: [none, awareness, working, practitioner, expert]
    skills:
      - {id: sql}
    roles:
      - id: pm
        level: 7
        requires:
          - {skill: sql, level: working}
    <BLANKLINE>
    >>> read_framework(path) == graph
    True
    >>> folder.cleanup()
    """
    require_type(graph, CareerGraph, "graph", "a CareerGraph")
    file = as_path(path)
    write_text(file, written(framework_data(graph), suffix_of(file)))


class _Framework:
    """One framework being read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.levels = Levels(DEFAULT_SCALE)
        self.entries = Entries(reading, self.levels)
        asked = reading.each(self.entries.weighted)
        level_of = reading.named(lambda value, at: self.levels.read(value, at, str(at[-1])))
        texts = reading.each(name)
        self.skill_readers: dict[str, Reader] = {
            "id": name,
            "title": text,
            "scale": self.levels.scale,
            "months_per_level": months,
            "description": text,
            "source": text,
            "alternate_titles": texts,
        }
        self.role_readers: dict[str, Reader] = {
            "id": name,
            "title": text,
            "level": ANY_NUMBER,
            "family": text,
            "track": text,
            "reports_to": name,
            "accrues": texts,
            "develops": level_of,
            "develops_after": number(),
            "requires": asked,
            "prefers": asked,
            "responsibilities": texts,
            "works_with": texts,
            "member_of": texts,
            "career_years": reading.each(self.range),
            "pay": self.range,
            "final": boolean,
            "description": text,
            "source": text,
            "alternate_titles": texts,
        }

    def graph(self) -> CareerGraph | None:
        """Return the graph; ``None`` if something was found wrong."""
        data = self.reading.header("framework")
        each = self.reading.each
        readers: dict[str, Reader] = {
            "careerpath": as_it_is,
            "kind": as_it_is,
            "title": text,
            "description": text,
            "version": text,
            "license": text,
            "illustrative": boolean,
            "notes": each(name),
            "sources": self.reading.named(text),
            "scale": self.scale,
            "skills": each(self.skill),
            "credentials": each(lambda item, at: self.noun(Credential, item, at, CREDENTIAL)),
            "clocks": each(lambda item, at: self.noun(Clock, item, at, CLOCK)),
            "roles": each(lambda item, at: self.noun(Role, item, at, self.role_readers)),
            "moves": each(self.move),
        }
        # the scales come first, whatever their place, because the words of the levels are theirs
        ordered = sorted(data, key=lambda key: (key != "scale", key != "skills"))
        values = self.reading.fields({key: data[key] for key in ordered}, (), readers)
        about = {key: value for key, value in values.items() if key not in {"careerpath", "kind", "roles"}}
        if self.levels.default is None:
            about["scale"] = ENDLESS
        try:
            return CareerGraph(values.get("roles", ()), **about)
        except InvalidFrameworkError as error:
            none_readable = any(place[:1] == ("roles",) for _, place in self.reading.faults)
            for fault in error.faults:
                if fault.path == "roles" and none_readable:
                    continue  # there are roles, but each of them is faulty
                self.reading.fault(self.said(fault.message), self.place(fault.path))
            return None

    def noun(self, cls: type[N], item: Any, place: Place, readers: Mapping[str, Reader]) -> N:
        """Read something that has an id; what cannot be built is stood in for by its id alone."""
        values = self.reading.fields(item, place, readers, ("id",))
        try:
            return self.reading.build(cls, values, place, ("id",))
        except SkippedError:
            if "id" not in values:
                raise
            return cls(values["id"])

    def scale(self, value: Any, place: Place) -> Scale:
        """Read the scale of the framework, and remember it for the level words."""
        self.levels.default = None
        self.levels.default = self.levels.scale(value, place)
        return self.levels.default

    def skill(self, item: Any, place: Place) -> Skill:
        """Read a skill, and remember its own scale for the level words."""
        skill = self.noun(Skill, item, place, self.skill_readers)
        if item.get("scale") is not None:
            self.levels.own[skill.id] = skill.scale
        return skill if self.levels.own.get(skill.id, skill) else attrs.evolve(skill, scale=ENDLESS)

    def move(self, item: Any, place: Place) -> Move:
        """Read a move."""
        ends = ("source", "target")
        return self.reading.build(Move, self.reading.fields(item, place, MOVE, ends), place, ends)

    def range(self, item: Any, place: Place) -> Range:
        """Read a range of years or pay."""
        return self.reading.build(Range, self.reading.fields(item, place, RANGE, ("low",)), place, ("low",))

    def place(self, path: str) -> Place:
        """Return where in the document that stands to which the graph gives *path*."""
        head, develops, skill = path.partition(".develops.")
        place: Place = ()
        for key, row in re.findall(r"(\w+)(?:\[(\d+)\])?", head):
            place = place if key == "parts" else (*place, key)
            place = self.reading.places[place][int(row)] if row else place
        return (*place, "develops", skill) if develops else place

    def said(self, message: str) -> str:
        """Return what the graph says, with the places it names as they are in the document."""

        def stands(match: re.Match[str]) -> str:
            places = dict(enumerate(self.reading.places.get((match[1],), [])))
            return place_text(places.get(int(match[2]), (match[0],)))

        return re.sub(r"\b(\w+)\[(\d+)\]", stands, message)
