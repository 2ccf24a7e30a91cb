"""Data that come with the library, ready to use."""

from careerpath.datasets.ladder import load_product_ladder

__all__ = ["load_product_ladder"]
