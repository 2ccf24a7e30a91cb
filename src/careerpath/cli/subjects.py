"""Whom and what a command line speaks of: the framework, the roles by id or title, the person."""

from __future__ import annotations

from careerpath.errors import InvalidValueError, UnknownRoleError, similar_to
from careerpath.graph import CareerGraph, Who

MOST_GUESSES = 3


def framework_of(path: str | None) -> CareerGraph:
    """Return the framework in the file at *path*, or the built-in ladder."""
    if path is None:
        from careerpath.datasets import load_product_ladder

        return load_product_ladder()
    from careerpath.exchange import read_framework

    return read_framework(path)


def role_of(graph: CareerGraph, word: str) -> str:
    """Return the id of the role that *word* names: by its id, its title or another title of it.

    Raises
    ------
    UnknownRoleError
        If no role has that name; near matches are named.
    InvalidValueError
        If several roles have that title.

    Examples
    --------
    >>> from careerpath import CareerGraph, Role
    >>> graph = CareerGraph([Role("pm", "Product Manager"), Role("cpo", "Chief Product Officer")])
    >>> role_of(graph, "product manager")
    'pm'
    """
    if word in graph.roles:
        return word
    asked = _folded(word)
    # The first kind of name that fits decides: a title is stronger than another role's alternate title.
    for names in ((lambda role: [role.title]), (lambda role: role.alternate_titles), (lambda role: [role.id])):
        found = [role.id for role in graph.roles.values() if asked in map(_folded, names(role))]
        if len(found) > 1:
            options = ", ".join(map(repr, found))
            raise InvalidValueError(f"Several roles are called {word!r}: {options}. Name one of them by its id.")
        if found:
            return found[0]
    near = similar_to(word, graph.roles) or [
        role.id for role in graph.roles.values() if asked and asked in _folded(role.title)
    ]
    guess = f"Did you mean {' or '.join(map(repr, near[:MOST_GUESSES]))}?"
    raise UnknownRoleError(word, guess if near else "'careerpath roles' lists them.")


def person_of(graph: CareerGraph, word: str | None, profile: str | None) -> Who:
    """Return who is meant: the holder of the role that *word* names, or the person in a profile document.

    Of *word* and *profile* exactly one is given.
    """
    if profile is None:
        return role_of(graph, str(word))
    from careerpath.exchange import read_profile

    return read_profile(profile, graph=graph)


def started(graph: CareerGraph, who: Who, start: str | None, profile: str | None) -> tuple[Who, str | None]:
    """Return the person and the role to start in, as `find_plan` takes them.

    Raises
    ------
    InvalidValueError
        If the person has no role and none is given.
    """
    if start is not None:
        return who, start if start == "any" else role_of(graph, start)
    if not isinstance(who, str) and who.role is None:
        raise InvalidValueError(
            f"The profile {profile} has no role to start from. Add 'role: ...' to it, or pass --start ROLE, "
            "or --start any to try every role that this person is eligible for today."
        )
    return who, None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
