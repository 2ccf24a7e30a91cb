"""Ids for people's words: the same words in the same spelling are the same thing, and get one id."""

from __future__ import annotations

import re

from careerpath.exchange.sources import Row

_SPOKEN = {"+": " plus ", "#": " sharp ", "&": " and "}


def slug(title: str) -> str:
    """Return the id that a title gets: lower case, with ``-`` between words.

    Examples
    --------
    >>> slug("Product Manager (B2B)"), slug("C++"), slug("R&D")
    ('product-manager-b2b', 'c-plus-plus', 'r-and-d')
    """
    for sign, word in _SPOKEN.items():
        title = title.replace(sign, word)
    return re.sub(r"[\W_]+", "-", title.casefold()).strip("-") or title


class Naming:
    """The ids given so far to the titles of one kind of thing.

    Upper and lower case do not count. Titles that differ but would get the same id get different ones.

    Attributes
    ----------
    titles : dict of str to str
        Title by id.
    apart : list of (str, str)
        Ids of titles that differ in nothing but signs and spaces, and were given different ids.
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.titles: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        self._spellings: dict[tuple[str, str], list[Row]] = {}
        self._slugs: dict[str, str] = {}
        self.apart: list[tuple[str, str]] = []

    def name(self, row: Row, column: str, titled: str) -> str:
        """Return the id of what *row* names in *column*: the cell itself if there is a column *titled*, else a slug."""
        word, title = row.cells[column], row.cells.get(titled)
        found = self._ids.get(word.casefold())
        if found is None:
            found = self._ids[word.casefold()] = self._free(slug(word)) if title is None else word
            self.titles[found] = title or word
            self._by_title.setdefault(self.titles[found].casefold(), found)
        kept = self.titles[found]
        pairs = [(kept, row.untidy.get(column, word))] if title is None else [(found, word), (kept, title or kept)]
        for first, given in pairs:
            if first != given:
                self._spellings.setdefault((first, given), []).append(row)
        return found

    def find(self, word: str) -> str | None:
        """Return the id that *word* stands for: an id, or a title."""
        tidy = " ".join(word.split())
        if tidy in self.titles:
            return tidy
        return self._ids.get(tidy.casefold()) or self._by_title.get(tidy.casefold())

    @property
    def spellings(self) -> list[tuple[str, str, list[Row]]]:
        """The words that are spelled in more than one way: as they are kept, as they were found, and where."""
        return [(first, given, rows) for (first, given), rows in self._spellings.items()]

    def _free(self, wanted: str) -> str:
        """Return *wanted*, or with a number behind it if another title has it already."""
        free, count = wanted, 2
        while free in self.titles:
            free, count = f"{wanted}-{count}", count + 1
        first = self._slugs.setdefault(wanted, free)
        if first != free:
            self.apart.append((first, free))
        return free
