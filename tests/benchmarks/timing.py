"""Interleaved timing: candidates take turns in one process, so that a change of the machine's speed hits all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def medians(candidates: Mapping[str, Callable[[], object]], *, rounds: int = 31, calls: int = 1) -> dict[str, float]:
    """Return the median seconds per call of each candidate, after one round of warming up."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds + 1):
        for name, candidate in candidates.items():
            gc.disable()
            begin = time.perf_counter()
            for _ in range(calls):
                candidate()
            times[name].append((time.perf_counter() - begin) / calls)
            gc.enable()
    return {name: statistics.median(found[1:]) for name, found in times.items()}


def report(title: str, found: Mapping[str, float], peer: str, targets: Mapping[str, float] | None = None) -> None:
    """Print medians, and the ratio of each to *peer* beside its target."""
    print(f"\n{title}")
    for name, seconds in found.items():
        target = (targets or {}).get(name)
        goal = "" if target is None else f"  (target {target:g}x)"
        print(f"  {name:<44} {seconds * 1e3:10.3f} ms  {seconds / found[peer]:8.2f}x {peer}{goal}")
