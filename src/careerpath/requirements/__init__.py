"""What a role can ask: one frozen class per kind, all of them monotone (having more never hurts).

Every kind answers four questions, and nothing else in the library asks which kind it is: how far it
is covered (:meth:`Requirement.coverage`), which atoms it names (:meth:`Requirement.atoms`), what it
breaks down into (:meth:`Requirement.branches`), and what a canonical holder would have
(:meth:`Requirement.fulfil`).
"""

from careerpath.requirements.atoms import Atom, Experience, HasCredential, SkillLevel
from careerpath.requirements.base import BELOW_ONE, MAX_DEPTH, TOLERANCE, Noun, Requirement, weighted_mean
from careerpath.requirements.combination import Combination
from careerpath.requirements.trees import AllOf, AnyOf, AtLeast

__all__ = [
    "BELOW_ONE",
    "MAX_DEPTH",
    "TOLERANCE",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Atom",
    "Combination",
    "Experience",
    "HasCredential",
    "Noun",
    "Requirement",
    "SkillLevel",
    "weighted_mean",
]
