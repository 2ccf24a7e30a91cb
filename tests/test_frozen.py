"""Mappings that stay as they were."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.frozen import FrozenMap

maps = st.dictionaries(st.text(max_size=3), st.integers(0, 3), max_size=4)


@given(plain=maps)
def test_it_equals_the_dict_that_it_is(plain: dict[str, int]) -> None:
    """Equality, order, length, repr and membership are those of the dict."""
    frozen = FrozenMap(plain)
    assert frozen == plain
    assert list(frozen) == list(plain)
    assert repr(frozen) == repr(plain)
    assert {**frozen} == plain


@given(plain=maps)
def test_the_hash_ignores_order(plain: dict[str, int]) -> None:
    """Equal maps have equal hashes, in whatever order they were built."""
    assert hash(FrozenMap(plain)) == hash(FrozenMap(reversed(plain.items())))


@given(plain=maps)
def test_it_survives_pickling_and_copying(plain: dict[str, int]) -> None:
    """A pickled or copied map is a frozen map with the same content."""
    frozen = FrozenMap(plain)
    for other in (pickle.loads(pickle.dumps(frozen)), copy.copy(frozen), copy.deepcopy(frozen)):
        assert other == frozen
        assert type(other) is FrozenMap


def test_an_unhashable_value_has_no_hash() -> None:
    """The hash needs hashable values."""
    with pytest.raises(TypeError):
        hash(FrozenMap(a=[]))


def test_a_union_is_a_new_mapping() -> None:
    """``|`` leaves both sides alone."""
    frozen = FrozenMap(a=1)
    assert frozen | {"b": 2} == {"a": 1, "b": 2}
    assert frozen == {"a": 1}


def _set(mapping: Any) -> None:
    mapping["a"] = 2


def _delete(mapping: Any) -> None:
    del mapping["a"]


def _update_in_place(mapping: Any) -> None:
    mapping |= {"a": 2}


@pytest.mark.parametrize(
    "change",
    [
        _set,
        _delete,
        _update_in_place,
        lambda mapping: mapping.clear(),
        lambda mapping: mapping.pop("a"),
        lambda mapping: mapping.popitem(),
        lambda mapping: mapping.setdefault("b", 1),
        lambda mapping: mapping.update(a=2),
    ],
)
def test_nothing_changes_it(change: Callable[[Any], object]) -> None:
    """Every way of changing a dict is closed, and the error says what to do."""
    frozen = FrozenMap(a=1)
    with pytest.raises(TypeError, match="read-only; build a new one"):
        change(frozen)
    assert frozen == {"a": 1}
