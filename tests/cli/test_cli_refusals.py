"""Whatever is wrong, the command line says so in one message and the right exit status."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import careerpath as cp
from careerpath.cli import main, run
from careerpath.cli.screen import encodable

PM, CPO = "product-manager", "chief-product-officer"
LADDER = cp.datasets.load_product_ladder()

Refuse = Callable[..., str]


@pytest.fixture
def refuse(capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Return a function that runs a command line which must be refused, and returns the message."""

    def answer(*words: str, status: int = 1) -> str:
        assert main(words) == status
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        if status == 1:
            assert err.startswith("careerpath: ")
            assert "\ncareerpath: " not in err
        return err

    return answer


FRAMEWORKS = {
    "not YAML": ("roles: [", "line"),
    "empty": ("", "careerpath"),
    "a list": ("[1, 2]", "mapping"),
    "no version": ("kind: framework\nroles: [{id: a}]", "'careerpath: 1'"),
    "a profile": ("careerpath: 1\nkind: profile", "read_profile"),
    "no roles": ("{careerpath: 1, kind: framework, roles: []}", "at least one role"),
    "an empty role": ("{careerpath: 1, kind: framework, roles: [{}]}", "id"),
    "a blank id": ("{careerpath: 1, kind: framework, roles: [{id: ''}]}", "blank"),
    "a key that is not known": ("{careerpath: 1, kind: framework, roles: [{id: a, titel: A}]}", "'title'"),
    "mixed-up types": ("{careerpath: 1, kind: framework, roles: [{id: a, level: high}]}", "number"),
    "a role twice": ("{careerpath: 1, kind: framework, roles: [{id: a}, {id: a}]}", "a"),
    "a skill twice": (
        "{careerpath: 1, kind: framework, skills: [{id: s}, {id: s}], roles: [{id: a}]}",
        "s",
    ),
    "a move twice": (
        "{careerpath: 1, kind: framework, roles: [{id: a}, {id: b}], moves: [&m {source: a, target: b}, *m]}",
        "a",
    ),
    "a move to itself": (
        "{careerpath: 1, kind: framework, roles: [{id: a}], moves: [{source: a, target: a}]}",
        "itself",
    ),
    "an unknown role": (
        "{careerpath: 1, kind: framework, roles: [{id: analyst}], moves: [{source: analyst, target: analist}]}",
        "'analyst'",
    ),
    "an unknown skill": (
        "{careerpath: 1, kind: framework, skills: [{id: sql}], roles: [{id: a, requires: [{skill: sqll, level: 1}]}]}",
        "'sql'",
    ),
    "a level above its scale": (
        "{careerpath: 1, kind: framework, roles: [{id: a, requires: [{skill: sql, level: 9}]}]}",
        "9",
    ),
    "a negative number": (
        "{careerpath: 1, kind: framework, roles: [{id: a, requires: [{experience: x, years: -1}]}]}",
        "-1",
    ),
    "not a number": ("{careerpath: 1, kind: framework, roles: [{id: a, level: .nan}]}", "nan"),
    "an infinite number": ("{careerpath: 1, kind: framework, roles: [{id: a, develops_after: .inf}]}", "inf"),
    "a deep tree": (
        "{careerpath: 1, kind: framework, roles: [{id: a, requires: ["
        + "{any_of: [" * 21
        + "{credential: c}"
        + "]}" * 21
        + "]}]}",
        "20",
    ),
    "a ring of reports": (
        "{careerpath: 1, kind: framework, roles: [{id: a, reports_to: b}, {id: b, reports_to: a}]}",
        "ring",
    ),
    "an alias bomb": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "\n".join(
            f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
        "alias",
    ),
}


@pytest.mark.parametrize("kind", FRAMEWORKS)
def test_a_faulty_framework(refuse: Refuse, tmp_path: Path, kind: str) -> None:
    """The message names the file and what is wrong in it."""
    text, said = FRAMEWORKS[kind]
    path = tmp_path / "faulty.yaml"
    path.write_text(text, "utf-8")
    message = refuse("roles", "--framework", str(path))
    assert str(path) in message
    assert said.casefold() in message.casefold().replace(str(path).casefold(), "")


def test_all_faults_of_a_document_together(refuse: Refuse, tmp_path: Path) -> None:
    """Two faults make one message of two lines more."""
    path = tmp_path / "faulty.yaml"
    path.write_text("{careerpath: 1, kind: framework, roles: [{id: a, level: high}, {id: b, track: 3}]}", "utf-8")
    assert refuse("roles", "--framework", str(path)).count("\n- ") == 2


def test_files_that_are_no_documents(refuse: Refuse, tmp_path: Path) -> None:
    """Missing, a folder, too large, of another encoding or suffix: each is said, for either kind of document."""
    missing, large, latin, other = (tmp_path / name for name in ("none.yaml", "large.yaml", "latin.yaml", "x.csv"))
    with large.open("wb") as handle:
        handle.truncate(100_000_000)
    latin.write_bytes("title: Café".encode("latin-1"))
    other.write_text("id\n", "utf-8")
    (tmp_path / "folder.yaml").mkdir()
    for option in (("roles", "--framework"), ("gap", CPO, "--profile")):
        assert "no file" in refuse(*option, str(missing))
        assert "folder" in refuse(*option, str(tmp_path / "folder.yaml"))
        assert "20 MB" in refuse(*option, str(large))
        assert "UTF-8" in refuse(*option, str(latin))
        assert ".json" in refuse(*option, str(other))


def test_a_byte_order_mark_is_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Files from programs that begin with one are read."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf{careerpath: 1, kind: framework, roles: [{id: a}]}")
    assert main(["roles", "--framework", str(path)]) == 0
    assert "1 roles" in capsys.readouterr().out


PROFILES = {
    "a role that is not known": ("role: product-manger", "'product-manager'"),
    "a skill that is not known": ("skills: {user-focuss: 1}", "'user-focus'"),
    "a clock that is not known": ("years: {products: 1}", "'product'"),
    "a credential that is not known": ("credentials: [mbaa]", "'mba'"),
    "a level above its scale": ("skills: {user-focus: 5}", "0 to 4"),
    "a level that is no word of its scale": ("skills: {user-focus: godlike}", "expert"),
    "a negative number": ("years: {product: -1}", "-1"),
    "not a number": ("years: {product: .nan}", "nan"),
    "an infinite number": ("years_in_role: .inf", "inf"),
    "years in no role": ("years_in_role: 2", "role"),
    "mixed-up types": ("skills: [user-focus]", "mapping"),
    "a framework": ("roles: [{id: a}]", "roles"),
}


@pytest.mark.parametrize("command", ["gap", "plan"])
@pytest.mark.parametrize("kind", PROFILES)
def test_a_faulty_profile(refuse: Refuse, tmp_path: Path, kind: str, command: str) -> None:
    """The message names the file and what is wrong in it, near matches included."""
    text, said = PROFILES[kind]
    path = tmp_path / "faulty.yaml"
    path.write_text(f"careerpath: 1\nkind: profile\n{text}\n", "utf-8")
    message = refuse(command, CPO, "--profile", str(path))
    assert str(path) in message
    assert said in message


def test_a_profile_without_a_role_has_no_plan_yet(refuse: Refuse, tmp_path: Path) -> None:
    """The message says what to add to the file or to the command line; a gap needs no role."""
    path = tmp_path / "ann.yaml"
    path.write_text("{careerpath: 1, kind: profile}", "utf-8")
    message = refuse("plan", CPO, "--profile", str(path))
    assert str(path) in message
    assert "--start any" in message
    assert "profile.at" not in message
    assert "eligible for no role" in refuse("plan", CPO, "--profile", str(path), "--start", "any")
    assert "'product-manager'" in refuse("plan", CPO, "--profile", str(path), "--start", "product-manger")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("product-manger", "Did you mean 'product-manager'"),
        ("Product Manger", "Did you mean 'product-manager'"),
        ("associate", "Did you mean 'associate-product-manager'?"),
        ("astronaut", "'careerpath roles' lists them."),
        ("", "'careerpath roles' lists them."),
    ],
)
def test_a_role_that_is_not_known(refuse: Refuse, name: str, said: str) -> None:
    """Wherever a role is named, near matches by id or title are offered, or the command that lists all."""
    for words in (("show", name), ("gap", name, CPO), ("gap", CPO, name), ("plan", name, CPO), ("plan", CPO, name)):
        assert said in refuse(*words)


def test_a_title_of_several_roles(refuse: Refuse, tmp_path: Path) -> None:
    """They are named, so that one can be chosen by its id."""
    path = tmp_path / "twins.json"
    cp.write_framework(cp.CareerGraph([cp.Role("a", "Boss"), cp.Role("b", "boss")]), path)
    message = refuse("show", "BOSS", "--framework", str(path))
    assert "'a', 'b'" in message


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max-moves", "2"), "moves"),
        (("--max-moves", "0"), "from 1 to"),
        (("--max-moves", "-3"), "from 1 to"),
        (("--pace", "0"), "above 0"),
        (("--pace", "-1"), "above 0"),
        (("--pace", "nan"), "nan"),
        (("--pace", "inf"), "inf"),
        (("--minimize", "yeers"), "'years'"),
        (("--minimize", "yeers=1"), "'years'"),
        (("--minimize", "years=-1"), "-1"),
        (("--minimize", "years=inf"), "inf"),
        (("--minimize", "years=0"), "above 0"),
    ],
)
def test_options_that_the_planner_refuses(refuse: Refuse, options: tuple[str, ...], said: str) -> None:
    """What the command line can read and the planner cannot use is faulty input."""
    assert said in refuse("plan", PM, CPO, *options)


def test_where_there_is_nothing_to_plan(refuse: Refuse, tmp_path: Path) -> None:
    """The role one is in already, and a role to which no move leads."""
    assert "already" in refuse("plan", CPO, "CPO")
    path = tmp_path / "islands.json"
    cp.write_framework(cp.CareerGraph([cp.Role("a"), cp.Role("b")]), path)
    assert "No plan leads from 'a' to 'b'" in refuse("plan", "a", "b", "--framework", str(path))
    assert refuse("plan", "a", "b", "--framework", str(path), "--json")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("roles", "--colour"),
        ("roles", "extra"),
        ("show",),
        ("gap",),
        ("gap", CPO),
        ("plan", CPO),
        ("gap", PM, CPO, "--profile", "ann.yaml"),
        ("plan", PM, CPO, "--profile", "ann.yaml"),
        ("plan", PM, CPO, "--start", "any"),
        ("plan", PM, CPO, "--stay", "forever"),
        ("plan", PM, CPO, "--max-moves", "many"),
        ("plan", PM, CPO, "--pace", "fast"),
        ("plan", PM, CPO, "--minimize", "years=few"),
        ("plan", PM, CPO, "--minimize", "years=1,study"),
        ("plan", PM, CPO, "--minimize", "years=1,years=2"),
        ("roles", "--framew", "x.yaml"),
    ],
)
def test_wrong_usage(refuse: Refuse, words: tuple[str, ...]) -> None:
    """It ends with status 2 and shows how the command is used."""
    assert refuse(*words, status=2).startswith("usage: careerpath")


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("plan", "--help")])
def test_help_is_no_error(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """Help and version go to the output and end with status 0."""
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert "careerpath" in out
    assert err == ""


def failing(error: BaseException) -> Callable[..., int]:
    """Return a stand-in for the work that ends with *error*."""

    def run_it(_argv: object) -> int:
        raise error

    return run_it


def test_an_interrupt_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C gives the status that shells expect."""
    monkeypatch.setattr(run, "_run", failing(KeyboardInterrupt()))
    assert main(["roles"]) == 130
    assert capsys.readouterr().err == "careerpath: interrupted\n"


def test_a_reader_that_stops_reading(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe is no error, and nothing is said about it."""
    monkeypatch.setattr(run, "_run", failing(BrokenPipeError()))
    assert main(["roles"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_stream_that_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A full disk is said, and the interpreter has nothing left to complain about when it ends."""
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(run, "_run", failing(OSError(28, "No space left on device")))
        assert main(["roles"]) == 1
        stream.write("lost")
    monkeypatch.undo()
    assert "No space left" in capsys.readouterr().err
    assert (tmp_path / "out.txt").read_text("utf-8") == ""


def test_closed_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without streams there is nobody to tell, but the status is right."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["roles"]) == 0
    assert main(["show", "astronaut"]) == 1


def test_what_a_stream_cannot_show_is_escaped() -> None:
    """Letters outside the encoding, half characters and control characters; line breaks stay."""
    assert encodable("é\n\x1b[2J\x9b", io.TextIOWrapper(io.BytesIO(), "ascii")) == "\\xe9\n\\x1b[2J\\x9b"
    assert encodable("é\udc80", io.TextIOWrapper(io.BytesIO(), "utf-8")) == "é\\udc80"
    assert encodable("é", io.StringIO()) == "é"
