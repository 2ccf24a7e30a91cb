"""What is written is read back as it was, whatever the texts and numbers."""

from __future__ import annotations

import contextlib
import json
import math
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerpath.errors import DocumentError, InvalidTypeError
from careerpath.exchange import read_framework, read_profile, write_framework, write_profile
from careerpath.exchange.parsing import parse
from careerpath.exchange.writing import written
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
from careerpath.roles import Clock, Credential, Move, Range, Role, Skill, Weighted
from careerpath.scales import Scale
from strategies import graphs, profiles

FORMATS = st.sampled_from([".yaml", ".yml", ".json"])
ODD = [
    *("no", "Yes", "on", "y", "null", "~", "true", "12", "1e3", "0x1f", ".5", ".nan", "-", "- a", "a: b", "a #b", "#"),
    *(
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a",
        '"a',
        "a\nb",
        "a\n\n  b",
        "a\r\nb",
        "tab\there",
        "é ü",
        "日本",
    ),
    *("\U0001f600", "\x00", "\x85", "\u2028", "\ufeff", "\ud800", "<<", "=", "2024-01-31", "12:30", "a, b", "x" * 200),
    *("First line.\nSecond line, of the text.\n\nNew paragraph.", "trailing\n", "x" * 150 + ": " + "y" * 150),
]
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
NAMES = TEXTS.map(str.strip).filter(bool)
NUMBERS = st.one_of(st.integers(0, 40).map(float), st.floats(0, 1e18, allow_nan=False, allow_infinity=False))


SOME = settings(max_examples=max(30, settings().max_examples // 3))
"""Fewer examples, for laws whose every example writes and reads files."""


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return what *inner* draws, or lists and mappings of it."""
    return st.one_of(inner, st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for files that overwrite each other."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@st.composite
def decorated_graphs(draw: st.DrawFn) -> CareerGraph:
    """A framework of few parts, each field of which may be anything that it accepts."""

    def maybe(strategy: st.SearchStrategy[Any], default: Any) -> Any:
        return draw(st.one_of(st.just(default), strategy))

    def some() -> tuple[str, ...]:
        return tuple(draw(st.lists(NAMES, max_size=2, unique=True)))

    def ranged() -> Range:
        low = draw(NUMBERS)
        return Range(low, maybe(st.just(low + 1), None), maybe(TEXTS, ""), source=maybe(TEXTS, ""))

    labels = draw(st.lists(NAMES, min_size=2, max_size=4, unique_by=str.casefold))
    scales = st.sampled_from([Scale(labels), Scale(labels, [1.5 * n + 0.25 for n in range(len(labels))])])
    scale = draw(scales)
    skill, clock, credential, *ids = draw(st.lists(NAMES, min_size=5, max_size=5, unique=True))
    own = maybe(scales, None)
    level = draw(st.sampled_from([*(own or scale).positions, 0.7, 1.0]).filter(lambda level: level > 0))
    atoms: list[Requirement] = [
        SkillLevel(skill, min(level, (own or scale).top)),
        Experience(clock, draw(NUMBERS) + 0.5),
        HasCredential(credential),
    ]
    asked = [
        Weighted(AllOf(*atoms, weights=maybe(st.just([1.0, 2.5, 0.1]), None)), draw(NUMBERS) + 0.1, source=draw(TEXTS)),
        Weighted(AnyOf(*atoms[:2])),
        Weighted(AtLeast(2, *atoms)),
        Weighted(Combination({atoms[1]: 1.0, atoms[2]: 0.4})),
    ]
    roles = [
        Role(
            name,
            maybe(TEXTS, ""),
            level=maybe(st.floats(-1e3, 1e3), None),
            family=maybe(TEXTS, ""),
            track=maybe(TEXTS, ""),
            requires=draw(st.lists(st.sampled_from(asked), max_size=3)),
            prefers=draw(st.lists(st.sampled_from(asked), max_size=1)),
            accrues=draw(st.sampled_from([(), (clock,)])),
            develops=draw(st.sampled_from([{}, {skill: 0.25}])),
            develops_after=draw(NUMBERS),
            responsibilities=some(),
            works_with=some(),
            member_of=some(),
            reports_to=boss,
            career_years=[ranged()] * draw(st.integers(0, 2)),
            pay=ranged() if draw(st.booleans()) else None,
            final=draw(st.booleans()),
            description=maybe(TEXTS, ""),
            source=maybe(TEXTS, ""),
            alternate_titles=some(),
        )
        for name, boss in zip(ids, [None, ids[0]], strict=True)
    ]
    least = draw(NUMBERS)
    move = Move(ids[0], ids[1], least, maybe(st.just(least), None), maybe(st.just(0.3), None), maybe(TEXTS, None))
    return CareerGraph(
        roles,
        [move] * draw(st.integers(0, 1)),
        skills=[
            Skill(
                skill,
                maybe(TEXTS, ""),
                scale=own,
                months_per_level=maybe(NUMBERS, None),
                description=maybe(TEXTS, ""),
                source=maybe(TEXTS, ""),
                alternate_titles=some(),
            )
        ],
        credentials=[Credential(credential, maybe(TEXTS, ""), months=maybe(NUMBERS, None), source=maybe(TEXTS, ""))],
        clocks=[Clock(clock, maybe(TEXTS, ""), description=maybe(TEXTS, ""))],
        scale=scale,
        title=maybe(TEXTS, ""),
        description=maybe(TEXTS, ""),
        version=maybe(TEXTS, ""),
        license=maybe(TEXTS, ""),
        illustrative=draw(st.booleans()),
        notes=some(),
        sources=draw(st.dictionaries(NAMES, TEXTS, max_size=2)),
    )


@SOME
@given(graph=st.one_of(graphs(), decorated_graphs()), suffix=FORMATS)
def test_a_framework_is_read_back_as_it_was(graph: CareerGraph, suffix: str, folder: Path) -> None:
    """Reading undoes writing, order included, and writing again gives the same bytes."""
    path = folder / f"framework{suffix}"
    write_framework(graph, path)
    first = path.read_bytes()
    again = read_framework(path)
    assert again == graph
    assert hash(again) == hash(graph)
    write_framework(again, path)
    assert path.read_bytes() == first


@SOME
@given(data=st.data(), suffix=FORMATS, with_graph=st.booleans())
def test_a_profile_is_read_back_as_it_was(data: st.DataObject, suffix: str, with_graph: bool, folder: Path) -> None:
    """Reading undoes writing, with level words where a graph is given; equal profiles give the same bytes."""
    graph = data.draw(graphs())
    profile = data.draw(profiles(graph))
    known = graph if with_graph else None
    path = folder / f"profile{suffix}"
    write_profile(profile, path, graph=known)
    first = path.read_bytes()
    assert read_profile(path, graph=known) == profile
    shuffled = attrs.evolve(profile, skills=dict(reversed(profile.skills.items())))
    write_profile(shuffled, path, graph=known)
    assert path.read_bytes() == first


@SOME
@given(
    profile=st.builds(
        Profile,
        skills=st.dictionaries(NAMES, NUMBERS, max_size=3),
        years=st.dictionaries(NAMES, NUMBERS, max_size=3),
        credentials=st.sets(NAMES, max_size=3),
        role=NAMES,
        years_in_role=NUMBERS,
    ),
    suffix=FORMATS,
)
def test_a_profile_may_hold_any_ids(profile: Profile, suffix: str, folder: Path) -> None:
    """Ids that look like numbers, words of YAML or anything else stay texts."""
    write_profile(profile, folder / f"odd{suffix}")
    assert read_profile(folder / f"odd{suffix}") == profile


@SOME
@given(value=nested(nested(st.one_of(st.none(), st.booleans(), st.integers(-(10**14), 10**14), NUMBERS, TEXTS))))
def test_yaml_and_json_say_the_same(value: Any) -> None:
    """Any plain data comes back from both formats, in the order of its keys."""
    data = {"value": value, "after": [value]}
    for kind in ("yaml", "json"):
        text = written(data, kind)
        back = parse(text, kind, "it").data
        assert back == data
        assert json.dumps(back) == json.dumps(data)
        assert text.endswith("\n")


@given(value=st.dictionaries(TEXTS, st.lists(st.one_of(TEXTS, NUMBERS), max_size=3), min_size=1, max_size=3))
def test_every_part_of_a_document_can_be_pointed_at(value: dict[str, Any]) -> None:
    """The place of each key and item is known, in both formats, and later parts do not stand before earlier ones."""
    for kind in ("yaml", "json"):
        parsed = parse(written(value, kind), kind, "it")
        marks = []
        for key, items in value.items():
            marks.append(parsed.find((key,)))
            marks += [parsed.find((key, row)) for row in range(len(items))]
        assert None not in marks
        assert marks == sorted(marks, key=lambda mark: mark or (0, 0))
        assert parsed.find(("no such key", 3)) is None


@given(text=st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t01~<=é\x85\ufeff\\uU"), max_size=12))
@example(text='"\\UFFFFFFFF"')
@example(text="%YAML 1.2\n---\na: {b: http://c}")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a file, the answer is plain data or an error of ours."""
    for kind in ("yaml", "json"):
        with contextlib.suppress(DocumentError):
            json.dumps(parse(text, kind, "it").data)


def test_a_ladder_is_pleasant_to_read(tmp_path: Path) -> None:
    """Small mappings stand on one line, roles below each other, long texts as lines, words of old YAML in quotes."""
    graph = CareerGraph(
        [
            Role(
                "pm",
                "Product Manager",
                level=7,
                requires=[Weighted(SkillLevel("sql", 2.5), 2), SkillLevel("no", 3)],
                responsibilities=["Decides what is built."],
                description="Leads one product.\nKnows its users.",
            )
        ],
        scale=Scale(["low", "high"], [1, 3]),
        illustrative=True,
    )
    write_framework(graph, tmp_path / "small.yml")
    assert (tmp_path / "small.yml").read_text(encoding="utf-8") == (
        "careerpath: 1\n"
        "kind: framework\n"
        "illustrative: true\n"
        "scale: {low: 1, high: 3}\n"
        "skills:\n"
        "  - {id: sql}\n"
        '  - {id: "no"}\n'
        "roles:\n"
        "  - id: pm\n"
        "    title: Product Manager\n"
        "    level: 7\n"
        "    requires:\n"
        "      - {skill: sql, level: 2.5, weight: 2}\n"
        '      - {skill: "no", level: high}\n'
        '    responsibilities: ["Decides what is built."]\n'
        "    description: |-\n"
        "      Leads one product.\n"
        "      Knows its users.\n"
    )


@pytest.mark.parametrize("quick", [True, False])
def test_both_parsers_say_the_same(quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document reads alike with libyaml's events and with those of pure Python."""
    from ruamel.yaml import YAML

    class Events:
        """Stands in for the parser of ruamel.yaml.clib, which need not be installed."""

        def __init__(self, text: str) -> None:
            self.events = YAML(typ="safe", pure=True).parse(text)

        def get_event(self) -> Any:
            return next(self.events, None)

    module = type(sys)("ruamel.yaml.cyaml")
    module.CParser = Events  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ruamel.yaml.cyaml", module if quick else None)
    parsed = parse("a: [no, 1, {b: ~}]\n", "yaml", "it")
    assert parsed.data == {"a": ["no", 1, {"b": None}]}
    assert parsed.find(("a", 2, "b")) == (1, 13)


def test_requirements_of_other_kinds_cannot_be_written(tmp_path: Path) -> None:
    """A kind of requirement that the format does not know is refused, and no file appears."""

    @attrs.frozen
    class Luck(Requirement):
        @property
        def parts(self) -> tuple[Requirement, ...]:
            return ()

        def coverage(self, profile: Profile) -> float:
            return float(bool(profile.role))

        def fulfil(self, profile: Profile) -> Profile:
            return profile

    graph = CareerGraph([Role("pm", requires=[AnyOf(HasCredential("mba"), Luck())])], credentials=[Credential("mba")])
    with pytest.raises(InvalidTypeError, match="Luck"):
        write_framework(graph, tmp_path / "x.yaml")
    assert list(tmp_path.iterdir()) == []


def test_numbers_keep_every_digit() -> None:
    """Floats come back exactly, whole ones as whole numbers."""
    values = [0.1, 1 / 3, 1e-300, 1e300, 2.0**60, math.pi]
    text = written({"values": values}, "yaml")
    assert parse(text, "yaml", "it").data["values"] == values
    assert re.search(r"0\.1\b", text)
