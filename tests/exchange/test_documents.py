"""Documents with faults: all of them at once, each with its place, line and column."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from careerpath.errors import DocumentError, Fault, InvalidTypeError, InvalidValueError, MissingFileError
from careerpath.exchange import read_framework, read_profile, write_framework, write_profile
from careerpath.exchange.files import read_text, write_text
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile
from careerpath.requirements import Combination, Experience, HasCredential, SkillLevel
from careerpath.roles import Credential, Role, Skill
from careerpath.scales import Scale

SAMPLES = Path(__file__).parents[1] / "data"
HEAD = "careerpath: 1\nkind: framework\n"


def faults(folder: Path, text: str, suffix: str = ".yaml") -> list[Fault]:
    """Return the faults of a framework document with this text."""
    path = folder / f"document{suffix}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_framework(path)
    assert caught.value.source == str(path)
    assert all(fault.message.strip().endswith((".", "?")) for fault in caught.value.faults)
    return list(caught.value.faults)


def only(folder: Path, text: str, suffix: str = ".yaml") -> Fault:
    """Return the one fault of a document."""
    found = faults(folder, text, suffix)
    assert len(found) == 1, found
    return found[0]


def asked(folder: Path, entry: str) -> Fault:
    """Return the one fault of a requirement entry."""
    roles = f"clocks: [{{id: product}}]\nroles:\n  - id: pm\n    requires:\n      - {entry}\n"
    return only(folder, f"{HEAD}{roles}skills: [{{id: sql}}]\ncredentials: [{{id: mba}}]\n")


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_the_sample_is_read(suffix: str) -> None:
    """The sample by hand holds what it says, in both formats."""
    graph = read_framework(SAMPLES / f"framework{suffix}")
    assert list(graph.roles) == ["pm", "senior-pm", "cpo"]
    assert graph.skill("sql").scale == Scale(["low", "high"], [1, 3])
    assert graph.role("pm").develops == {"sql": 3.0, "strategy": 2.0}
    assert graph.skill("strategy").months_per_level is None
    combination = Combination({Experience("product", 10): 1.0, HasCredential("mba"): 0.4})
    assert [entry.requirement for entry in graph.role("cpo").requires][-1] == combination
    assert graph.role("senior-pm").career_years[0].high is None
    assert graph.credential("mba") == Credential("mba", months=24)


def test_all_faults_of_a_document_come_together(tmp_path: Path) -> None:
    """Faults of every sort, in the order of the lines, each where it is."""
    found = faults(
        tmp_path,
        """careerpath: 1
kind: framework
titel: Small
skills:
  - {id: sql, months_per_level: -1}
  - {title: No id}
  - {id: sql}
roles:
  - id: pm
    level: seven
    requires:
      - {skill: sql, level: expertt}
      - {skill: sqll, level: 2}
      - {skill: sql, level: 9}
      - any_of: [{skill: sql, level: 1}, {skill: sql, level: 1}, {credential: mba}]
    develops: {sql.x: 1}
  - id: cpo
    reports_to: cpo
    pay: {low: 3, high: 2}
  - just text
moves:
  - {source: pm, target: pm}
  - {source: pm, target: cpo, min_years: 2, typical_years: 1}
  - {source: pm, target: vp}
  - {source: pm, target: vp}
credentials: [{id: mbaa}]
""",
    )
    places = [(fault.line, fault.path) for fault in found]
    assert places == [
        (3, "titel"),
        (5, "skills[0].months_per_level"),
        (6, "skills[1]"),
        (7, "skills[2]"),
        (10, "roles[0].level"),
        (12, "roles[0].requires[0].level"),
        (13, "roles[0].requires[1]"),
        (14, "roles[0].requires[2]"),
        (15, "roles[0].requires[3].any_of[2]"),
        (16, "roles[0].develops.sql.x"),
        (17, "roles[1]"),
        (19, "roles[1].pay"),
        (20, "roles[2]"),
        (22, "moves[0]"),
        (23, "moves[1]"),
        (24, "moves[2].target"),
        (25, "moves[3]"),
        (25, "moves[3].target"),
    ]
    messages = {fault.path: fault.message for fault in found}
    assert "Did you mean 'title'?" in messages["titel"]
    assert "Did you mean 'expert'?" in messages["roles[0].requires[0].level"]
    assert "Did you mean 'sql'?" in messages["roles[0].requires[1]"]
    assert "above the top" in messages["roles[0].requires[2]"]
    assert "Did you mean 'mbaa'?" in messages["roles[0].requires[3].any_of[2]"]
    assert "(skills[0], skills[2])" in messages["skills[2]"]
    assert "(moves[2], moves[3])" in messages["moves[3]"]
    assert found[0].column == 1
    assert found[5].column == 22


def test_a_json_document_names_lines_too(tmp_path: Path) -> None:
    """Positions in JSON, indented with tabs and with escapes in its texts, are those of the keys and items."""
    text = (
        '{"careerpath": 1,\n"kind": "framework",\n\t"roles": [\n\t{"id": "a\\"{[,:"},\n\t{"id": 7, "final": [1, {}]}]}'
    )
    found = faults(tmp_path, text, ".json")
    assert [(fault.line, fault.column, fault.path) for fault in found] == [
        (5, 3, "roles[1].id"),
        (5, 12, "roles[1].final"),
    ]


@pytest.mark.parametrize(
    ("text", "suffix", "message", "where"),
    [
        ("", ".yaml", "empty", (None, None)),
        (" \n", ".json", "empty", (None, None)),
        ("# nothing\n", ".yaml", "nothing but comments", (1, 1)),
        ("a: 1\n---\nb: 1\n", ".yaml", "2 documents", (1, 1)),
        ("a: [1\n", ".yaml", "not YAML", (2, 1)),
        ("a: b: c\n", ".yaml", "not YAML", (1, 5)),
        ("a: *b\n", ".yaml", "before its anchor", (1, 4)),
        ("a: &a [*a]\n", ".yaml", "inside what it stands for", (1, 8)),
        ("&a a: 1\n*a : 2\n", ".yaml", "keys of a mapping", (2, 1)),
        ("{[1]: 2}\n", ".yaml", "keys of a mapping", (1, 2)),
        ("a: \x01\n", ".yaml", "#x0001", (1, None)),
        ('"\\UFFFFFFFF"', ".yaml", "not YAML", (None, None)),
        ("[" * 200, ".yaml", "nested more than", (1, 101)),
        ("[" * 100_000, ".json", "nested more than", (None, None)),
        ("{", ".json", "not JSON", (1, 2)),
        ("careerpath: 1", ".json", "not JSON", (1, 1)),
    ],
)
def test_what_is_no_document_is_refused(
    text: str, suffix: str, message: str, where: tuple[int | None, int | None], tmp_path: Path
) -> None:
    """One clear fault where nothing else can be read."""
    fault = only(tmp_path, text, suffix)
    assert message in fault.message
    assert (fault.line, fault.column) == where


@pytest.mark.parametrize(
    ("text", "message", "path"),
    [
        ("just text", "begins with 'careerpath: 1', got the text", ""),
        ("- a\n", "got a list", ""),
        ("~\n", "got nothing", ""),
        ("kind: framework\n", "'careerpath' is missing", ""),
        ("careerpath: 2\nkind: framework\n", "Version 2", "careerpath"),
        ("careerpath: true\nkind: framework\n", "Version true", "careerpath"),
        ("careerpath: '1'\nkind: framework\n", "Version the text '1'", "careerpath"),
        ("careerpath: 1\n", "'kind' is missing", ""),
        (
            "careerpath: 1\nkind: profile\n",
            "The kind of this document is 'profile', but 'framework' is expected. Read it with read_profile.",
            "kind",
        ),
        ("careerpath: 1\nkind: [framework]\n", "is a list, but 'framework' is expected.", "kind"),
        ("careerpath: 1\nkind: ladder\n", "'framework' is expected", "kind"),
        (HEAD, "at least one role", "roles"),
        (f"{HEAD}roles: []\n", "at least one role", "roles"),
        (f"{HEAD}roles:\n", "at least one role", "roles"),
    ],
)
def test_the_head_says_what_it_is(text: str, message: str, path: str, tmp_path: Path) -> None:
    """Another version or kind is one fault, and nothing else is looked at."""
    fault = only(tmp_path, text)
    assert message in fault.message
    assert fault.path == path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("roles: {id: pm}", "A list is expected, got a mapping"),
        ("roles: [pm]", "A mapping with the keys id, title"),
        ("roles: [{id: 7}]", "must be text, got 7. Put quotes around it."),
        ("roles: [{id: [a]}]", "must be text, got a list."),
        ("roles: [{id: ' pm'}]", "white space"),
        ("roles: [{id: ~}]", "'id' is missing"),
        ("roles: [{id: pm, level: '7'}]", "must be a number, got the text '7'. Leave out the quotes."),
        ("roles: [{id: pm, level: .nan}]", "finite"),
        ("roles: [{id: pm, level: -.inf}]", "finite"),
        (f"roles: [{{id: pm, level: {'9' * 400}}}]", "finite"),
        ("roles: [{id: pm, level: true}]", "must be a number, got true"),
        ("roles: [{id: pm, final: 1}]", "must be true or false"),
        ("roles: [{id: pm, develops: [sql]}]", "A mapping from id to value is expected, got a list"),
        ("roles: [{id: pm, develops: {' ': 1}}]", "white space"),
        ("roles: [{id: pm, develops_after: -1}]", ">= 0"),
        ("roles: [{id: pm, accrues: [product, product]}]", "names a clock twice"),
        ("roles: [{id: pm, career_years: [{high: 3}]}]", "'low' is missing"),
        ("roles: [{id: pm}]\nscale: 5", "A scale is a list of labels"),
        ("roles: [{id: pm}]\nscale: [a, A]", "must differ"),
        ("roles: [{id: pm}]\nscale: {a: 2, b: 1}", "rising"),
        ("roles: [{id: pm, develops: {sql: good, python: 99}}]\nscale: []", "at least one label"),
        ("roles: [{id: pm, develops: {sql: good}}]\nskills: [{id: sql, scale: {}}]", "at least one label"),
        ("roles: [{id: pm, develops: {sql: 99}}]\nskills: [{id: sql, scale: [1]}]", "must be text"),
        ("roles: [{id: pm}]\nclocks: [{id: a, source: b}]", "The key 'source' is not known here. Known: 'id'"),
        ("roles: [{id: pm}]\nsources: {'': b}", "blank"),
        ("roles: [{id: pm}]\nmoves: [{source: pm}]", "'target' is missing"),
        ("roles: [{id: pm}, {id: cpo}]\nmoves: [{source: pm, target: cpo, probability: 0}]", "above 0"),
        ("roles: [{id: pm}]\nroles: [{id: cpo}]", "comes twice in one mapping, first in line 3"),
        ("roles: [{id: !!python/object:os.system pm}]", "python/object"),
        ("roles: [!role {id: pm}]", "!role"),
        ("roles: [{id: pm}]\n<<: {title: a}", "'<<' is not known"),
    ],
)
def test_values_of_the_wrong_kind(line: str, message: str, tmp_path: Path) -> None:
    """Each says what is expected and what was found, and nothing that follows from it is added."""
    found = faults(tmp_path, f"{HEAD}{line}\n")
    assert message in found[0].message
    assert (found[0].line or 0) >= 3
    assert all("is not in this framework" in fault.message for fault in found[1:])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("sql", "A requirement is a mapping such as"),
        ("{level: 2}", "asks for nothing; it needs one of the keys skill,"),
        ("{skil: sql, level: 2}", "Did you mean 'skill'?"),
        ("{skill: sql, level: 2, credential: mba}", "asks for skill and credential at once"),
        ("{skill: sql}", "'level' is missing"),
        ("{skill: sql, level: none}", "above 0"),
        ("{skill: sql, level: [2]}", "must be a number, got a list"),
        ("{skill: 7, level: 2}", "Put quotes"),
        ("{experience: product}", "'years' is missing"),
        ("{experience: product, years: 0}", "above 0"),
        ("{experience: productt, years: 1}", "Did you mean 'product'?"),
        ("{credential: mba, weight: 0}", "above 0"),
        ("{credential: mba, weigth: 2}", "Did you mean 'weight'?"),
        ("{credential: mab}", "Did you mean 'mba'?"),
        ("{any_of: []}", "at least one part"),
        ("{any_of: ~}", "'any_of' is missing"),
        ("{any_of: {credential: mba}}", "A list is expected"),
        ("{any_of: [{credential: mba, weight: 2}]}", "'weight' is not known here"),
        ("{all_of: [{credential: mba}, {all_of: [{credential: mbb}]}]}", "Did you mean 'mba'?"),
        ("{all_of: [{credential: mba}], weights: [1, 2]}", "one weight per part"),
        ("{all_of: [{credential: mba}, oops], weights: [1, 2]}", "A requirement is a mapping"),
        ("{at_least: 2, of: [{credential: mba}]}", "1 <= k <= 1"),
        ("{at_least: 0, of: [{credential: mba}]}", "a whole number >= 1, got 0"),
        ("{at_least: two, of: [{credential: mba}]}", "a whole number >= 1, got the text 'two'"),
        ("{at_least: 2}", "'of' is missing"),
        ("{combination: [{credential: mba}]}", "'share' is missing"),
        ("{combination: [{credential: mba, share: 2}]}", "(0, 1]"),
        ("{combination: [{credential: mba, share: 0.5}]}", "add up to at least 1"),
        ("{combination: [{credential: mba, share: x}]}", "must be a number"),
        ("{combination: [{credential: mbb, share: 1}]}", "Did you mean 'mba'?"),
        ("{combination: [{any_of: [{credential: mba}], share: 1}]}", "skill, experience, credential alone"),
        ("{combination: [{credential: mba, share: 1}, {credential: mba, share: 1}]}", "the same part twice"),
        ("{any_of: [" * 21 + "{credential: mba}" + "]}" * 21, "20 deep"),
    ],
)
def test_entries_that_ask_for_nothing_clear(entry: str, message: str, tmp_path: Path) -> None:
    """Each says what is missing or too much, and is one fault in its line."""
    fault = asked(tmp_path, entry)
    assert message in fault.message
    assert fault.line == 7
    assert fault.path.startswith("roles[0].requires[0]")


def test_what_is_sound_in_a_faulty_entry_is_checked_too(tmp_path: Path) -> None:
    """An unknown id beside another fault is named in the same reading."""
    entries = """      - {skill: sqll, level: expertt}
      - {experience: produkt, years: x}
      - {any_of: [oops, {credential: mab}]}
      - {combination: [{credential: mab, share: x}]}
"""
    known = "clocks: [{id: product}]\nskills: [{id: sql}]\ncredentials: [{id: mba}]\n"
    found = faults(tmp_path, f"{HEAD}{known}roles:\n  - id: pm\n    requires:\n{entries}")
    assert [fault.path.removeprefix("roles[0].requires") for fault in found] == [
        *("[0]", "[0].level", "[1]", "[1].years"),
        *("[2].any_of[0]", "[2].any_of[1]", "[3].combination[0]", "[3].combination[0].share"),
    ]


def test_a_faulty_role_can_still_be_referred_to(tmp_path: Path) -> None:
    """What reports to a role or moves to it is not blamed for the fault in it."""
    roles = "roles:\n  - {id: a, level: x, reports_to: a}\n  - {id: b, reports_to: a}\n"
    found = faults(tmp_path, f"{HEAD}{roles}moves: [{{source: a, target: b}}]\n")
    assert [fault.path for fault in found] == ["roles[0]", "roles[0].level"]


def test_places_in_messages_are_those_of_the_document(tmp_path: Path) -> None:
    """A move that could not be built does not shift the places of the others; ids that look like places stay."""
    moves = "  - {source: a, target: a}\n" + "  - {source: a, target: 'moves[7]'}\n" * 2
    found = faults(tmp_path, f"{HEAD}roles: [{{id: a}}, {{id: 'moves[7]'}}]\nmoves:\n{moves}")
    assert "'a -> moves[7]' is defined 2 times (moves[1], moves[2])" in found[1].message


def test_aliases_stand_for_what_they_name(tmp_path: Path) -> None:
    """An anchor spares repetition, of texts, numbers and lists alike."""
    path = tmp_path / "a.yaml"
    path.write_text(
        f"{HEAD}title: &t '7'\nroles:\n"
        "  - {id: a, title: *t, level: &n 7, requires: &r [{skill: !!str sql, level: 2}]}\n"
        "  - {id: b, level: *n, requires: *r}\n"
    )
    graph = read_framework(path)
    assert graph.role("b").requires == graph.role("a").requires
    assert (graph.role("a").title, graph.role("b").level) == ("7", 7.0)


def test_an_alias_bomb_does_not_go_off(tmp_path: Path) -> None:
    """Aliases of aliases are refused long before they fill the memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    fault = only(tmp_path, "\n".join(lines))
    assert "aliases stand for more than" in fault.message
    assert fault.line == 4


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_duplicate_keys_are_named(suffix: str, tmp_path: Path) -> None:
    """The second of two equal keys is pointed at, however deep."""
    text = '{"careerpath": 1, "kind": "framework", "roles": [{"id": "pm", "track": "a",\n "track": "b"}]}'
    fault = only(tmp_path, text, suffix)
    assert "'track' comes twice" in fault.message
    assert (fault.line, fault.column) == (2, 2)


def test_json_constants_and_huge_numbers_are_refused(tmp_path: Path) -> None:
    """What JSON does not know, and what no float can hold, is a fault at its place."""
    text = '{"careerpath": 1, "kind": "framework", "roles": [{"id": "a", "level": NaN}, {"id": "b", "level": 1e999}]}'
    assert [fault.path for fault in faults(tmp_path, text, ".json")] == ["roles[0].level", "roles[1].level"]
    text = f'{{"careerpath": 1, "kind": "framework", "roles": [{{"id": "a", "level": {"9" * 5000}}}]}}'
    assert "finite" in only(tmp_path, text, ".json").message


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """Size, encoding and NUL characters are looked at first; a byte order mark does no harm."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as handle:
        handle.truncate(100_000_000)
    with pytest.raises(DocumentError, match="larger than 20 MB"):
        read_framework(path)
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}title: caf\u00e9\n".encode("cp1252"))
    with pytest.raises(DocumentError, match=r"byte 0xe9 at position 43") as caught:
        read_framework(path)
    assert caught.value.faults[0].line == 3
    path.write_text(HEAD, encoding="utf-16")
    with pytest.raises(DocumentError, match=r"It looks like UTF-16; save it as UTF-8\.$"):
        read_framework(path)
    path.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(DocumentError, match=r"Excel workbook.* Save the sheet as CSV\.$"):
        read_framework(path)
    path.write_bytes(b"a: 1\nb: \0\n")
    with pytest.raises(DocumentError, match="NUL") as caught:
        read_framework(path)
    assert caught.value.faults[0].line == 2
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}roles: [{{id: pm}}]\r\n".encode())
    assert list(read_framework(path).roles) == ["pm"]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A missing file is a FileNotFoundError that names its neighbours; folders and locked files are refused."""
    (tmp_path / "ladder.yaml").mkdir()
    with pytest.raises(MissingFileError, match=r"Did you mean 'ladder.yaml'\?") as caught:
        read_framework(tmp_path / "lader.yaml")
    assert isinstance(caught.value, FileNotFoundError)
    assert caught.value.filename == str(tmp_path / "lader.yaml")
    with pytest.raises(MissingFileError, match="There is no file"):
        read_framework(str(tmp_path / "x.json"))
    with pytest.raises(MissingFileError, match="There is no folder"):
        read_profile(tmp_path / "no" / "ladder.yaml")
    with pytest.raises(DocumentError, match="folder"):
        read_framework(tmp_path / "ladder.yaml")
    (tmp_path / "file").write_text("x")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_framework(tmp_path / "file" / "a.yaml")


def test_suffix_and_types_are_checked(tmp_path: Path) -> None:
    """Another suffix, or arguments that changed places, say what to do."""
    graph = CareerGraph([Role("pm")])
    with pytest.raises(InvalidValueError, match=r"'a\.txt'"):
        write_framework(graph, tmp_path / "a.txt")
    with pytest.raises(InvalidValueError, match="suffix"):
        read_profile(tmp_path / "a")
    for name in ("a.csv", "a.XLSX"):
        with pytest.raises(InvalidValueError, match="Tables are read with read_tables"):
            read_framework(tmp_path / name)
    for folder in (tmp_path, Path()):
        with pytest.raises(DocumentError, match="It is a folder; give the path of a file"):
            read_framework(folder)
        with pytest.raises(DocumentError, match="It is a folder"):
            write_framework(graph, folder)
    with pytest.raises(InvalidValueError, match="path is empty"):
        read_framework("")
    with pytest.raises(InvalidTypeError, match="graph must be a CareerGraph"):
        write_framework(tmp_path / "a.yaml", graph)  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="path must be text"):
        read_framework(graph)  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="profile must be a Profile"):
        write_profile("pm", tmp_path / "a.yaml")  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="graph must be"):
        write_profile(Profile(), tmp_path / "a.yaml", graph="pm")  # type: ignore[arg-type]
    with pytest.raises(InvalidTypeError, match="graph must be"):
        read_profile(tmp_path / "a.yaml", graph="pm")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="no encoding 'utf-9'"):
        read_text(SAMPLES / "framework.yaml", encoding="utf-9")


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the old file and nothing beside it; permissions and links stay."""
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(DocumentError, match="No space left"):
            write_framework(CareerGraph([Role("pm")]), path)
    assert path.read_text() == "old"
    write_framework(CareerGraph([Role("pm")]), link)
    assert link.is_symlink()
    assert path.read_text() != "old"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [path, link]
    with pytest.raises(MissingFileError, match="no folder"):
        write_text(tmp_path / "no" / "a.json", "")


def test_errors_travel_between_processes(tmp_path: Path) -> None:
    """Errors keep their facts and sentences when they are pickled."""
    for path in (tmp_path / "missing.yaml", SAMPLES / "broken.yaml"):
        with pytest.raises((DocumentError, MissingFileError)) as caught:
            read_framework(path)
        copy = pickle.loads(pickle.dumps(caught.value))
        assert type(copy) is type(caught.value)
        assert str(copy) == str(caught.value)
        assert getattr(copy, "faults", None) == getattr(caught.value, "faults", None)


def test_profiles_with_words_need_the_graph(tmp_path: Path) -> None:
    """Level words are read by the scales of a graph, and refused without one."""
    graph = CareerGraph(
        [Role("pm", requires=[SkillLevel("sql", 2), SkillLevel("talk", 1)])],
        skills=[Skill("sql"), Skill("talk", scale=Scale(["low", "high"], [1, 3]))],
    )
    path = tmp_path / "ann.yaml"
    path.write_text("careerpath: 1\nkind: profile\nrole: pm\nskills: {sql: Working, talk: high}\n")
    assert read_profile(path, graph=graph) == Profile({"sql": 2, "talk": 3}, role="pm")
    with pytest.raises(DocumentError, match="Pass graph=") as caught:
        read_profile(path)
    assert [fault.path for fault in caught.value.faults] == ["skills.sql", "skills.talk"]
    write_profile(Profile({"sql": 2.5, "talk": 3}), path, graph=graph)
    assert path.read_text().endswith("skills: {sql: 2.5, talk: high}\n")


def test_profiles_are_checked_against_the_graph(tmp_path: Path) -> None:
    """Everything the graph does not know is named at its place, together with other faults."""
    graph = CareerGraph([Role("pm", requires=[SkillLevel("sql", 2), HasCredential("mba")])])
    path = tmp_path / "ann.yaml"
    path.write_text(
        "careerpath: 1\nkind: profile\nrole: pmm\nyear: {}\n"
        "skills: {sqll: 1, sql: 9}\nyears: {product: 1}\ncredentials: [mba, phd]\n"
    )
    with pytest.raises(DocumentError) as caught:
        read_profile(path, graph=graph)
    assert [(fault.line, fault.path) for fault in caught.value.faults] == [
        (3, "role"),
        (4, "year"),
        (5, "skills.sqll"),
        (5, "skills.sql"),
        (6, "years.product"),
        (7, "credentials[1]"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("years_in_role: 2", "needs a role"),
        ("skills: {sql: -1}", ">= 0"),
        ("credentials: mba", "A list is expected"),
        ("skills: [sql]", "A mapping from id"),
    ],
)
def test_profiles_with_faults(text: str, message: str, tmp_path: Path) -> None:
    """A profile that cannot be is refused with its place."""
    path = tmp_path / "ann.yaml"
    path.write_text(f"careerpath: 1\nkind: profile\n{text}\n")
    with pytest.raises(DocumentError, match=message):
        read_profile(path)
