"""The caller's own objectives as the search sees them: prices per move, per learning and per year."""

from __future__ import annotations

from careerpath.planning.objectives import Objective
from careerpath.planning.places import Edge
from careerpath.planning.space import Space
from careerpath.planning.steps import Learning
from careerpath.planning.target import Target
from careerpath.profiles import Profile


class Own:
    """One of the caller's objectives, priced for one target and one person.

    Parameters
    ----------
    objective : Objective
        The objective.
    target : Target
        The way back from the target; every price on it is asked for once, so that a bad one is found now.
    profile : Profile
        The person, whose levels decide where learning starts.
    """

    def __init__(self, objective: Objective, target: Target, profile: Profile) -> None:
        space = target.space
        self._objective = objective
        self._space = space
        self._profile = profile
        self._rates = tuple(
            objective.of_year(role) if edges else 0.0
            for role, edges in zip(space.graph.roles.values(), target.edges, strict=True)
        )
        self._moves = {id(edge): objective.of_move(edge.move) for edges in target.edges for edge in edges}
        self._fees: dict[tuple[int, int], float] = {}
        self._table = target.cheapest(lambda row, edge: self._moves[id(edge)] + self._rates[row] * edge.years)

    def cost(self, role: int, edge: Edge, stay: float, have: int, bits: int) -> float:
        """Return the cost of a stay, of learning *bits* on top of *have*, and of the move after it."""
        cost = self._moves[id(edge)] + self._rates[role] * stay
        if bits and self._objective.per_learning is not None:
            key = have, bits
            if key not in self._fees:
                items = learnings(self._space, self._profile, have, bits)
                self._fees[key] = sum(self._objective.of_learning(item) for item in items)
            cost += self._fees[key]
        return cost

    def ahead(self, left: int, row: int, since: float) -> float:
        """Return a cost below which the target cannot be reached within *left* moves, *since* years already served."""
        return max(0.0, self._table[left][row] - self._rates[row] * since)


def learnings(space: Space, profile: Profile, have: int, bits: int) -> list[Learning]:
    """Return what learning *bits* on top of *have* means for *profile*, item by item."""
    held, _ = space.gains(have)
    skills, credentials = space.gains(bits)
    found = []
    for skill, level in skills.items():
        start = max(held.get(skill, 0.0), min(profile.skills.get(skill, 0.0), level))
        per_level = space.graph.skills[skill].months_per_level or 0.0
        found.append(Learning("skill", skill, start, level, round((level - start) * per_level, 9)))
    months = {credential: space.graph.credentials[credential].months or 0.0 for credential in credentials}
    return found + [Learning("credential", credential, 0.0, 1.0, cost) for credential, cost in months.items()]
