"""The mirror: how far is this profile from that role, and what are the minimal ways to get there?"""

from careerpath.gaps.bands import DEFAULT_BANDS, ReadinessBands
from careerpath.gaps.gap import Gap, GapRow, assess
from careerpath.gaps.tree import Judgement
from careerpath.gaps.ways import Way, least_effort, ways_to_meet
from careerpath.gaps.wording import WIDTH, atom_text, level_text, title_of, wrapped

__all__ = [
    "DEFAULT_BANDS",
    "WIDTH",
    "Gap",
    "GapRow",
    "Judgement",
    "ReadinessBands",
    "Way",
    "assess",
    "atom_text",
    "least_effort",
    "level_text",
    "title_of",
    "ways_to_meet",
    "wrapped",
]
