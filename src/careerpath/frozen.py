"""How mappings stay as they were: a read-only dict that hashes, pickles and keeps its order."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(dict[K, V]):
    """A dict that cannot be changed after it was built.

    Looking a key up is as fast as in a dict, because it is one; equality ignores order, as it
    does there. The hash needs hashable values.

    Examples
    --------
    >>> levels = FrozenMap({"sql": 2.0})
    >>> levels["sql"], hash(levels) == hash(FrozenMap(sql=2.0))
    (2.0, True)
    >>> levels["sql"] = 3.0
    Traceback (most recent call last):
        ...
    TypeError: this mapping is read-only; build a new one, for example with {**old, key: value}
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a hash that does not depend on the order of the keys."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenMap[K, V]], tuple[dict[K, V]]]:
        """Pickle through a plain dict, because item assignment is closed."""
        return FrozenMap, (dict(self),)

    def __repr__(self) -> str:
        """Show it as the dict that it is."""
        return dict.__repr__(self)

    def _closed(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("this mapping is read-only; build a new one, for example with {**old, key: value}")

    __setitem__ = __delitem__ = __ior__ = _closed
    clear = pop = popitem = setdefault = update = _closed
