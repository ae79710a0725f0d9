"""The drills of the gate until the time is over: `python -m tests.soak --minutes 45 --seed 1`.

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

from tests.storage import drills


def backups(work: Path, seed: int) -> dict[str, int]:
    """Back-ups with kills and flipped bits, each restored on an empty machine (T20)."""
    return drills.drill(drills.with_two(work / "desk"), work, 10, seed)


def rekeys(work: Path, seed: int) -> dict[str, int]:
    """Somebody leaves and the data is sealed anew, killed at any moment (T17)."""
    return drills.rekey_drill(drills.with_two(work / "desk"), work, 25, seed)


ROUNDS: tuple[Callable[[Path, int], dict[str, int]], ...] = (backups, rekeys)


def main() -> int:
    """Run rounds in turn; 0 if all held."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    seed = given.seed or random.SystemRandom().randrange(1 << 30)
    end, told = time.monotonic() + given.minutes * 60, Counter[str]()
    while time.monotonic() < end:
        for each in ROUNDS:
            work = Path(tempfile.mkdtemp(prefix="crs-soak-"))
            try:
                for what, many in each(work, seed).items():
                    told[f"{each.__name__}: {what}"] += many
            except AssertionError as trouble:
                print(f"FAILED {each.__name__} seed {seed}: {trouble}")
                return 1
            finally:
                shutil.rmtree(work, ignore_errors=True)
        print(f"seed {seed} held", flush=True)
        seed += 1
    for what, many in told.items():
        print(f"{what:<24} {many:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
