"""In which row of a map a role stands: its level, or what its moves say where the level is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.graph import CareerGraph

FEWEST_PER_ROW = 12
"""A row is never split while it holds no more roles than this."""

ALMOST_FREE = 1e-6
"""How strongly heights are held near 0, so that they are determined; next to nothing against the moves."""


def rows_of(graph: CareerGraph) -> list[list[str]]:
    """Return the role ids row by row, the lowest level first, each row sorted by family, track and id.

    One level makes one row; a level with very many roles is split into several rows of its own. A
    role without level stands next to the roles that it comes from and leads to; where none of
    them has a level either, its depth along the moves and reporting lines decides.

    Examples
    --------
    >>> from careerpath.roles import Move, Role
    >>> rows_of(CareerGraph([Role("cpo"), Role("pm", level=7), Role("vp", level=12)], [Move("vp", "cpo")]))
    [['pm'], ['vp'], ['cpo']]
    """
    ranks = _ranks(graph)
    rows: dict[int, list[str]] = {}
    for role in sorted(graph.roles.values(), key=lambda role: (role.family, role.track, role.id)):
        rows.setdefault(ranks[role.id], []).append(role.id)
    most = max(FEWEST_PER_ROW, len(graph.roles) // 4)
    return [part for rank in sorted(rows) for part in _split(rows[rank], most)]


def _split(row: list[str], most: int) -> Iterable[list[str]]:
    """Cut a row into equal parts of at most *most* roles."""
    parts = -(-len(row) // most)
    size = -(-len(row) // parts)
    return (row[start : start + size] for start in range(0, len(row), size))


def _ranks(graph: CareerGraph) -> dict[str, int]:
    """Return the number of each level from below, and find a number for the roles that have none."""
    levels = sorted({role.level for role in graph.roles.values() if role.level is not None})
    rank_of = {level: rank for rank, level in enumerate(levels)}
    ranks = {role.id: rank_of[role.level] for role in graph.roles.values() if role.level is not None}
    below, above = _neighbours(graph)
    waiting = sorted(graph.roles.keys() - ranks.keys())
    while waiting:  # from the roles with a level outwards, one step of the moves at a time
        guesses: dict[str, int] = {}
        for role in waiting:
            votes = [ranks[other] + 1 for other in below[role] if other in ranks]
            votes += [ranks[other] - 1 for other in above[role] if other in ranks]
            if votes:
                guesses[role] = round(sum(votes) / len(votes))
        if not guesses:
            break
        ranks |= guesses
        waiting = [role for role in waiting if role not in guesses]
    return ranks | _depths(waiting, above)


def _neighbours(graph: CareerGraph) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return, for every role, the roles that lead to it and those that it leads or reports to."""
    below: dict[str, list[str]] = {role: [] for role in graph.roles}
    above: dict[str, list[str]] = {role: [] for role in graph.roles}
    pairs = {*graph.moves, *((role.id, role.reports_to) for role in graph.roles.values() if role.reports_to)}
    for source, target in sorted(pairs):
        below[target].append(source)
        above[source].append(target)
    return below, above


def _depths(roles: list[str], above: dict[str, list[str]]) -> dict[str, int]:
    """Return the longest way up to each role, along the moves that lead upwards on the whole.

    Roles that nothing leads to stand just below the first role that they lead to.
    """
    height = _heights(roles, above)
    rising = {role: [other for other in above[role] if height[other] > height[role]] for role in roles}
    order = sorted(roles, key=lambda role: (height[role], role))
    depth = dict.fromkeys(roles, 0)
    for role in order:
        for other in rising[role]:
            depth[other] = max(depth[other], depth[role] + 1)
    for role in order:
        if rising[role] and not depth[role]:
            depth[role] = min(depth[other] for other in rising[role]) - 1
    return depth


def _heights(roles: list[str], above: dict[str, list[str]]) -> dict[str, float]:
    """Return a height for each role such that moves rise by 1 as nearly as they can; moves both ways cancel out.

    References
    ----------
    R. S. MacKay, S. Johnson and B. Sansom (2020), How directed is a directed network?, Royal
    Society Open Science 7: 201138, doi:10.1098/rsos.201138.
    """
    if not roles:
        return {}
    import numpy as np
    from scipy.sparse import csc_matrix
    from scipy.sparse.linalg import spsolve

    number = {role: at for at, role in enumerate(roles)}
    pairs = [(number[role], number[other]) for role in roles for other in above[role]]
    low, high = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    size = len(roles)
    every = np.arange(size, dtype=np.int32)
    ins, outs = np.bincount(high, minlength=size), np.bincount(low, minlength=size)
    values = np.concatenate([ins + outs + ALMOST_FREE, -np.ones(2 * len(low))])
    places = np.concatenate([every, low, high]), np.concatenate([every, high, low])
    heights = np.atleast_1d(spsolve(csc_matrix((values, places), shape=(size, size)), (ins - outs).astype(float)))
    return dict(zip(roles, heights.round(6).tolist(), strict=True))
