"""The built-in product ladder holds the facts it is meant to hold, and says where each of them is from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import networkx as nx
import pytest

from careerpath.datasets import load_product_ladder
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
from careerpath.roles import Role

CPO = "chief-product-officer"
INDIVIDUAL = (
    "associate-product-manager",
    "product-manager",
    "senior-product-manager",
    "principal-product-manager",
    "senior-principal-product-manager",
)
MANAGER = (
    "group-product-manager",
    "director-of-product",
    "senior-director-of-product",
    "vp-of-product",
    CPO,
)
CAPABILITIES = (
    "business-perspective",
    "financial-ownership",
    "lifecycle-perspective",
    "problem-ownership",
    "product-ownership",
    "strategy-ownership",
    "understanding-constraints",
    "user-focus",
    "working-with-agility",
)
CRITICAL = {
    "lifecycle-perspective",
    "problem-ownership",
    "product-ownership",
    "strategy-ownership",
    "user-focus",
    "working-with-agility",
}
# One column of the published table per role, the capabilities in the order above.
COLUMNS = {
    "associate-product-manager": (1, 1, 1, 2, 1, 2, 1, 2, 1),
    "product-manager": (2, 3, 2, 3, 3, 3, 2, 3, 2),
    "senior-product-manager": (3, 3, 3, 4, 4, 3, 3, 3, 4),
    "principal-product-manager": (4, 3, 4, 4, 4, 4, 4, 3, 4),
    "group-product-manager": (4, 3, 4, 4, 4, 4, 4, 3, 4),
    "director-of-product": (4, 3, 4, 4, 4, 4, 4, 4, 4),
}


@pytest.fixture(scope="module")
def graph() -> CareerGraph:
    """Return the ladder."""
    return load_product_ladder()


@pytest.fixture(scope="module")
def cpo(graph: CareerGraph) -> Role:
    """Return the role this ladder leads to."""
    return graph.role(CPO)


def levels(role: Role, part: str = "both") -> dict[str, float]:
    """Return the level of each skill that the role names as an entry of its own."""
    lists = {"requires": role.requires, "prefers": role.prefers, "both": (*role.requires, *role.prefers)}
    atoms = [entry.requirement for entry in lists[part]]
    return {atom.skill: atom.level for atom in atoms if isinstance(atom, SkillLevel)}


def with_parts(requirement: Requirement) -> Iterator[Requirement]:
    """Yield a requirement and everything it is made of."""
    yield requirement
    for part in requirement.parts:
        yield from with_parts(part)


# -- the chief product officer, fact by fact


def test_place(graph: CareerGraph, cpo: Role) -> None:
    """The top product executive: highest grade of the family, in the leadership team, under the CEO."""
    assert cpo.track == "executive"
    assert cpo.level == max(role.level or 0 for role in graph.roles.values() if role.family == "product")
    assert cpo.member_of == ("Executive leadership team",)
    assert cpo.reports_to == "chief-executive-officer"
    assert graph.role("chief-executive-officer").final
    assert "CPO" in cpo.alternate_titles


def test_core_responsibility(cpo: Role) -> None:
    """Develop and execute the product strategy, for the business and for the customers."""
    for words in ("top executive", "product strategy", "product development", "strategy of the business", "customers"):
        assert words in cpo.description


def test_works_with_four_functions(cpo: Role) -> None:
    """Engineering, design, marketing and sales."""
    assert cpo.works_with == ("Engineering", "Design", "Marketing", "Sales")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (0, {"vision", "strategy"}),
        (1, {"market", "customer needs", "trends"}),
        (2, {"roadmaps", "business objectives"}),
        (3, {"Prioritise", "market demand", "customer feedback", "business goals"}),
        (4, {"Manage", "product management team", "development process"}),
        (5, {"engineering", "design", "marketing", "sales", "launch", "adoption"}),
        (6, {"performance metrics", "decisions", "data"}),
        (7, {"Represent", "customers", "investors", "public"}),
    ],
)
def test_eight_responsibilities(cpo: Role, row: int, words: set[str]) -> None:
    """Each of the eight can be recognised, and there is no ninth."""
    assert len(cpo.responsibilities) == 8
    assert {word for word in words if word not in cpo.responsibilities[row]} == set()


@pytest.mark.parametrize("field", ["product", "technical", "design"])
def test_extensive_experience_in_product_or_a_related_field(cpo: Role, field: str) -> None:
    """Years in product management suffice; engineering or design counts in part, and an MBA for some years."""
    (experience,) = [e.requirement for e in cpo.requires if isinstance(e.requirement, Combination)]
    years = dict(experience.shares)[Experience("product", 14)]
    assert years == 1.0
    assert experience.is_met(Profile(years={"product": 14}))
    assert experience.coverage(Profile(years={field: 7})) > 0
    assert experience.is_met(Profile(years={"product": 7, field: 14}))
    assert not experience.is_met(Profile(years={"technical": 14}))
    assert experience.is_met(Profile(years={"product": 11.2}, credentials={"mba"}))


def test_an_advanced_degree_is_preferred_never_essential(graph: CareerGraph, cpo: Role) -> None:
    """Many hold an MBA, not all."""
    assert HasCredential("mba") in [entry.requirement for entry in cpo.prefers]
    for role in graph.roles.values():
        assert HasCredential("mba") not in [entry.requirement for entry in role.requires]
    assert not graph.incumbent(CPO).credentials
    assert graph.credential("mba").months == 24


@pytest.mark.parametrize(
    "skill",
    [
        "technical-literacy",
        "business-perspective",
        "financial-ownership",
        "market-research",
        "data-analysis",
        "go-to-market",
        "people-leadership",
        "cross-functional-leadership",
        "communication",
        "executive-presentation",
        "external-representation",
    ],
)
def test_technical_business_leadership_and_communication_skills(cpo: Role, skill: str) -> None:
    """All of them are essential, and at least at the level of a practitioner."""
    assert levels(cpo, "requires")[skill] >= 3


def test_paths_vary(graph: CareerGraph) -> None:
    """The notes say so, and name where a typical path begins and what it passes."""
    notes = " ".join(graph.notes)
    for words in (
        "vary with the industry and the company",
        "product management",
        "product development",
        "design",
        "marketing",
        "engineering",
        "Director of Product Management",
        "Vice President of Product",
    ):
        assert words in notes


def test_promoted_from_a_senior_role(graph: CareerGraph) -> None:
    """One becomes chief product officer from three roles only, and from the vice president soonest."""
    typical = {move.source: move.usual_years for move in graph.moves_to(CPO)}
    assert set(typical) == {"vp-of-product", "senior-director-of-product", "general-manager"}
    assert min(typical, key=lambda role: typical[role]) == "vp-of-product"
    assert {"Director of Product Management"} <= set(graph.role("director-of-product").alternate_titles)
    assert graph.role("vp-of-product").title == "Vice President of Product"


@pytest.mark.parametrize(
    ("role", "target"),
    [
        ("software-engineer", "product-manager"),
        ("quality-engineer", "product-manager"),
        ("data-analyst", "product-manager"),
        ("product-designer", "product-manager"),
        ("product-marketing-manager", "product-manager"),
        ("customer-success-manager", "product-manager"),
        ("solutions-consultant", "product-manager"),
        ("engineering-manager", "group-product-manager"),
        ("design-lead", "group-product-manager"),
        ("director-of-engineering", "director-of-product"),
        ("head-of-product-marketing", "director-of-product"),
        ("head-of-customer-success", "director-of-product"),
    ],
)
def test_lateral_entries(graph: CareerGraph, role: str, target: str) -> None:
    """Related fields lead into product management, and their own clocks can pay for the experience."""
    assert graph.role(role).family != "product"
    assert graph.move_kind(role, target) == "lateral"
    move = graph.move(role, target)
    years = dict.fromkeys(graph.role(role).accrues, move.usual_years)
    later = graph.incumbent(role).gaining(years=years, credentials=["bachelor-degree"])
    for entry in graph.role(target).requires:
        if isinstance(entry.requirement, Experience | Combination):
            assert entry.requirement.is_met(later)


@pytest.mark.parametrize("family", ["engineering", "marketing", "customer", "data", "general-management"])
def test_lateral_exits(graph: CareerGraph, family: str) -> None:
    """Product management leads out again, to other leadership and to general management."""
    assert [
        move
        for move in graph.moves.values()
        if graph.role(move.source).family == "product" and graph.role(move.target).family == family
    ]


# -- the nine capabilities, as published


@pytest.mark.parametrize("role", COLUMNS)
def test_levels_of_the_nine_capabilities(graph: CareerGraph, role: str) -> None:
    """Levels are those of the table; what is critical there is essential here, the rest is preferred."""
    asked = levels(graph.role(role))
    assert tuple(asked[skill] for skill in CAPABILITIES) == COLUMNS[role]
    for skill in CAPABILITIES:
        assert skill in levels(graph.role(role), "requires" if skill in CRITICAL else "prefers")


@pytest.mark.parametrize("role", [*COLUMNS, "senior-principal-product-manager"])
def test_the_capabilities_name_the_table_as_source(graph: CareerGraph, role: str) -> None:
    """The source says which column it is."""
    for entry in (*graph.role(role).requires, *graph.role(role).prefers):
        if isinstance(entry.requirement, SkillLevel) and entry.requirement.skill in CAPABILITIES:
            assert entry.source.startswith("ddat-2017-")
            assert "Open Government Licence" in graph.sources[entry.source]


@pytest.mark.parametrize(
    ("junior", "senior", "steps", "coverage"),
    [
        ("associate-product-manager", "product-manager", 11, 0.518519),
        ("product-manager", "senior-product-manager", 7, 0.777778),
        ("senior-product-manager", "principal-product-manager", 4, 0.888889),
        ("senior-product-manager", "group-product-manager", 4, 0.888889),
        ("principal-product-manager", "director-of-product", 1, 0.972222),
        ("group-product-manager", "director-of-product", 1, 0.972222),
        ("product-manager", "director-of-product", 12, 0.666667),
    ],
)
def test_gap_between_neighbours(graph: CareerGraph, junior: str, senior: str, steps: int, coverage: float) -> None:
    """Missing level steps and coverage with equal weights are the published figures."""
    held = Profile(skills={skill: levels(graph.role(junior))[skill] for skill in CAPABILITIES})
    asked = AllOf(*(SkillLevel(skill, levels(graph.role(senior))[skill]) for skill in CAPABILITIES))
    missing = sum(max(0, atom.level - held.skills[atom.skill]) for atom in asked.atoms())
    assert missing == steps
    assert asked.coverage(held) == pytest.approx(coverage, abs=5e-7)


# -- grades, tracks and years


def test_a_level_is_not_a_track(graph: CareerGraph) -> None:
    """A senior principal has the grade of a director, a principal that of a group manager, and neither leads."""
    grades = {role: graph.role(role).level for role in (*INDIVIDUAL, *MANAGER)}
    assert [grades[role] for role in INDIVIDUAL] == [6, 7, 8, 9, 10]
    assert [grades[role] for role in MANAGER] == [9, 10, 11, 12, 13]
    assert {graph.role(role).track for role in INDIVIDUAL} == {"individual"}
    assert {graph.role(role).track for role in MANAGER} == {"manager", "executive"}
    assert graph.move_kind("senior-principal-product-manager", "director-of-product") == "lateral"
    for role in INDIVIDUAL:
        assert graph.role(role).accrues == ("product",)


def test_several_clocks_run_at_once(graph: CareerGraph) -> None:
    """A director gains product, people management and managing managers in the same year."""
    assert set(graph.role("director-of-product").accrues) == {"product", "people-management", "managing-managers"}
    assert set(graph.role("group-product-manager").accrues) == {"product", "people-management"}


@pytest.mark.parametrize(
    ("role", "ranges"),
    [
        ("associate-product-manager", {(0, 2, "icagile-2024"), (0, 2, "personal-frameworks")}),
        ("product-manager", {(2, 4, "gitlab-2022"), (2, 5, "icagile-2024"), (2, 5, "personal-frameworks")}),
        (
            "senior-product-manager",
            {
                (4, 6, "gitlab-2022"),
                (5, 8, "icagile-2024"),
                (5, 8, "personal-frameworks"),
                (5, 10, "personal-frameworks"),
            },
        ),
        (
            "principal-product-manager",
            {(8, 10, "gitlab-2022"), (8, 12, "personal-frameworks"), (10, 15, "personal-frameworks")},
        ),
        ("senior-principal-product-manager", {(10, None, "gitlab-2022")}),
        ("group-product-manager", {(8, 12, "personal-frameworks"), (10, 15, "personal-frameworks")}),
        ("director-of-product", {(13, 18, "personal-frameworks")}),
        ("senior-director-of-product", {(12, None, "gitlab-2022"), (16, 22, "personal-frameworks")}),
        (
            "vp-of-product",
            {
                (18, None, "gitlab-2022"),
                (20, None, "personal-frameworks"),
                (10, None, "confident-product-leader"),
                (5, None, "confident-product-leader"),
            },
        ),
        (CPO, {(10, None, "builtin"), (10, None, "confident-product-leader"), (5, None, "confident-product-leader")}),
    ],
)
def test_published_ranges_of_years(graph: CareerGraph, role: str, ranges: set[tuple[float, float | None, str]]) -> None:
    """Sources disagree, and every range is kept."""
    assert {(found.low, found.high, found.source) for found in graph.role(role).career_years} == ranges
    assert {found.unit for found in graph.role(role).career_years} == {"years"}


@pytest.mark.parametrize(
    ("role", "clock", "years"),
    [
        ("product-manager", "product", 2),
        ("senior-product-manager", "product", 4),
        ("principal-product-manager", "product", 8),
        ("senior-principal-product-manager", "product", 10),
        ("senior-director-of-product", "product", 12),
        ("senior-director-of-product", "people-management", 7),
        ("vp-of-product", "people-management", 7),
        (CPO, "people-management", 8),
        (CPO, "managing-managers", 5),
    ],
)
def test_years_of_an_incumbent(graph: CareerGraph, role: str, clock: str, years: float) -> None:
    """Who holds the role in the plainest way has these years."""
    assert graph.incumbent(role).years[clock] == years


@pytest.mark.parametrize("track", [INDIVIDUAL, MANAGER, ("senior-product-manager", *MANAGER)])
def test_a_senior_role_asks_no_less_than_its_junior(graph: CareerGraph, track: tuple[str, ...]) -> None:
    """Up a track, what is essential of a skill or of a clock never falls."""
    for junior, senior in itertools.pairwise(track):
        lower, higher = graph.incumbent(junior), graph.incumbent(senior)
        for skill in levels(graph.role(junior), "requires").keys() & CRITICAL:
            assert lower.skills[skill] <= higher.skills[skill]
        for clock in lower.years:
            assert lower.years[clock] <= higher.years[clock]


# -- the graph as a whole


def test_the_document_is_marked(graph: CareerGraph) -> None:
    """Illustrative, with licence, description and a title."""
    assert graph.illustrative
    assert graph.title
    assert graph.description
    assert "MIT" in graph.license
    assert "Open Government Licence v3.0" in graph.license
    assert load_product_ladder() is graph


def test_size(graph: CareerGraph) -> None:
    """Large enough to show everything, small enough to be read."""
    assert 22 <= len(graph.roles) <= 25
    assert 60 <= len(graph.moves) <= 90


def test_every_number_has_a_source(graph: CareerGraph) -> None:
    """Each part that holds a number names a source, each name leads to a citation, and no citation is idle."""
    named: set[str | None] = set()
    for role in graph.roles.values():
        named |= {role.source}  # level, develops, develops_after
        named |= {entry.source for entry in (*role.requires, *role.prefers)}
        named |= {found.source for found in role.career_years}
        assert role.pay is None
    named |= {skill.source for skill in graph.skills.values()}
    named |= {c.source for c in graph.credentials.values() if c.months is not None}
    named |= {move.source_note for move in graph.moves.values()}
    assert named == set(graph.sources)
    assert all(text.strip() for text in graph.sources.values())


def test_every_part_is_described_and_used(graph: CareerGraph) -> None:
    """No skill, credential or clock is idle; everything has a title, and roles say what they are for."""
    atoms = [
        atom
        for role in graph.roles.values()
        for entry in (*role.requires, *role.prefers)
        for atom in entry.requirement.atoms()
    ]
    assert {atom.skill for atom in atoms if isinstance(atom, SkillLevel)} == set(graph.skills)
    assert {atom.credential for atom in atoms if isinstance(atom, HasCredential)} == set(graph.credentials)
    assert {atom.kind for atom in atoms if isinstance(atom, Experience)} == set(graph.clocks)
    for part in (*graph.skills.values(), *graph.credentials.values(), *graph.clocks.values(), *graph.roles.values()):
        assert part.title != part.id
        assert part.description
    for role in graph.roles.values():
        assert role.responsibilities
        assert role.works_with
        assert role.accrues


def test_every_requirement_kind_is_used(graph: CareerGraph) -> None:
    """The seven kinds each have a natural place."""
    kinds = {
        type(part)
        for role in graph.roles.values()
        for entry in (*role.requires, *role.prefers)
        for part in with_parts(entry.requirement)
    }
    assert kinds == {SkillLevel, Experience, HasCredential, AllOf, AnyOf, AtLeast, Combination}


def test_incumbents_meet_what_their_role_requires(graph: CareerGraph) -> None:
    """Every role can be held by somebody whom the framework accepts."""
    for role in graph.roles.values():
        person = graph.person(graph.incumbent(role.id))
        assert all(entry.requirement.is_met(person) for entry in role.requires)


def test_no_dead_ends(graph: CareerGraph) -> None:
    """Only a final role has no way out, and a final role has none."""
    for role in graph.roles.values():
        assert role.final == (not graph.moves_from(role.id))


def test_everyone_can_get_to_the_top(graph: CareerGraph) -> None:
    """From every role that is not final a way leads to chief product officer, and one from associate to the top."""
    on_the_way = nx.ancestors(graph.nx, CPO) | {CPO}
    assert set(graph.roles) - on_the_way == {"chief-executive-officer"}
    beginners = {role for role in graph.roles if not graph.moves_to(role)}
    assert beginners == {"quality-engineer"}
    reached = nx.descendants(graph.nx, "associate-product-manager") | {"associate-product-manager"}
    assert {*INDIVIDUAL, *MANAGER, "chief-executive-officer", "general-manager"} <= reached


def test_no_short_cut_to_the_top(graph: CareerGraph) -> None:
    """From product manager to chief product officer it takes at least five moves, and a Director's role."""
    assert nx.shortest_path_length(graph.nx, "product-manager", CPO) == 5
    ladder = graph.nx.subgraph([*INDIVIDUAL, *MANAGER])
    assert not nx.has_path(nx.restricted_view(ladder, ["director-of-product"], []), "product-manager", CPO)


def test_usual_years_to_the_top(graph: CareerGraph) -> None:
    """The usual stays along the plain route add up to 10 to 25 years."""
    route = ["product-manager", "senior-product-manager", "group-product-manager", "director-of-product"]
    route += ["vp-of-product", CPO]
    assert 10 <= nx.path_weight(graph.nx, route, "typical_years") <= 25


def test_probabilities_share_out_at_most_everybody(graph: CareerGraph) -> None:
    """Each move has a probability, and those out of one role add up to 1 at most."""
    for role in graph.roles:
        chances = [move.probability for move in graph.moves_from(role)]
        assert sum(chance or 2.0 for chance in chances) <= 1 + 1e-9


def test_every_move_has_its_typical_years(graph: CareerGraph) -> None:
    """Stays are known twice, the shortest and the usual one."""
    for move in graph.moves.values():
        assert move.typical_years is not None
        assert move.typical_years <= 8


def test_moves_of_every_kind(graph: CareerGraph) -> None:
    """Promotions, diagonal and lateral moves, and steps down."""
    kinds = {graph.move_kind(move.source, move.target) for move in graph.moves.values()}
    assert kinds == {"promotion", "diagonal", "lateral", "step down"}


def test_where_one_works_one_also_learns(graph: CareerGraph) -> None:
    """Every role that is not final teaches something, so the route changes what must be studied."""
    for role in graph.roles.values():
        assert role.final or role.develops


def test_only_the_degree_needs_full_time(graph: CareerGraph) -> None:
    """A first degree cannot be earned alongside work; no role depends on it alone."""
    assert [c.id for c in graph.credentials.values() if c.months is None] == ["bachelor-degree"]
    for role in graph.roles.values():
        assert HasCredential("bachelor-degree") not in [entry.requirement for entry in role.requires]


def test_reporting_lines_end_at_the_chief_executive(graph: CareerGraph) -> None:
    """Whoever has a superior has a higher one, up to the chief executive officer."""
    for role in graph.roles.values():
        if role.reports_to is None:
            assert role.id == "chief-executive-officer"
        else:
            assert (graph.role(role.reports_to).level or 0) > (role.level or 0)
