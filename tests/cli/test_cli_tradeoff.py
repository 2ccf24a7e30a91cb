"""``careerpath plan`` with several objectives, the best few, and limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import careerpath as cp
from careerpath.cli import main

PM, CPO = "product-manager", "chief-product-officer"
LADDER = cp.datasets.load_product_ladder()


def ask(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Return what is printed: on stdout, or on stderr if it fails."""
    assert main(list(words)) == status
    out, err = capsys.readouterr()
    return err if status else out


def test_the_trade_off_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """It is what the library says."""
    plans = cp.find_plans(LADDER, PM, CPO, minimize=("years", "study"))
    said = ask(capsys, "plan", PM, CPO, "--minimize", "years,study")
    assert " ".join(said.split()) == " ".join(plans.explain().split())


def test_the_trade_off_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    """Every plan with its costs, in order."""
    data = json.loads(ask(capsys, "plan", PM, CPO, "--minimize", "years, study", "--json"))
    plans = cp.find_plans(LADDER, PM, CPO, minimize=("years", "study"))
    assert data["costs"] == [list(cost) for cost in plans.costs]
    assert [tuple(plan["roles"]) for plan in data["plans"]] == [plan.roles for plan in plans]
    assert data["exact"] is True
    assert data["bound"] is None
    assert data["asked"]["minimize"] == ["years", "study"]


def test_the_best_few_and_their_picture(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With ``--k``, plans by different roles; the picture ranks them."""
    picture = tmp_path / "few.png"
    said = ask(capsys, "plan", PM, CPO, "--k", "2", "--picture", str(picture))
    assert said.startswith("2 plans to Chief Product Officer")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_limits_by_title_and_family(capsys: pytest.CaptureFixture[str]) -> None:
    """Roles to pass and to avoid may be named as people name them; the single best plan is shown as ever."""
    words = (
        "plan",
        PM,
        CPO,
        "--via",
        "General Manager",
        "--avoid",
        "marketing",
        "--avoid",
        "vp-of-engineering",
        "--json",
    )
    data = json.loads(ask(capsys, *words, "--max-years", "20", "--max-study", "70", "--time-limit", "60"))
    assert "general-manager" in data["roles"]
    assert data["asked"]["max_years"] == 20
    promoted = json.loads(ask(capsys, "plan", PM, CPO, "--only", "promotion", "--json"))
    assert {step["kind"] for step in promoted["steps"][1:]} == {"promotion"}


def test_limits_that_leave_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The message says which one is to blame."""
    assert "none under max_years=5; relax it" in ask(capsys, "plan", PM, CPO, "--max-years", "5", status=1)
    assert "'lateral'" in ask(capsys, "plan", PM, CPO, "--only", "laterl", status=1)
    assert "k must be at least 1" in ask(capsys, "plan", PM, CPO, "--k", "0", status=1)
