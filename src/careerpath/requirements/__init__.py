"""What a role can ask: one frozen class per kind, all of them monotone (having more never hurts).

Every kind answers four questions, and nothing else in the library asks which kind it is: how far it
is covered (:meth:`Requirement.coverage`), which atoms it names (:meth:`Requirement.atoms`), what it
breaks down into (:meth:`Requirement.branches`), and what a canonical holder would have
(:meth:`Requirement.fulfil`).
"""

from careerpath.requirements.atoms import Atom, AtomKind, Experience, HasCredential, SkillLevel
from careerpath.requirements.base import MAX_DEPTH, TOLERANCE, Requirement, weighted_mean
from careerpath.requirements.combination import Combination
from careerpath.requirements.trees import AllOf, AnyOf, AtLeast

__all__ = [
    "MAX_DEPTH",
    "TOLERANCE",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Atom",
    "AtomKind",
    "Combination",
    "Experience",
    "HasCredential",
    "Requirement",
    "SkillLevel",
    "weighted_mean",
]
