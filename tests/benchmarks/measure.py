"""Timing: the best of several rounds, floor and subject taken in turns."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def seconds(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(floor: Callable[[], object], subject: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of floor and subject, measured one after the other, `rounds` times."""
    pairs = [(seconds(floor), seconds(subject)) for _ in range(rounds)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def process(code: str, *words: str) -> Callable[[], object]:
    """A whole Python process that runs this code from the project's folder."""
    return lambda: subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, check=True, capture_output=True
    )


def line(what: str, figure: str, aim: str) -> None:
    """Print one result beside its aim."""
    print(f"{what:<58} {figure:>34}   aim {aim}", flush=True)
