"""Profiles are ordered by their holdings, and never change."""

from __future__ import annotations

import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import InvalidTypeError, InvalidValueError
from careerpath.profiles import Profile
from strategies import profile_pairs, profiles


@given(one=profiles(), two=profiles(), three=profiles())
def test_holdings_are_partially_ordered(one: Profile, two: Profile, three: Profile) -> None:
    """``<=`` is reflexive and transitive; ``<`` is ``<=`` without the way back; ``>=`` and ``>`` mirror them."""
    assert one <= one  # noqa: PLR0124 - reflexive
    assert not one < one  # noqa: PLR0124 - irreflexive
    if one <= two <= three:
        assert one <= three
    assert (one < two) == (one <= two and not two <= one)
    assert (one >= two) == (two <= one)
    assert (one > two) == (two < one)


@given(one=profiles(), two=profiles(), three=profiles())
def test_the_union_is_the_least_upper_bound(one: Profile, two: Profile, three: Profile) -> None:
    """``a | b`` holds what either holds, and nothing that somebody above both would lack."""
    union = one | two
    assert one <= union
    assert two <= union
    if one <= three and two <= three:
        assert union <= three
    assert (union <= three) == (one <= three and two <= three)


@given(one=profiles(), two=profiles(), three=profiles())
def test_the_union_is_a_join(one: Profile, two: Profile, three: Profile) -> None:
    """Idempotent and associative; commutative in holdings, while role and time are those of the left."""
    assert one | one == one
    assert (one | two) | three == one | (two | three)
    assert (one | two).at(None) == (two | one).at(None)
    assert ((one | two).role, (one | two).years_in_role) == (one.role, one.years_in_role)


@given(pair=profile_pairs())
def test_the_order_says_which_union_is_new(pair: tuple[Profile, Profile]) -> None:
    """``a <= b`` exactly when b gains no holding from a."""
    less, more = pair
    assert less <= more
    assert more | less == more


def test_unknown_counts_as_zero_and_stays_unknown() -> None:
    """Not mentioned and 0 are alike in the order, and different profiles all the same."""
    unknown, none = Profile(), Profile(skills={"sql": 0}, years={"product": 0})
    assert unknown <= none <= unknown
    assert unknown != none
    assert (unknown | none).skills == {"sql": 0}


@given(profile=profiles(), more=profiles())
def test_gaining_never_loses(profile: Profile, more: Profile) -> None:
    """Skills rise to the level given, years add up, credentials are kept; nothing else changes."""
    after = profile.gaining(skills=more.skills, years=more.years, credentials=more.credentials)
    assert profile <= after
    assert after.skills == (profile | more).skills
    assert after.credentials == profile.credentials | more.credentials
    for clock in (*profile.years, *more.years):
        assert after.years[clock] == profile.years.get(clock, 0) + more.years.get(clock, 0)
    assert (after.role, after.years_in_role) == (profile.role, profile.years_in_role)
    assert profile.gaining() == profile


@given(profile=profiles(), years=st.floats(0, 50))
def test_a_person_can_be_placed(profile: Profile, years: float) -> None:
    """``at`` changes the role and the time in it, and no holding."""
    placed = profile.at("cpo", years=years)
    assert (placed.role, placed.years_in_role) == ("cpo", years)
    assert placed <= profile <= placed
    assert placed.at(None).role is None


@given(profile=profiles())
def test_profiles_are_values(profile: Profile) -> None:
    """Equal content, equal object, equal hash; pickling keeps it, and the repr builds it again."""
    same = Profile(
        dict(reversed(profile.skills.items())),
        dict(reversed(profile.years.items())),
        sorted(profile.credentials),
        profile.role,
        profile.years_in_role,
    )
    assert same == profile
    assert hash(same) == hash(profile)
    assert pickle.loads(pickle.dumps(profile)) == profile
    assert eval(repr(profile), {"Profile": Profile}) == profile  # noqa: S307


def test_the_repr_leaves_defaults_out() -> None:
    """Only what was given is shown; credentials in sorted order."""
    assert repr(Profile()) == "Profile()"
    full = Profile({"sql": 2}, {"product": 1.5}, {"mba", "cert"}, "pm", 2)
    assert repr(full) == (
        "Profile(skills={'sql': 2.0}, years={'product': 1.5}, credentials={'cert', 'mba'}, role='pm', years_in_role=2)"
    )


@pytest.mark.parametrize("other", [1, "pm", None])
def test_only_profiles_are_compared(other: object) -> None:
    """Anything else is an ordinary TypeError, not a silent False."""
    for compare in (
        lambda: Profile() <= other,
        lambda: Profile() < other,
        lambda: Profile() | other,
    ):
        with pytest.raises(TypeError, match=r"not supported|unsupported"):
            compare()


@pytest.mark.parametrize(
    ("given_", "error", "sentence"),
    [
        ({"skills": {"sql": -1}}, InvalidValueError, "skills['sql'] must be a finite number >= 0"),
        ({"skills": {"sql": math.nan}}, InvalidValueError, "skills['sql'] must be a finite number >= 0"),
        ({"years": {"product": math.inf}}, InvalidValueError, "years['product'] must be a finite number >= 0"),
        ({"years": {"product": True}}, InvalidTypeError, "years['product'] must be a number"),
        ({"skills": {"": 1}}, InvalidValueError, "Each id in Profile.skills must not be blank"),
        ({"skills": ["sql"]}, InvalidTypeError, "skills must be a mapping from id to number"),
        ({"credentials": "mba"}, InvalidTypeError, "credentials must be a collection of texts"),
        ({"credentials": [3]}, InvalidTypeError, "credentials must be text"),
        ({"role": ""}, InvalidValueError, "role must not be blank"),
        ({"role": 3}, InvalidTypeError, "role must be text"),
        ({"role": "pm", "years_in_role": -1}, InvalidValueError, "years_in_role must be a finite number >= 0"),
        ({"years_in_role": 1}, InvalidValueError, "years_in_role needs a role"),
    ],
)
def test_an_invalid_profile_cannot_exist(given_: dict[str, Any], error: type[Exception], sentence: str) -> None:
    """Each fault has its sentence."""
    with pytest.raises(error) as caught:
        Profile(**given_)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("gained", "error"),
    [
        ({"skills": {"sql": -1}}, InvalidValueError),
        ({"years": {"product": -1}}, InvalidValueError),
        ({"credentials": "mba"}, InvalidTypeError),
        ({"skills": 3}, InvalidTypeError),
    ],
)
def test_nothing_can_be_lost_by_gaining(gained: dict[str, Any], error: type[Exception]) -> None:
    """Gains are checked like holdings."""
    with pytest.raises(error):
        Profile(years={"product": 2}).gaining(**gained)
