"""The mirror: how far is this profile from that role, and what are the minimal ways to get there?"""

from careerpath.gaps.bands import DEFAULT_BANDS, ReadinessBands
from careerpath.gaps.gap import Gap, GapRow, assess, title_of
from careerpath.gaps.tree import Judgement
from careerpath.gaps.ways import Way, ways_to_meet

__all__ = ["DEFAULT_BANDS", "Gap", "GapRow", "Judgement", "ReadinessBands", "Way", "assess", "title_of", "ways_to_meet"]
