"""Run every notebook from top to bottom; ``--write`` keeps the new outputs in the files."""  # noqa: INP001 - a script

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"


def main() -> None:
    """Run them in the order of their numbers; the first error stops."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the new outputs")
    write = parser.parse_args().write
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(FOLDER)}}).execute()
        nbformat.validate(notebook)
        if write:
            for cell in notebook.cells:
                cell.metadata.pop("execution", None)  # times of day, which differ from run to run
            nbformat.write(notebook, path)
        sys.stdout.write(f"{path.name}: ran without errors\n")


if __name__ == "__main__":
    main()
