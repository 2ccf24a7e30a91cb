"""``python -m careerpath``: the command line without its script."""

import sys

from careerpath.cli import main

if __name__ == "__main__":
    sys.exit(main())
