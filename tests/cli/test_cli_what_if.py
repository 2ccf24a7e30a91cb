"""``careerpath what-if``: the plan as it is, and after each gain."""

from __future__ import annotations

import json

import pytest

import careerpath as cp
from careerpath.cli import main

PM, CPO = "product-manager", "chief-product-officer"
LADDER = cp.datasets.load_product_ladder()
GAINS = (
    "--gain",
    "people-management+3",
    "--gain",
    "people-leadership=expert",
    "--gain",
    "coaching=2.5",
    "--gain",
    "mba",
)


def ask(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Return what is printed: on stdout, or on stderr if it fails."""
    assert main(list(words)) == status
    out, err = capsys.readouterr()
    return err if status else out


def test_it_says_what_the_library_says(capsys: pytest.CaptureFixture[str]) -> None:
    """In words, one line per gain."""
    changes = [
        cp.Experience("people-management", 3),
        cp.SkillLevel("people-leadership", 4),
        cp.SkillLevel("coaching", 2.5),
        cp.HasCredential("mba"),
    ]
    found = cp.what_if(LADDER, PM, CPO, changes)
    said = " ".join(ask(capsys, "what-if", PM, CPO, *GAINS).split())
    assert all(f"{row.change}: {found.verdict(row)}" in said for row in found)


def test_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan without a change, and one per gain; nobody gets from the top to the bottom."""
    data = json.loads(ask(capsys, "what-if", PM, CPO, *GAINS, "--json"))
    assert data["base"]["target"] == CPO
    assert len(data["changes"]) == 4
    assert all(row["plan"]["years"] <= data["base"]["years"] for row in data["changes"])
    nowhere = json.loads(ask(capsys, "what-if", "chief-executive-officer", PM, "--gain", "mba", "--json"))
    assert nowhere["base"] is None
    assert nowhere["changes"][0]["plan"] is None


@pytest.mark.parametrize(
    ("gain", "hint"),
    [
        ("mbaa", "'mba'"),
        ("people-managment+3", "'people-management'"),
        ("couching=3", "'coaching'"),
        ("coaching=expret", "'expert'"),
        ("product+few", "'few'"),
        ("product+-1", "above 0"),
        ("=3", "write a credential"),
    ],
)
def test_what_is_no_gain(capsys: pytest.CaptureFixture[str], gain: str, hint: str) -> None:
    """The near match, or what is allowed, is named."""
    assert hint in ask(capsys, "what-if", PM, CPO, "--gain", gain, status=1)
