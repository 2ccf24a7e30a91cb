"""Scales are ordered, tolerant of 1-n, and converted only on demand."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.scales import DEFAULT_SCALE, PERCENT, Scale, convert_level

IMPORTANCE = Scale([str(n) for n in range(1, 6)], range(1, 6))
ONET_LEVEL = Scale([str(n) for n in range(8)])


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Scales with two or more positions."""
    positions = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=6)))
    return Scale([f"at {position}" for position in positions], positions)


@pytest.mark.parametrize(("scale", "level", "percent"), [(IMPORTANCE, 3, 50.0), (ONET_LEVEL, 5, 71.43)])
def test_published_standardised_ratings(scale: Scale, level: float, percent: float) -> None:
    """G6: O*NET importance 3 on 1-5 is 50, level 5 on 0-7 is 71.43."""
    assert round(scale.standardise(level), 2) == percent


def test_the_default_scale() -> None:
    """None to expert, 0 to 4."""
    assert dict(zip(DEFAULT_SCALE.labels, DEFAULT_SCALE.positions, strict=True)) == {
        "none": 0,
        "awareness": 1,
        "working": 2,
        "practitioner": 3,
        "expert": 4,
    }
    assert repr(DEFAULT_SCALE) == "Scale(none=0 < awareness=1 < working=2 < practitioner=3 < expert=4)"


@given(scale=scales(), other=scales(), share=st.floats(0, 1))
def test_conversion_goes_there_and_back(scale: Scale, other: Scale, share: float) -> None:
    """Ends meet ends, and converting back restores the level."""
    level = min(scale.top, scale.bottom + share * (scale.top - scale.bottom))
    there = convert_level(level, source=scale, target=other)
    assert convert_level(scale.bottom, source=scale, target=other) == other.bottom
    assert convert_level(scale.top, source=scale, target=other) == pytest.approx(other.top)
    assume(other.bottom <= there <= other.top)
    assert convert_level(there, source=other, target=scale) == pytest.approx(level)


@given(scale=scales())
def test_labels_and_positions_are_inverse(scale: Scale) -> None:
    """Each label leads to its position and back, whatever its case; bottom and top are the ends."""
    for label, position in zip(scale.labels, scale.positions, strict=True):
        assert scale.position(label.upper()) == position
        assert scale.label(position) == label
        assert scale.label(position + 0.5) == label
    assert (scale.bottom, scale.top) == (min(scale.positions), max(scale.positions))


def test_below_the_first_position_is_none() -> None:
    """A 1-n scale accepts 0 and calls it none."""
    assert IMPORTANCE.label(0) == "none"


def test_a_table_replaces_the_rule() -> None:
    """An explicit table is used as it stands."""
    table = {1.0: 0.0, 3.0: 4.0}
    assert convert_level(3, source=IMPORTANCE, target=DEFAULT_SCALE, table=table) == 4
    with pytest.raises(InvalidValueError, match=r"no entry for level 2; it has \[1\.0, 3\.0\]"):
        convert_level(2, source=IMPORTANCE, target=DEFAULT_SCALE, table=table)


def test_what_cannot_be_converted() -> None:
    """Levels off the scale, and scales with a single position."""
    with pytest.raises(InvalidValueError, match="Level 0 is off the scale 1 to 5"):
        convert_level(0, source=IMPORTANCE, target=PERCENT)
    with pytest.raises(InvalidValueError, match="single position"):
        convert_level(1, source=Scale(["yes"], [1]), target=PERCENT)
    with pytest.raises(InvalidTypeError, match="A level must be a number"):
        convert_level("2", source=IMPORTANCE, target=PERCENT)  # type: ignore[arg-type]


@given(scale=scales())
def test_equal_scales_are_one(scale: Scale) -> None:
    """Equality, hash and pickling go by labels and positions."""
    same = Scale(scale.labels, scale.positions)
    assert same == scale
    assert hash(same) == hash(scale)
    assert pickle.loads(pickle.dumps(scale)) == scale
    assert scale != Scale([*scale.labels, "beyond"], [*scale.positions, 21])


@pytest.mark.parametrize(
    ("arguments", "error", "sentence"),
    [
        (("abc",), InvalidTypeError, "Scale labels must be a sequence, got str 'abc'"),
        ((3,), InvalidTypeError, "Scale labels must be a sequence, got int 3"),
        ((["a", "b"], 3), InvalidTypeError, "Scale positions must be a sequence, got int 3"),
        (([],), InvalidValueError, "at least one label"),
        (([1, 2],), InvalidTypeError, "A scale label must be text"),
        ((["", "a"],), InvalidValueError, "A scale label must not be blank"),
        ((["Good", "good"],), InvalidValueError, "labels must differ"),
        ((["a", "b"], [1, 1]), InvalidValueError, "one rising position per label"),
        ((["a", "b"], [2, 1]), InvalidValueError, "one rising position per label"),
        ((["a", "b"], [1]), InvalidValueError, "one rising position per label"),
        ((["a", "b"], [0, float("nan")]), InvalidValueError, "A scale position must be a finite number"),
        ((["a", "b"], [0, float("inf")]), InvalidValueError, "A scale position must be a finite number"),
        ((["a", "b"], [-1, 1]), InvalidValueError, "A scale position must be a finite number >= 0"),
        ((["a", "b"], [False, True]), InvalidTypeError, "A scale position must be a number"),
        ((["a"],), InvalidValueError, "needs a level above 0"),
    ],
)
def test_an_invalid_scale_cannot_exist(arguments: tuple[Any, ...], error: type[Exception], sentence: str) -> None:
    """Each fault has its sentence."""
    with pytest.raises(error, match=sentence):
        Scale(*arguments)


def test_an_unknown_label_names_the_near_match() -> None:
    """A typo is answered with the label that was meant; a number is no label."""
    with pytest.raises(InvalidValueError, match=r"'experd' is not on this scale\. Did you mean 'expert'\?"):
        DEFAULT_SCALE.position("experd")
    with pytest.raises(InvalidTypeError, match="A level must be text"):
        DEFAULT_SCALE.position(2)  # type: ignore[arg-type]
