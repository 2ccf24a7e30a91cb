"""Pictures of the command line: really written, in the format of the suffix, or not at all."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

import careerpath as cp
from careerpath.cli import main, pictures

PM, CPO = "product-manager", "chief-product-officer"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def framework() -> list[str]:
    """Return the options for a framework that is drawn fast."""
    roles = [cp.Role("a", level=1), cp.Role("b", level=2, requires=[cp.SkillLevel("sql", 2)])]
    cp.write_framework(cp.CareerGraph(roles, [cp.Move("a", "b")]), "small.json")
    return ["--framework", "small.json"]


@pytest.mark.parametrize("words", [["map"], ["gap", "a", "b"], ["plan", "a", "b"]])
@pytest.mark.parametrize(
    ("name", "begins"), [("x.png", PNG), ("x.SVG", b"<?xml"), ("x.pdf", b"%PDF"), ("dir/x.jpeg", b"\xff\xd8")]
)
def test_pictures_are_written(
    capsys: pytest.CaptureFixture[str], framework: list[str], words: list[str], name: str, begins: bytes
) -> None:
    """The suffix chooses the format; the text says where the picture is; no figure and no other file remains."""
    Path("dir").mkdir()
    figures = plt.get_fignums()
    assert main([*words, *framework, "--picture", name]) == 0
    assert capsys.readouterr().out.endswith(f"Picture written to {name}\n")
    assert Path(name).read_bytes().startswith(begins)
    assert {path.name for path in Path().rglob("*")} == {"dir", "small.json", Path(name).name}
    assert plt.get_fignums() == figures


def test_the_first_command_of_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    """It says the plan, the gap and the picture, and writes a picture of readable size."""
    assert main(["plan", PM, CPO, "--picture", "map.png"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Product Manager to Chief Product Officer")
    assert "The gap today\nChief Product Officer: " in out
    assert out.endswith("Picture written to map.png\n")
    raw = Path("map.png").read_bytes()
    assert raw.startswith(PNG)
    assert int.from_bytes(raw[16:20]) >= 1500


def test_the_map_has_a_name_of_its_own(capsys: pytest.CaptureFixture[str], framework: list[str]) -> None:
    """Without ``--picture`` it is careermap.png; the data name the file, the roles and the moves."""
    assert main(["map", *framework, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert Path(data["picture"]).read_bytes().startswith(PNG)
    assert data["picture"] == "careermap.png"
    assert [role["id"] for role in data["roles"]] == ["a", "b"]
    assert data["moves"] == [
        {
            "source": "a",
            "target": "b",
            "min_years": 1.0,
            "typical_years": None,
            "probability": None,
            "source_note": None,
            "kind": "promotion",
        }
    ]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_question_gives_the_same_picture(framework: list[str], suffix: str) -> None:
    """Byte by byte, whatever the time."""
    for name in "xy":
        assert main(["map", *framework, "--picture", f"{name}.{suffix}"]) == 0
    assert Path(f"x.{suffix}").read_bytes() == Path(f"y.{suffix}").read_bytes()


def test_a_picture_replaces_the_one_before(framework: list[str]) -> None:
    """A file that is there is replaced and keeps its permissions; a link stays a link."""
    Path("old.png").write_text("old", "utf-8")
    Path("old.png").chmod(0o640)
    Path("link.png").symlink_to("old.png")
    assert main(["map", *framework, "--picture", "link.png"]) == 0
    assert Path("link.png").is_symlink()
    assert Path("old.png").read_bytes().startswith(PNG)
    assert Path("old.png").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x", ".png"),
        ("x.", ".png"),
        (".png", ".svg"),
        ("x.docx", ".png"),
        ("none/x.png", "no folder 'none'"),
        ("folder.png", "is a folder"),
        ("small.json/x.png", "no folder"),
    ],
)
@pytest.mark.parametrize("words", [["map"], ["gap", "a", "b"], ["plan", "a", "b"]])
def test_where_no_picture_can_be(
    capsys: pytest.CaptureFixture[str], framework: list[str], words: list[str], name: str, said: str
) -> None:
    """It is said before anything is worked out, and nothing is written."""
    Path("folder.png").mkdir()
    assert main([*words, *framework, "--picture", name]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("careerpath: ")
    assert said in err
    assert sorted(path.name for path in Path().rglob("*")) == ["folder.png", "small.json"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("no TeX"), ValueError("odd")])
def test_a_failure_while_writing_leaves_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, framework: list[str], error: Exception
) -> None:
    """The old picture is untouched, half a new one is taken away, and the reason is said."""

    def save(_figure: Figure, path: Path, **_options: Any) -> None:
        path.write_bytes(PNG)
        raise error

    Path("map.png").write_text("old", "utf-8")
    monkeypatch.setattr(Figure, "savefig", save)
    figures = plt.get_fignums()
    assert main(["plan", "a", "b", *framework, "--picture", "map.png"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert str(getattr(error, "strerror", None) or error) in err
    assert Path("map.png").read_text("utf-8") == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["map.png", "small.json"]
    assert plt.get_fignums() == figures


def test_no_plan_no_picture(framework: list[str]) -> None:
    """Where there is no answer there is no picture of it."""
    assert main(["plan", "b", "a", *framework, "--picture", "map.png"]) == 1
    assert not Path("map.png").exists()


def test_matplotlib_that_does_not_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, framework: list[str]
) -> None:
    """A broken installation or a wrong setting of it is an error like any other."""
    monkeypatch.setitem(sys.modules, "matplotlib.backend_bases", None)
    assert main(["map", *framework]) == 1
    assert "matplotlib does not start" in capsys.readouterr().err


def test_no_window_is_opened(monkeypatch: pytest.MonkeyPatch, framework: list[str]) -> None:
    """Alone, the command line draws without a display; inside another program it leaves the backend alone."""
    chosen: list[str] = []
    monkeypatch.setattr("matplotlib.use", chosen.append)
    assert main(["map", *framework]) == 0
    assert chosen == []
    modules = {name: module for name, module in sys.modules.items() if name != "matplotlib.pyplot"}
    monkeypatch.setattr(pictures, "sys", type("Fresh", (), {"modules": modules}))
    assert main(["map", *framework]) == 0
    assert chosen == ["agg"]
