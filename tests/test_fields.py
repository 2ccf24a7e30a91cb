"""What the fields of our classes accept, and what they say otherwise."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath import fields
from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.frozen import FrozenMap


@attrs.frozen
class Thing:
    """One field of each sort."""

    id: str = attrs.field(default="thing", validator=fields.is_text())
    size: float = attrs.field(default=0.0, converter=fields.to_number, validator=fields.is_number())
    above: float = attrs.field(default=1.0, converter=fields.to_number, validator=fields.is_number(above=True))
    note: str = attrs.field(default="", validator=fields.is_text(empty=True))
    maybe: float | None = attrs.field(
        default=None, converter=fields.to_optional_number, validator=attrs.validators.optional(fields.is_number())
    )
    names: tuple[str, ...] = attrs.field(default=(), converter=fields.to_tuple, validator=fields.are_texts)
    ids: frozenset[str] = attrs.field(default=(), converter=fields.to_frozenset, validator=fields.are_texts)
    amounts: FrozenMap[str, float] = attrs.field(
        factory=FrozenMap, converter=fields.to_amounts, validator=fields.are_amounts
    )
    texts: FrozenMap[str, str] = attrs.field(
        factory=FrozenMap, converter=fields.to_texts, validator=fields.are_named_texts
    )
    flag: bool = attrs.field(default=False, validator=fields.is_instance(bool, "True or False"))


@given(value=st.floats(0, allow_infinity=False) | st.integers(0, 10**9) | st.fractions(0))
def test_anything_numeric_becomes_a_float(value: float | Fraction) -> None:
    """Integers, fractions and numpy numbers are numbers."""
    assert fields.as_number(value, "n") == float(value)
    assert type(Thing(size=value).size) is float


def test_numpy_numbers_and_minus_zero() -> None:
    """Numpy scalars pass; -0.0 becomes 0.0, so that equal things print alike."""
    assert type(Thing(size=np.float32(2)).size) is float
    assert type(Thing(maybe=np.int64(2)).maybe) is float
    assert math.copysign(1, Thing(size=-0.0).size) == 1
    assert math.copysign(1, fields.as_number(-0.0, "n")) == 1


@pytest.mark.parametrize(
    ("given_", "error", "sentence"),
    [
        ({"size": -1}, InvalidValueError, "Thing 'thing': size must be a finite number >= 0, got -1.0."),
        ({"size": math.nan}, InvalidValueError, "Thing 'thing': size must be a finite number >= 0, got nan."),
        ({"size": math.inf}, InvalidValueError, "Thing 'thing': size must be a finite number >= 0, got inf."),
        ({"size": True}, InvalidTypeError, "Thing 'thing': size must be a number, got bool True."),
        ({"size": "2"}, InvalidTypeError, "Thing 'thing': size must be a number, got str '2'."),
        ({"size": None}, InvalidTypeError, "Thing 'thing': size must be a number, got NoneType None."),
        ({"above": 0}, InvalidValueError, "Thing 'thing': above must be a finite number above 0, got 0.0."),
        ({"maybe": -2}, InvalidValueError, "Thing 'thing': maybe must be a finite number >= 0, got -2.0."),
        ({"maybe": "2"}, InvalidTypeError, "Thing 'thing': maybe must be a number, got str '2'."),
        ({"id": 3}, InvalidTypeError, "Thing.id must be text, got int 3."),
        ({"id": ""}, InvalidValueError, "Thing.id must not be blank or begin or end with white space, got ''."),
        ({"id": " a"}, InvalidValueError, "Thing.id must not be blank or begin or end with white space, got ' a'."),
        ({"note": None}, InvalidTypeError, "Thing 'thing': note must be text, got NoneType None."),
        ({"names": "abc"}, InvalidTypeError, "Thing 'thing': names must be a collection of texts, got str 'abc'."),
        ({"names": 3}, InvalidTypeError, "Thing 'thing': names must be a collection of texts, got int 3."),
        ({"names": [1]}, InvalidTypeError, "Each of Thing 'thing': names must be text, got int 1."),
        ({"ids": "abc"}, InvalidTypeError, "Thing 'thing': ids must be a collection of texts, got str 'abc'."),
        ({"ids": 3}, InvalidTypeError, "Thing 'thing': ids must be a collection of texts, got int 3."),
        ({"ids": [[]]}, InvalidTypeError, "Thing 'thing': ids must be a collection of texts, got list [[]]."),
        ({"ids": {" "}}, InvalidValueError, "Each of Thing 'thing': ids must not be blank"),
        ({"amounts": [("a", 1)]}, InvalidTypeError, "Thing 'thing': amounts must be a mapping from id to number"),
        ({"amounts": {"a": -1}}, InvalidValueError, "Thing 'thing': amounts['a'] must be a finite number >= 0"),
        ({"amounts": {"a": False}}, InvalidTypeError, "Thing 'thing': amounts['a'] must be a number, got bool False."),
        ({"amounts": {1: 1}}, InvalidTypeError, "Each id in Thing 'thing': amounts must be text, got int 1."),
        ({"size": np.array([1, 2])}, InvalidTypeError, "Thing 'thing': size must be a single number, got ndarray"),
        ({"size": 10**400}, InvalidValueError, "Thing 'thing': size must be a finite number >= 0, got inf."),
        ({"size": -(10**400)}, InvalidValueError, "Thing 'thing': size must be a finite number >= 0, got -inf."),
        ({"texts": 3}, InvalidTypeError, "Thing 'thing': texts must be a mapping from key to text, got int 3."),
        ({"texts": {"a": 1}}, InvalidTypeError, "Thing 'thing': texts['a'] must be text, got int 1."),
        ({"texts": {" ": "a"}}, InvalidValueError, "Each key in Thing 'thing': texts must not be blank"),
        ({"flag": 1}, InvalidTypeError, "Thing 'thing': flag must be True or False, got int 1."),
    ],
)
def test_the_field_is_named(given_: dict[str, Any], error: type[Exception], sentence: str) -> None:
    """The error names the class, the id of the object, the field, what is allowed and what came."""
    with pytest.raises(error) as caught:
        Thing(**given_)
    assert str(caught.value).startswith(sentence)


def test_bounds_of_a_number() -> None:
    """The bound is part of the sentence; without a bound any finite number will do."""
    assert fields.as_number(-3, "n", low=-math.inf) == -3
    with pytest.raises(InvalidValueError, match=r"n must be a finite number, got inf\."):
        fields.as_number(math.inf, "n", low=-math.inf)
    with pytest.raises(InvalidValueError, match=r"n must be a finite number >= 0, got 1000"):
        fields.as_number(10**400, "n")
    with pytest.raises(InvalidValueError, match=r"n must be a finite number >= 1, got 0\.5\."):
        fields.as_number(0.5, "n", low=1)


def test_what_is_given_is_not_kept() -> None:
    """Changing a list or dict later changes nothing inside."""
    names, amounts = ["a"], {"a": 1}
    thing = Thing(names=names, amounts=amounts, ids=names)
    names.append("b")
    amounts["a"] = 2
    assert (thing.names, thing.amounts, thing.ids) == (("a",), {"a": 1.0}, {"a"})


def test_sets_are_sorted() -> None:
    """A set has no order of its own, so it gets one that is the same in every run."""
    assert Thing(names={"b", "c", "a"}).names == ("a", "b", "c")
    assert Thing(names=iter(["b", "a"])).names == ("b", "a")
    assert Thing(texts={"a": ""}).texts == {"a": ""}


def test_an_owner_without_id_is_named_by_its_class() -> None:
    """Classes without id are named by class and field."""

    @attrs.frozen
    class Bare:
        size: float = attrs.field(validator=fields.is_number())

    with pytest.raises(InvalidValueError, match=r"^Bare\.size must be"):
        Bare(-1)
