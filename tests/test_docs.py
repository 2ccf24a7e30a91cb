"""What the documentation shows is true: its code runs and prints what it says, and nothing public is left out."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import careerpath
from careerpath.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIRST = "python -m pip install uv && uv run careerpath plan product-manager chief-product-officer --picture map.png"
SECOND = "python -m pip install uv && uv run pytest"

BLOCK = re.compile(r"^```(?P<language>[\w{}-]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"[Ss]ave this as `(?P<name>[\w.-]+)`:\s*\Z")
AS_PRINTED = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def named(path: Path) -> str:
    """Name a file in the test report."""
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield language, body, and the text since the block before, of every fenced block of a page."""
    text, end = page.read_text("utf-8"), 0
    for found in BLOCK.finditer(text):
        yield found["language"], found["body"], text[end : found.start()]
        end = found.end()


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder, without a screen, and leave no figure behind."""
    import matplotlib.pyplot as plt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    with plt.rc_context({"backend": "agg"}):
        yield tmp_path
    plt.close("all")


@pytest.mark.parametrize("page", [page for page in PAGES if "```python" in page.read_text("utf-8")], ids=named)
def test_code_prints_what_the_page_says(page: Path, somewhere: Path) -> None:
    """The Python blocks of a page run in their order, and a text block right after one is what it prints."""
    names: dict[str, Any] = {}
    printed = None
    for language, body, before in blocks(page):
        saved = SAVED.search(before)
        if saved:
            (somewhere / saved["name"]).write_text(body, "utf-8")
        elif language == "python":
            stdout = io.StringIO()
            with contextlib.redirect_stdout(stdout):
                exec(compile(body, named(page), "exec"), names)  # noqa: S102 - it is our own page
            printed = stdout.getvalue()
            continue
        elif language == "text" and printed is not None and not before.strip():
            assert doctest.OutputChecker().check_output(body, printed, AS_PRINTED), f"It prints:\n{printed}"
        printed = None


def test_the_two_commands_stand_in_the_readme() -> None:
    """Each stands in a block of its own, so that it can be copied; ``.ci/run`` takes them from there."""
    shells = [body for language, body, _ in blocks(README) if language == "shell"]
    assert shells == [f"{FIRST}\n", f"{SECOND}\n"]


def test_the_first_command_prints_what_the_readme_shows(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line of the excerpt is printed, and the picture is there."""
    words = shlex.split(FIRST.partition("uv run careerpath ")[2])
    assert main(words) == 0
    shown = next(body for language, body, _ in blocks(README) if language == "text")
    printed = capsys.readouterr().out.splitlines()
    assert not [line for line in shown.splitlines() if line.strip() not in {"...", ""} and line not in printed]
    assert (somewhere / "map.png").stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link in a page names a file of the project."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_everything_public_is_in_the_reference() -> None:
    """Every name in ``__all__`` has its entry, and every entry names something that is there."""
    pages = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    entries = set(re.findall(r"^\.\. auto\w+:: careerpath\.([\w.]+)$", pages, re.MULTILINE))
    assert set(careerpath.__all__) - {"__version__"} <= entries
    assert "careerpath.__version__" in pages


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=named)
def test_notebooks_run_and_carry_their_outputs(notebook: Path, somewhere: Path) -> None:
    """The code cells run in their order as plain Python; the outputs are stored, without errors or paths."""
    assert somewhere.is_dir()
    document = json.loads(notebook.read_text("utf-8"))
    cells = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = [output["output_type"] for cell in cells for output in cell["outputs"]]
    assert kinds
    assert "error" not in kinds
    assert not re.search(r"(/home/|/root/|/tmp/|/Users/|site-packages)", notebook.read_text("utf-8"))
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells, 1):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile("".join(cell["source"]), f"{named(notebook)}[{number}]", "exec"), names)  # noqa: S102


def test_there_is_a_notebook() -> None:
    """The quickstart comes first."""
    assert [path.name for path in NOTEBOOKS][:1] == ["01_quickstart.ipynb"]
