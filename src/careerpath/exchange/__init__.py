"""The gates: frameworks, profiles and tables, read and written."""

from careerpath.exchange.frameworks import read_framework, write_framework
from careerpath.exchange.profiles import read_profile, write_profile
from careerpath.exchange.tables import read_tables

__all__ = ["read_framework", "read_profile", "read_tables", "write_framework", "write_profile"]
