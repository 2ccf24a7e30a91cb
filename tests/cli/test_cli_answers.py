"""The command line answers in text that fits the terminal, and in JSON for programs."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import careerpath as cp
from careerpath.cli import main
from careerpath.cli.roles import requirement_text
from careerpath.errors import CareerPathWarning

PM, CPO = "product-manager", "chief-product-officer"
LADDER = cp.datasets.load_product_ladder()

Ask = Callable[..., str]

SMALL = """\
careerpath: 1
kind: framework
skills:
  - {id: sql, title: SQL}
  - {id: gift, title: Gift, months_per_level: null}
credentials:
  - {id: degree, title: Degree, months: 6}
roles:
  - id: analyst
    title: Analyst
    accrues: [analysis]
  - id: lead
    title: Lead Analyst
    level: 2
    final: true
    reports_to: analyst
    alternate_titles: [Boss]
    pay: {low: 10, high: 20, unit: EUR per hour, source: union}
    career_years: [{low: 3, unit: years}]
    source: survey
    requires:
      - all_of: [{skill: sql, level: working}, {experience: analysis, years: 1}]
      - any_of: [{credential: degree}, {all_of: [{skill: sql, level: 4}, {skill: gift, level: 1}]}]
      - at_least: 1
        of: [{skill: sql, level: 1}, {credential: degree}]
  - {id: boss, title: Lead analyst}
  - {id: twin, title: Boss}
moves:
  - {source: analyst, target: lead, min_years: 1}
sources: {union: The union's list., survey: A survey., unused: Nowhere.}
"""


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs a command line which must succeed quietly, and returns its output."""

    def answer(*words: str) -> str:
        status = main(words)
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return out

    return answer


@pytest.fixture
def small(tmp_path: Path) -> str:
    """Return the path of a small framework that has what the built-in ladder lacks."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return str(path)


@pytest.mark.parametrize("width", [40, 80, 100, 300])
@pytest.mark.parametrize("words", [("show", CPO), ("plan", PM, CPO), ("show", "software-engineer")])
def test_text_fits_the_terminal(ask: Ask, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]) -> None:
    """No line is longer than the terminal is wide, nor longer than 100; tables may need 80."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = ask(*words).splitlines()
    assert max(map(len, lines)) <= min(max(width, 80), 100)


@pytest.mark.parametrize("words", [("roles",), ("gap", PM, CPO)])
def test_tables_fit_an_ordinary_terminal(ask: Ask, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """80 columns are enough for the tables, too."""
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, ask(*words).splitlines())) <= 80


def test_roles_lists_every_role_in_one_piece(ask: Ask) -> None:
    """Each id stands whole at the beginning of a line, under its family."""
    first_words = [line.split()[0] for line in ask("roles").splitlines() if line.strip()]
    families = list(dict.fromkeys(role.family for role in LADDER.roles.values()))
    by_family = sorted(LADDER.roles.values(), key=lambda role: families.index(role.family))
    assert [word for word in first_words if word in LADDER.roles] == [role.id for role in by_family]
    assert [word for word in first_words if word in families] == families


def test_roles_as_data(ask: Ask) -> None:
    """The roles come in the order of the framework, with their counts."""
    data = json.loads(ask("roles", "--json"))
    assert data["framework"] == LADDER.title
    assert [role["id"] for role in data["roles"]] == list(LADDER.roles)
    assert data["roles"][1] | {"requires": 9, "prefers": 8, "level": 7.0, "family": "product"} == data["roles"][1]


def test_roles_without_families(ask: Ask, tmp_path: Path, small: str) -> None:
    """One family needs no heading; a role without level or track has a dash; several families name the blank one."""
    text = ask("roles", "--framework", small)
    assert text.startswith("The framework: 4 roles, 1 moves.")
    assert "no family" not in text
    assert "  analyst  Analyst       -      -      0+0\n" in text
    mixed = tmp_path / "mixed.json"
    cp.write_framework(cp.CareerGraph([cp.Role("a"), cp.Role("b", family="fruit")]), mixed)
    assert "no family\n  a " in ask("roles", "--framework", str(mixed))


def test_show_says_everything(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fact of the chief product officer stands in the text, with the citations behind it."""
    monkeypatch.setenv("COLUMNS", "100")
    role, text = LADDER.role(CPO), ask("show", CPO)
    flat = " ".join(text.split())
    assert all(" ".join(duty.split()) in flat for duty in role.responsibilities)
    assert all(word in flat for word in (*role.works_with, *role.member_of, *role.alternate_titles))
    assert all(LADDER.skills[entry.requirement.subject].title in flat for entry in role.requires[:17])  # type: ignore[attr-defined]
    assert all(LADDER.role(move.source).title.split()[0] in flat for move in LADDER.moves_to(CPO))
    assert all(f"{entry.source}: " in flat for entry in role.requires)
    assert "reports to Chief Executive Officer" in flat
    assert "Master of Business Administration (20%)" in flat


def test_show_of_a_bare_role_and_of_a_full_one(ask: Ask, small: str) -> None:
    """What a role does not say is left out; pay, open ranges and nested requirements are said."""
    assert ask("show", "analyst", "--framework", small).split("\n\n")[0] == "Analyst (analyst)"
    text = ask("show", "lead", "--framework", small)
    assert "Lead Analyst (lead), also Boss\nlevel 2, reports to Analyst, final\n" in text
    assert "Pay: 10-20 EUR per hour (union)." in text
    assert "Held after a career of: 3+ years." in text
    assert "union: The union's list." in text
    assert "unused" not in text
    assert "Moves out: none." in text


def test_requirements_in_words(small: str) -> None:
    """Trees are said part by part, with brackets around what is nested."""
    graph = cp.read_framework(small)
    assert [requirement_text(graph, entry.requirement) for entry in graph.role("lead").requires] == [
        "all of: SQL at working; 1 year of analysis",
        "one of: Degree; (all of: SQL at expert; Gift at awareness)",
        "at least 1 of: SQL at awareness; Degree",
    ]


def test_show_as_data(ask: Ask) -> None:
    """All fields of a role are there, also those a document leaves out, and its moves in and out."""
    data = json.loads(ask("show", "CPO", "--json"))["role"]
    assert [field.name for field in attrs.fields(cp.Role)] == list(data)[:-2]
    assert (data["pay"], data["final"], data["reports_to"]) == (None, False, "chief-executive-officer")
    assert data["requires"][0]["source"] == LADDER.role(CPO).requires[0].source
    assert [move["source"] for move in data["moves_in"]] == [move.source for move in LADDER.moves_to(CPO)]
    assert {move["kind"] for move in data["moves_out"]} <= {"promotion", "diagonal", "lateral", "step down"}


def test_gap_as_text_is_its_explanation(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is what the library says, at the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "90")
    assert ask("gap", PM, CPO) == cp.assess(LADDER, PM, CPO).explain(width=90) + "\n"


def test_gap_as_data(ask: Ask) -> None:
    """The figures are those of the library, and a gap that is not closed is an answer like any other."""
    gap, data = cp.assess(LADDER, PM, CPO, pace=2), json.loads(ask("gap", PM, "--json", CPO, "--pace", "2"))
    assert (data["eligible"], data["readiness"], data["band"]) == (False, gap.readiness, gap.band)
    assert data["readiness_interval"] == list(gap.readiness_interval)
    assert len(data["rows"]) == len(gap.rows)
    assert len(data["ways"]) == len(gap.ways)
    assert (data["study_months"], data["picture"]) == (gap.study_months, None)
    assert {"subject", "title", "missing", "essential", "path"} <= set(data["rows"][0])


def test_json_has_no_number_that_is_not_finite(ask: Ask, tmp_path: Path) -> None:
    """A sum beyond the largest float becomes null."""
    skills = [cp.Skill(name, months_per_level=1e308) for name in "ab"]
    asked = [cp.SkillLevel(name, 1) for name in "ab"]
    path = tmp_path / "long.json"
    cp.write_framework(cp.CareerGraph([cp.Role("x"), cp.Role("y", requires=asked)], skills=skills), path)
    data = json.loads(ask("gap", "x", "y", "--framework", str(path), "--json"), parse_constant=pytest.fail)
    assert data["study_months"] is None


def test_plan_as_text_says_plan_and_gap(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan comes first, then the gap in short, with the command that shows it in full."""
    monkeypatch.setenv("COLUMNS", "100")
    text = ask("plan", PM, CPO, "--stay", "typical")
    flat = " ".join(text.split())
    assert text.startswith(cp.find_plan(LADDER, PM, CPO, stay="typical").explain(width=100))
    assert "0 of 20 requirements" in text
    assert "Business perspective unknown -> expert" in flat
    assert "14 years of Product management (2 years so far) or what stands in for it" in flat
    assert f"careerpath gap {PM} {CPO}\n" in text
    assert "Picture" not in text


def test_plan_to_a_role_that_is_open_today(ask: Ask) -> None:
    """Nothing is listed as missing then."""
    assert "Missing:" not in ask("plan", CPO, "vp-of-product")


def test_plan_names_the_parts_of_what_is_missing(ask: Ask, small: str, tmp_path: Path) -> None:
    """Each part of an ``all_of`` is named, with known levels; preferences are counted only if there are any."""
    person = tmp_path / "ann lee.yaml"
    person.write_text("{careerpath: 1, kind: profile, role: analyst, skills: {sql: 1}}", "utf-8")
    text = ask("plan", "lead", "--profile", str(person), "--framework", small)
    flat = " ".join(text.split())
    assert "Met today: 1 of 3 requirements." in flat
    assert "Missing: 1 year of analysis; Degree or what stands in for it; SQL awareness -> working." in flat
    assert f"careerpath gap lead --profile '{person}' --framework {small}" in flat


def test_plan_as_data(ask: Ask) -> None:
    """Totals, steps and the gap are those of the library; the question is repeated."""
    words = ("plan", PM, CPO, "--minimize", "years=1, study=0.1", "--max-moves", "7", "--json")
    plan, data = cp.find_plan(LADDER, PM, CPO, minimize={"years": 1, "study": 0.1}), json.loads(ask(*words))
    assert (data["years"], data["study_months"], data["risk"]) == (plan.years, plan.study_months, plan.risk)
    assert [step["role"] for step in data["steps"]] == data["roles"] == list(plan.roles)
    assert data["asked"]["minimize"] == {"years": 1.0, "study": 0.1}
    assert data["asked"]["max_moves"] == 7
    assert data["gap"]["role"] == data["target"] == CPO
    assert data["steps"][0]["learn"][0]["kind"] == "skill"
    assert data["steps"][1]["way"][0].keys() == {"kind", "subject", "title", "amount"}


@pytest.mark.parametrize("command", [("roles",), ("show", CPO), ("gap", PM, CPO), ("plan", PM, CPO)])
def test_the_same_question_has_the_same_answer(ask: Ask, command: tuple[str, ...]) -> None:
    """The bytes are the same each time, key by key."""
    assert ask(*command, "--json") == ask(*command, "--json")


@pytest.mark.parametrize("name", [PM, "Product Manager", "product  manager", "PM", "PRODUCT-MANAGER"])
def test_roles_are_named_by_id_or_title(ask: Ask, name: str) -> None:
    """Case and spaces do not count, and other titles do."""
    assert json.loads(ask("show", name, "--json"))["role"]["id"] == PM


def test_a_title_is_stronger_than_an_alternate_one(ask: Ask, small: str) -> None:
    """'Boss' is the title of one role and the id and the other title of two more; exact ids come first."""
    assert json.loads(ask("show", "Boss", "--json", "--framework", small))["role"]["id"] == "twin"
    assert json.loads(ask("show", "boss", "--json", "--framework", small))["role"]["id"] == "boss"


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_profile_in_place_of_a_role(ask: Ask, tmp_path: Path, suffix: str) -> None:
    """The holder of a role, written down as a profile, gets the same answers as the role."""
    path = str(tmp_path / f"ann.{suffix}")
    cp.write_profile(LADDER.incumbent(PM), path, graph=LADDER)
    assert ask("gap", CPO, "--profile", path) == ask("gap", PM, CPO)
    assert ask("gap", "--profile", path, "--json", CPO) == ask("gap", "--json", PM, CPO)
    mine, theirs = (json.loads(ask("plan", *words, "--json")) for words in ((CPO, "--profile", path), (PM, CPO)))
    assert mine == theirs


@pytest.mark.parametrize("start", [PM, "Product Manager", "any"])
def test_a_profile_without_role_is_placed(ask: Ask, tmp_path: Path, start: str) -> None:
    """``--start`` takes a role by id or title, or tries all of them."""
    path = str(tmp_path / "ann.yaml")
    cp.write_profile(LADDER.incumbent(PM).at(None), path)
    data = json.loads(ask("plan", "director-of-product", "--profile", path, "--start", start, "--json"))
    assert data["roles"][0] in ({PM} if start != "any" else LADDER.roles)
    assert data["asked"]["start"] == start


def test_warnings_are_notes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: str) -> None:
    """A warning of the library goes to the error stream in one line, each time; the answer is unharmed."""

    def read(path: str) -> Any:
        for _ in range(2):
            warnings.warn("Two roles were left out.", CareerPathWarning, stacklevel=1)
        return cp.exchange.frameworks.read_framework(path)

    monkeypatch.setattr(cp.exchange, "read_framework", read)
    assert main(["roles", "--framework", small, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == "note: Two roles were left out.\n" * 2
    assert len(json.loads(out)["roles"]) == 4
