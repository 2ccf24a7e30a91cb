"""Errors say what was wrong and what to try, are what callers already catch, and can be pickled."""

from __future__ import annotations

import copy
import errno
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath import errors
from careerpath.errors import (
    CareerPathError,
    DocumentError,
    Fault,
    InvalidFrameworkError,
    InvalidProfileError,
    InvalidTypeError,
    InvalidValueError,
    MissingFileError,
    NoPlanError,
    SearchLimitError,
    UnknownClockError,
    UnknownCredentialError,
    UnknownIdError,
    UnknownMoveError,
    UnknownRoleError,
    UnknownSkillError,
    did_you_mean,
    require_type,
    similar_to,
)

FAULTS = (Fault("wrong", "roles[0]"), Fault("worse", "roles[1].level", 3, 7))
EXAMPLES = [
    (InvalidValueError("too low"), ValueError, "too low"),
    (InvalidTypeError("a list"), TypeError, "a list"),
    (UnknownIdError("x"), LookupError, "Id 'x' is not in this framework."),
    (UnknownRoleError("x", "Why?"), LookupError, "Role 'x' is not in this framework. Why?"),
    (UnknownSkillError("x"), LookupError, "Skill 'x' is not in this framework."),
    (UnknownCredentialError("x"), LookupError, "Credential 'x' is not in this framework."),
    (UnknownClockError("x"), LookupError, "Experience kind 'x' is not in this framework."),
    (UnknownMoveError("x -> y"), LookupError, "Move 'x -> y' is not in this framework."),
    (InvalidFrameworkError(FAULTS[:1], "my.yaml"), ValueError, "The framework my.yaml has a fault. roles[0]: wrong"),
    (
        DocumentError(FAULTS),
        ValueError,
        "The document has 2 faults:\n- roles[0]: wrong\n- line 3, column 7, roles[1].level: worse",
    ),
    (InvalidProfileError(FAULTS[:1]), ValueError, "The profile has a fault. roles[0]: wrong"),
    (MissingFileError(errno.ENOENT, "There is no file x.", "x"), FileNotFoundError, "There is no file x."),
    (
        SearchLimitError("a", "b", 2.5),
        TimeoutError,
        (
            "No plan from 'a' to 'b' was found within the limits of the search; if there is one, it costs at least 2.5 "
            "in the first objective. Allow more time_limit or max_labels, "
            "or narrow the search with fewer max_moves or with max_years."
        ),
    ),
    (NoPlanError("a", "b", "no moves."), LookupError, "No plan leads from 'a' to 'b': no moves."),
    (
        NoPlanError("a", "b", "closed.", ("a",), {"b": ("sql >= 2", "credential mba")}),
        LookupError,
        "No plan leads from 'a' to 'b': closed.\n- 'b' is closed by: sql >= 2; credential mba",
    ),
]


@pytest.mark.parametrize(("error", "builtin", "sentence"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_every_error(error: CareerPathError, builtin: type[Exception], sentence: str) -> None:
    """One base class, the builtin that callers catch, one clear sentence; pickled and copied it says the same."""
    assert isinstance(error, CareerPathError)
    assert isinstance(error, builtin)
    assert str(error) == sentence
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert str(other) == sentence
        assert other.args == error.args


def test_every_class_has_an_example() -> None:
    """Nobody adds an error without a line above; the bases of the tree are exempt."""
    classes = {
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, CareerPathError) and found is not CareerPathError
    }
    assert classes - {errors.FaultsError} == {type(error) for error, _, _ in EXAMPLES}


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("wrong"), "wrong"),
        (Fault("wrong", "roles[0]"), "roles[0]: wrong"),
        (Fault("wrong", line=3), "line 3: wrong"),
        (Fault("wrong", "roles[0]", 3, 7), "line 3, column 7, roles[0]: wrong"),
    ],
)
def test_a_fault_says_where(fault: Fault, text: str) -> None:
    """Line, column and path come first, as far as they are known."""
    assert str(fault) == text


def test_a_flood_of_faults_is_cut() -> None:
    """Twenty faults are shown; the others are counted and kept."""
    error = DocumentError(tuple(Fault(f"fault {n}") for n in range(23)))
    assert len(error.faults) == 23
    assert str(error).count("\n- ") == 20
    assert str(error).endswith("\n(and 3 more; all are in .faults)")


def test_near_matches_ignore_case_and_separators() -> None:
    """A title typed for an id is found; at most n are named."""
    known = ["product-manager", "product-marketer", "data-analyst"]
    assert similar_to(" Product_Manager ", known) == ("product-manager", "product-marketer")
    assert similar_to("product manager", known, n=1) == ("product-manager",)
    assert similar_to("zzz", known) == ()


@given(known=st.lists(st.text("abc-_ ", min_size=1, max_size=5), unique=True), word=st.text("abc-_ ", max_size=5))
def test_near_matches_are_known_ids(known: list[str], word: str) -> None:
    """Whatever is asked, the suggestions are ids that exist, none twice."""
    similar = similar_to(word, known)
    assert set(similar) <= set(known)
    assert len(similar) == len(set(similar)) <= 2


@given(known=st.lists(st.text("abc-", min_size=1, max_size=5), min_size=1))
def test_an_id_suggests_itself(known: list[str]) -> None:
    """A known id is its own best match, up to case and separators."""
    assert similar_to(known[0].upper(), known)[0].replace("_", "-") == known[0]


def test_the_closing_sentence() -> None:
    """Near matches, or what is known (cut when long), or that nothing is."""
    assert did_you_mean("sgl", ["sql", "python"]) == "Did you mean 'sql'?"
    assert did_you_mean("ab", ["aba", "abb", "zz"]) == "Did you mean 'abb' or 'aba'?"
    assert did_you_mean("x", []) == "None are known."
    assert did_you_mean("x", ["sql"]) == "Known: 'sql'."
    many = did_you_mean("zzzz", [f"skill-{n:02}" for n in range(22)])
    assert many.endswith("'skill-19' and 2 more.")


def test_among_builds_the_error() -> None:
    """The near match is part of the sentence."""
    assert str(UnknownSkillError.among("sgl", ["sql"])) == ("Skill 'sgl' is not in this framework. Did you mean 'sql'?")


def test_a_wrong_type_is_shown_short() -> None:
    """The error says what to pass and what came, without printing all of it."""
    require_type(1, int, "n", "a whole number")
    require_type(1.0, (int, float), "n", "a number")
    with pytest.raises(InvalidTypeError, match=r"^n must be a whole number, got str: 'aaaa") as caught:
        require_type("aaaa " * 100, int, "n", "a whole number")
    assert len(str(caught.value)) < 120
