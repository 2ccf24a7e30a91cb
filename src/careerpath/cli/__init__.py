"""The same answers from a shell: ``careerpath roles | show | gap | plan | map``."""

from careerpath.cli.run import main

__all__ = ["main"]
