"""The command line as a program of its own: ``python -m careerpath``."""

from __future__ import annotations

import importlib
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import careerpath as cp

SOURCE = Path(cp.__file__).parent.parent
PM, CPO = "product-manager", "chief-product-officer"


def start(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a new process and return what came of it."""
    path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", "careerpath", *words],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )


def test_statuses_reach_the_shell() -> None:
    """0 with the answer on the output, 1 and 2 with one message on the error stream."""
    done = start("--version")
    assert (done.returncode, done.stdout.decode().split()) == (0, ["careerpath", cp.__version__])
    assert start("dance").returncode == 2
    done = start("show", "astronaut")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"careerpath: Role 'astronaut'")
    assert b"Traceback" not in done.stderr


def test_any_encoding_will_do(tmp_path: Path) -> None:
    """A terminal that knows only ASCII gets escapes instead of an error, in answers and in messages."""
    path = tmp_path / "work.yaml"
    path.write_text('{careerpath: 1, kind: framework, roles: [{id: café, title: "Chef de café 職"}]}', "utf-8")
    done = start("roles", "--framework", str(path), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"caf\xe9" in done.stdout
    done = start("show", "naïf", "--framework", str(path), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout) == (1, b"")
    done = start("roles", "--framework", str(path), "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["roles"][0]["id"] == "café"


@pytest.mark.filterwarnings("ignore:'careerpath.__main__' found in sys.modules")
def test_the_module_runs_only_as_a_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Importing it does nothing; running it answers the words of the process."""
    importlib.import_module("careerpath.__main__")
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys, "argv", ["careerpath", "--version"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("careerpath", run_name="__main__")
    assert done.value.code == 0
    assert capsys.readouterr().out.startswith("careerpath ")


def test_a_pipe_that_is_closed() -> None:
    """The reader may leave early, and nothing is said about it."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "careerpath", "show", CPO],
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_gap_loads_nothing_that_it_does_not_need() -> None:
    """No picture, no table, no planner: no matplotlib, networkx, numpy or pandas."""
    code = (
        "import sys; from careerpath.cli import main; "
        f"assert not any(main(words) for words in [['gap', {PM!r}, {CPO!r}], ['roles'], ['show', {CPO!r}]]); "
        "loaded = {name.split('.')[0] for name in sys.modules}; "
        "print(sorted(loaded & {'matplotlib', 'networkx', 'numpy', 'pandas', 'scipy', 'narwhals', 'tqdm'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert done.stdout.splitlines()[-1] == "[]"
