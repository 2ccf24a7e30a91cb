"""What gains most: compared with trying every set of steps."""

from __future__ import annotations

import math
import time
from itertools import product
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.datasets import load_product_ladder
from careerpath.errors import InvalidProfileError, InvalidTypeError, InvalidValueError, NoPlanError, UnknownRoleError
from careerpath.graph import CareerGraph
from careerpath.planning import Leverage, find_plan, leverage
from careerpath.profiles import Profile
from careerpath.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Combination,
    Experience,
    HasCredential,
    SkillLevel,
)
from careerpath.roles import Credential, Move, Role, Skill
from strategies import PlanningCase, graphs, planning_cases, profiles

SOME = settings(max_examples=settings().max_examples // 2)

GRAPH = CareerGraph(
    [
        Role("pm", "Product <Manager>", accrues=["product"]),
        Role("lead", "Lead", accrues=["product"], requires=[SkillLevel("sql", 2)]),
        Role("head", "Head", requires=[SkillLevel("sql", 3), HasCredential("mba")]),
        Role("cpo", "Chief", requires=[AnyOf(Experience("product", 6), HasCredential("mba"))]),
        Role("owner", "Owner", requires=[HasCredential("noble")]),
    ],
    [Move("pm", "lead", 1), Move("lead", "cpo", 1), Move("lead", "owner", 1)],
    skills=[Skill("sql", "Databases", months_per_level=6)],
    credentials=[Credential("mba", "Master of Business", months=72), Credential("noble", "Noble birth")],
)


def steps(graph: CareerGraph, profile: Profile) -> list[list[tuple[str, float]]]:
    """Return, per skill and credential that some role requires, what can be held next and after it."""
    asked = {atom for role in graph.roles.values() for entry in role.requires for atom in entry.requirement.atoms()}
    chains: dict[str, set[float]] = {}
    for atom in asked:
        if not isinstance(atom, Experience) and not atom.is_met(profile):
            chains.setdefault(atom.subject, set()).add(atom.amount)
    return [[(subject, level) for level in sorted(levels)] for subject, levels in sorted(chains.items())]


def sets(graph: CareerGraph, profile: Profile, size: int) -> list[dict[str, float]]:
    """Return every set of at most *size* steps, as what is held afterwards."""
    chains = steps(graph, profile)
    return [
        dict(chain[number - 1] for chain, number in zip(chains, counts, strict=True) if number)
        for counts in product(*(range(len(chain) + 1) for chain in chains))
        if sum(counts) <= size
    ]


def after(graph: CareerGraph, profile: Profile, held: dict[str, float]) -> Profile:
    """Return the person who holds that."""
    return profile.gaining(
        skills={subject: level for subject, level in held.items() if subject in graph.skills},
        credentials=[subject for subject in held if subject in graph.credentials],
    )


def smaller(held: dict[str, float], chains: list[list[tuple[str, float]]]) -> list[dict[str, float]]:
    """Return the sets with one step less."""
    found = []
    for chain in chains:
        levels = [level for _, level in chain]
        subject = chain[0][0]
        if subject in held:
            at = levels.index(held[subject])
            less = {name: level for name, level in held.items() if name != subject}
            found.append(less if at == 0 else {**less, subject: levels[at - 1]})
    return found


def months(graph: CareerGraph, profile: Profile, held: dict[str, float]) -> float:
    """Return the months of study for a set."""
    total = 0.0
    for subject, level in held.items():
        if subject in graph.credentials:
            price = graph.credential(subject).months
            total += math.inf if price is None else price
        else:
            per_level = graph.skill(subject).months_per_level
            total += math.inf if per_level is None else (level - profile.skills.get(subject, 0.0)) * per_level
    return total


def as_set(found: Leverage) -> list[tuple[float | None, dict[str, float]]]:
    """Return rows as gain and what is held."""
    return [(row.gain, {item.subject: item.amount for item in row.items}) for row in found]


def check_rows(found: Leverage, gains: list[tuple[dict[str, float], float, float]]) -> None:
    """Compare rows with (held, gain, rank) of the naive way; ranks rise with the gain falling."""
    graph, profile = found.graph, found.profile
    chains = steps(graph, profile)
    rank = {tuple(sorted(held.items())): place for held, _, place in gains}
    expected = [
        (held, gain)
        for held, gain, place in gains
        if held and all(place < rank[tuple(sorted(less.items()))] for less in smaller(held, chains))
    ]
    assert len(found) == len(expected)
    for gain, held in as_set(found):
        assert any(held == other and (gain is None or gain == pytest.approx(value)) for other, value in expected)
    keys = []
    for row in found:
        held = {item.subject: item.amount for item in row.items}
        study = months(graph, profile, held)
        assert row.study_months == (None if study == math.inf else pytest.approx(study))
        keys.append((round(rank[tuple(sorted(held.items()))], 6), round(study, 6), row.steps, str(row)))
    assert keys == sorted(keys)


@SOME
@given(graph=graphs(), data=st.data(), size=st.integers(1, 3))
def test_roles_opened_as_by_trying_every_set(graph: CareerGraph, data: st.DataObject, size: int) -> None:
    """Exactly the sets without a step to spare, with the roles that they open, in order."""
    profile = data.draw(profiles(graph))
    found = leverage(graph, profile, size=size)

    def eligible(held: dict[str, float]) -> set[str]:
        person = after(graph, profile, held)
        return {
            role.id
            for role in graph.roles.values()
            if role.id != profile.role and all(entry.requirement.is_met(person) for entry in role.requires)
        }

    tried = sets(graph, profile, size)
    assert found.sets == len(tried) - 1
    assert found.exact
    now = eligible({})
    gains = [(held, float(len(eligible(held) - now)), -float(len(eligible(held) - now))) for held in tried]
    check_rows(found, gains)
    for row, (_, held) in zip(found, as_set(found), strict=True):
        assert set(row.opens) == eligible(held) - now
        assert row.plan is None


@SOME
@given(case=planning_cases(max_moves=3), size=st.integers(1, 2))
def test_years_cut_as_by_trying_every_set(case: PlanningCase, size: int) -> None:
    """Even the sets left out because nothing on the way asks for them gain nothing."""
    found = leverage(case.graph, case.profile, to=case.target, size=size, **case.options)

    def years(held: dict[str, float]) -> float:
        try:
            return find_plan(case.graph, after(case.graph, case.profile, held), case.target, **case.options).years
        except NoPlanError:
            return math.inf

    tried = sets(case.graph, case.profile, size)
    assert found.sets < len(tried)
    base = years({})
    assert found.years == (None if base == math.inf else base)
    left = [(held, years(held)) for held in tried]
    gains = [(held, base - then if then < math.inf else -math.inf, then) for held, then in left]
    check_rows(found, gains)
    for row, (_, held) in zip(found, as_set(found), strict=True):
        assert row.plan == find_plan(case.graph, after(case.graph, case.profile, held), case.target, **case.options)
        assert (row.gain is None) == (base == math.inf) == (row.opens == (case.target,))


def test_a_pair_opens_what_neither_opens_alone() -> None:
    """Two steps of the same skill and a degree; noble birth cannot be studied and comes last."""
    found = leverage(GRAPH, "pm", size=3)
    assert [(str(row), row.steps, row.gain, row.study_months, row.opens) for row in found] == [
        ("sql >= 3 and credential mba", 3, 3, 90, ("lead", "head", "cpo")),
        ("sql >= 2 and credential mba and credential noble", 3, 3, None, ("lead", "cpo", "owner")),
        ("sql >= 2 and credential mba", 2, 2, 84, ("lead", "cpo")),
        ("credential mba and credential noble", 2, 2, None, ("cpo", "owner")),
        ("sql >= 2 and credential noble", 2, 2, None, ("lead", "owner")),
        ("sql >= 2", 1, 1, 12, ("lead",)),
        ("credential mba", 1, 1, 72, ("cpo",)),
        ("credential noble", 1, 1, None, ("owner",)),
    ]
    assert repr(leverage(GRAPH, "pm")) == "Leverage(roles opened: 3 levers among 3 sets)"


def test_years_cut_by_hand() -> None:
    """Six years until the experience is there; the degree cuts four of them."""
    found = leverage(GRAPH, "pm", to="cpo", size=2)
    assert [(str(row), row.gain, row.study_months, row.opens) for row in found] == [("credential mba", 4, 72, ())]
    assert found.rows[0].plan == find_plan(GRAPH, GRAPH.incumbent("pm").gaining(credentials=["mba"]), "cpo")
    assert (found.years, found.sets, len(found)) == (6, 4, 1)
    text = found.explain(width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "Steps that would shorten the way to Chief, now 6 years." in text
    assert "All 4 sets of up to 2 steps that could matter on the way were compared, each" in text
    frame = nw.from_native(found.to_frame())
    assert frame["years"].to_list() == [2]
    assert repr(found) == "Leverage(years to 'cpo': 1 levers among 4 sets)"


def test_a_way_that_is_opened() -> None:
    """Without a plan there are no years to cut; the way is opened or not."""
    found = leverage(GRAPH, "pm", to="owner", size=2)
    assert (found.years, found.rows[0].gain, found.rows[0].opens) == (None, None, ("owner",))
    assert "open a way to Owner, which has none now" in found.explain()
    assert "opens the way" in found._repr_html_()
    assert "not by study" in found._repr_html_()


def test_in_words_and_tables() -> None:
    """Ten rows are shown, all are in the table; nothing to gain is said too."""
    found = leverage(GRAPH, "pm", size=1)
    text = found.explain()
    assert "make this person eligible for more roles today" in text
    assert "All 3 sets of up to 1 step were compared, by the smallest sets that open each role." in text
    assert "Databases at working" in text
    assert next(iter(found)).opens == ("lead",)
    assert nw.from_native(found.to_frame())["opens"].to_list() == ["lead", "cpo", "owner"]
    assert "<td>12 months</td><td>Lead</td>" in found._repr_html_()
    wide = CareerGraph([Role("pm"), *(Role(f"r{n}", requires=[HasCredential(f"c{n}")]) for n in range(12))])
    assert "(2 further sets gain something; all are in to_frame())" in leverage(wide, "pm").explain()
    nothing = leverage(CareerGraph([Role("pm")]), "pm")
    assert nothing.explain().startswith("Nothing to learn would make this person eligible for more roles today.")
    assert nothing.method.startswith("All 0 sets")


def test_every_kind_of_requirement() -> None:
    """Trees are decided part by part; parts that add up are tried; what time alone brings opens nothing."""
    roles = [
        Role("all", requires=[AllOf(SkillLevel("a", 1), HasCredential("x"))]),
        Role("two", requires=[AtLeast(2, SkillLevel("a", 1), SkillLevel("b", 2), Experience("t", 9))]),
        Role(
            "sum", requires=[Combination({Experience("t", 10): 1.0, HasCredential("x"): 0.4, SkillLevel("a", 2): 0.4})]
        ),
        Role("time", requires=[Experience("t", 9)]),
        Role("both", requires=[Experience("t", 9), AnyOf(SkillLevel("a", 1), SkillLevel("b", 2))]),
    ]
    graph = CareerGraph(roles)
    found = leverage(graph, Profile(years={"t": 2}), size=3)
    assert {(str(row), row.opens) for row in found} == {
        ("a >= 1 and credential x", ("all",)),
        ("a >= 1 and b >= 2", ("two",)),
        ("a >= 2 and credential x", ("all", "sum")),
        ("a >= 1 and b >= 2 and credential x", ("all", "two")),
    }


def test_too_many_sets() -> None:
    """The count is said, and the largest size that goes; with a target a search each makes fewer possible."""
    wide = CareerGraph(
        [Role("pm"), Role("cpo", requires=[HasCredential(f"c{n}") for n in range(70)])], [Move("pm", "cpo")]
    )
    assert leverage(wide, "pm", size=3).sets == 70 + math.comb(70, 2) + math.comb(70, 3)
    with pytest.raises(InvalidValueError, match=r"974,120 sets of steps to compare; at most 200,000 are; use size=3"):
        leverage(wide, "pm", size=4)
    with pytest.raises(InvalidValueError, match=r"2,485 sets .* by a search each; at most 2,000 are; use size=1"):
        leverage(wide, "pm", to="cpo", size=2)
    huge = CareerGraph(
        [Role("pm"), Role("cpo", requires=[HasCredential(f"c{n}") for n in range(2001)])], [Move("pm", "cpo")]
    )
    with pytest.raises(InvalidValueError, match="profile nearer to the role"):
        leverage(huge, "pm", to="cpo")


def test_a_pair_on_the_ladder_takes_no_time() -> None:
    """Well under a second for all pairs of steps on 25 roles."""
    graph = load_product_ladder()
    begin = time.process_time()
    found = leverage(graph, "product-manager", size=2)
    assert time.process_time() - begin < 0.5
    assert found.sets > 300
    assert found.rows


def test_anywhere_to_start() -> None:
    """The plan starts in a role that the person is eligible for without the steps."""
    found = leverage(GRAPH, Profile(), to="cpo", start="any")
    assert (found.years, [str(row) for row in found]) == (6, ["credential mba"])


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"size": 0}, InvalidValueError, "size must be at least 1"),
        ({"size": 1.5}, InvalidTypeError, "whole number"),
        ({"size": True}, InvalidTypeError, "whole number"),
        ({"to": "cpoo"}, UnknownRoleError, "Did you mean 'cpo'"),
        ({"to": "pm"}, InvalidValueError, "already"),
        ({"to": "cpo", "pace": 0}, InvalidValueError, "pace"),
    ],
)
def test_bad_input(options: dict[str, Any], kind: type[Exception], words: str) -> None:
    """Sizes, roles, options; and people who do not fit, or cannot be placed."""
    with pytest.raises(kind, match=words):
        leverage(GRAPH, "pm", **options)
    with pytest.raises(InvalidProfileError):
        leverage(GRAPH, Profile(skills={"juggling": 1}))
    with pytest.raises(InvalidValueError, match="no role"):
        leverage(GRAPH, Profile(), to="cpo")
    with pytest.raises(InvalidTypeError, match="first argument"):
        leverage("pm", GRAPH)  # type: ignore[arg-type]
