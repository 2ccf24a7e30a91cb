"""The house keeps its order: imports point down, modules stay small, the import stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import careerpath

SOURCE = Path(careerpath.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
FOUNDATION = {"errors", "fields", "frozen"}
"""What everybody may import; it stands below the ground floor."""

FLOOR = {
    **dict.fromkeys(FOUNDATION, -1),
    **dict.fromkeys(["scales", "profiles", "render", "frames"], 0),
    "requirements": 1,
    **dict.fromkeys(["roles", "histories"], 2),
    "graph": 3,
    "gaps": 4,
    **dict.fromkeys(["planning", "transitions", "structure"], 5),
    "workforce": 6,
    "exchange": 7,
    **dict.fromkeys(["plots", "reports", "webmap", "datasets"], 8),
    **dict.fromkeys(["__init__", "__main__", "cli"], 9),
}
HEAVY = {"cattrs", "matplotlib", "narwhals", "networkx", "numpy", "pandas", "ruamel", "scipy", "tqdm"}
MAY_USE_NUMPY = {"gaps", "planning", "structure", "transitions", "workforce"}
MAX_LINES = 400
MAX_NAMES = 60


def room_of(path: Path) -> str:
    """Return the module or package directly under careerpath to which a file belongs."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST, *, inside_functions: bool) -> Iterator[tuple[str, str | None]]:
    """Yield (module, name or None) of every import that is executed, those in functions only if asked."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Import(names):
                yield from ((alias.name, None) for alias in names)
            case ast.ImportFrom(module, names, level):
                assert level == 0, "imports are absolute"
                yield from ((str(module), alias.name) for alias in names)
            case ast.If(test=ast.Name("TYPE_CHECKING"), orelse=otherwise):
                for branch in otherwise:
                    yield from imports(branch, inside_functions=inside_functions)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() if not inside_functions:
                pass
            case _:
                yield from imports(node, inside_functions=inside_functions)


def rooms_used(path: Path) -> set[str]:
    """Return the other rooms of careerpath that a file imports from, anywhere in it."""
    used = set()
    for module, name in imports(ast.parse(path.read_text("utf-8")), inside_functions=True):
        package, _, inner = module.partition(".")
        if package == "careerpath":
            used.add(inner.split(".")[0] if inner else name if name in FLOOR else "__init__")
    return used - {room_of(path)}


def named(path: Path) -> str:
    """Name a file in the test report."""
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_point_down_the_house(path: Path) -> None:
    """A module imports only from lower floors; rooms on one floor do not see each other; the door sees everything."""
    room = room_of(path)
    assert room in FLOOR, f"{room} has no floor; see the table in test_house.py"
    door = FLOOR["cli"]
    wrong = [used for used in rooms_used(path) if FLOOR[used] >= FLOOR[room] and FLOOR[room] not in (-1, door)]
    assert not wrong, f"{named(path)} (floor {FLOOR[room]}) imports {sorted(wrong)}"
    assert room not in FOUNDATION or rooms_used(path) <= FOUNDATION


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_answers_one_question(path: Path) -> None:
    """No module is longer than 400 lines, and each says what it answers."""
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_heavy_libraries_wait(path: Path) -> None:
    """Heavy libraries are imported inside functions; rooms that compute arrays may import numpy at once."""
    at_once = {
        module.split(".")[0] for module, _ in imports(ast.parse(path.read_text("utf-8")), inside_functions=False)
    }
    allowed = {"numpy"} if room_of(path) in MAY_USE_NUMPY else set()
    assert not (at_once & HEAVY) - allowed


def run_fresh(code: str) -> subprocess.CompletedProcess[str]:
    """Run *code* in a new interpreter that imports careerpath from where this one does."""
    code = f"import sys; sys.path.insert(0, {str(SOURCE.parent)!r}); {code}"
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)


def test_the_import_is_light_and_quiet() -> None:
    """``import careerpath`` loads no heavy library and says nothing."""
    run = run_fresh(f"import careerpath; assert not {HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}")
    assert (run.stdout, run.stderr) == ("", "")


def test_what_is_public_is_there() -> None:
    """``__all__`` is sorted (constants, classes, the rest) and short, every name resolves, and ``dir`` shows it."""
    assert careerpath.__all__ == sorted(
        set(careerpath.__all__), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert len(careerpath.__all__) <= MAX_NAMES
    assert dir(careerpath) == sorted(careerpath.__all__)
    assert not [name for name in careerpath.__all__ if getattr(careerpath, name, None) is None]


def test_what_is_not_public_is_not_there() -> None:
    """A name that the door does not know is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match="careers"):
        _ = careerpath.careers
