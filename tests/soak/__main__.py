"""The drills of the gate until the time is over: `python3 run.py soak --minutes 45 --seed 1`.

Prints the seed of every round and a table of what was done; a failure stops with its seed and exit code 1.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.exchange import fuzz
from tests.qt import typist
from tests.storage import drills, losses, server_drills
from tests.storage.server import MISSING, programs


def backups(work: Path, seed: int) -> dict[str, int]:
    """Back-ups with kills and flipped bits, each restored on an empty machine (T20)."""
    return drills.drill(drills.with_two(work / "desk"), work, 10, seed)


def rekeys(work: Path, seed: int) -> dict[str, int]:
    """Somebody leaves and the data is sealed anew, killed at any moment (T17)."""
    return drills.rekey_drill(drills.with_two(work / "desk"), work, 25, seed)


def kills(work: Path, seed: int) -> dict[str, int]:
    """A program that saves again and again, killed at any moment (T1)."""
    return drills.kill_drill(drills.with_two(work / "desk"), losses.NUMBER, 50, seed)


def power(work: Path, seed: int) -> dict[str, int]:
    """The power goes at any moment of five kinds of work (T2)."""
    found: dict[str, int] = {}
    for name in losses.DEEDS:
        told = losses.power_drill(work / name.replace(" ", "-"), name, 100, seed)
        found[f"{name}, states"] = sum(told.values())
    return found


def errors(work: Path, seed: int) -> dict[str, int]:
    """The disk fails or is full at any operation of three saves (T3)."""
    return losses.error_drill(work, 100, seed)


def editors(work: Path, seed: int) -> dict[str, int]:
    """Eight people at a time change the same fact of the same case (T10)."""
    return drills.editors_drill(drills.with_two(work / "desk"), losses.NUMBER, 8, 40, seed)


def desks(work: Path, seed: int) -> dict[str, int]:
    """16 desks × 1,000 edits on one server that crashes 20 times, desks are killed too (T10)."""
    if programs() is None:
        print(f"skipped: {MISSING}", flush=True)
        return {}
    return server_drills.crash_drill(work, 16, 1000, 20, 20, seed)


def windows(work: Path, seed: int) -> dict[str, int]:
    """A program that dies while somebody types in a real wizard: at most the field in hand is lost (T1)."""
    return typist.kills(work, 100, seed)


def memory(work: Path, seed: int) -> dict[str, int]:
    """The memory runs out while somebody saves (T21)."""
    return drills.memory_drill(drills.with_two(work / "desk"), losses.NUMBER, 16, seed)


def starts(work: Path, seed: int) -> dict[str, int]:
    """Several programs are started on one desk at once (T11)."""
    return drills.windows_drill(drills.with_two(work / "desk"), 10, 4)


def spoiled(work: Path, seed: int) -> dict[str, int]:
    """Spoiled case files, settings, files of DES and partnerships: answered or refused in words (T9)."""
    found: dict[str, int] = {}
    for name in fuzz.KINDS:
        found |= fuzz.fuzz(work / name.replace(" ", "-"), name, 50, seed)
    return found


ROUNDS: tuple[Callable[[Path, int], dict[str, int]], ...] = (
    backups, rekeys, kills, windows, power, errors, editors, memory, starts, spoiled, desks,
)  # fmt: skip


def main() -> int:
    """Run rounds in turn; 0 if all held."""
    parser = argparse.ArgumentParser(prog="python3 run.py soak")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    seed = given.seed or random.SystemRandom().randrange(1 << 30)
    end, told = time.monotonic() + given.minutes * 60, Counter[str]()
    while time.monotonic() < end:
        for each in ROUNDS:
            if time.monotonic() > end:
                break
            work = Path(tempfile.mkdtemp(prefix="crs-soak-"))
            try:
                for what, many in each(work, seed).items():
                    told[f"{each.__name__}: {what}"] += many
            except Exception as trouble:
                _tell(told)
                print(f"FAILED {each.__name__} seed {seed}: {type(trouble).__name__} {trouble}")
                return 1
            finally:
                shutil.rmtree(work, ignore_errors=True)
        print(f"seed {seed} held", flush=True)
        seed += 1
    _tell(told)
    return 0


def _tell(told: Counter[str]) -> None:
    for what, many in told.items():
        print(f"{what:<40} {many:>7}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
