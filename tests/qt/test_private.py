"""The program's memory is its own: no picture of it when it crashes, no other program looks into it."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK = (
    "import ctypes, resource; {}; "
    "print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)


@pytest.mark.skipif(sys.platform != "linux", reason="asked of Linux")
@pytest.mark.parametrize(
    "first, dumpable", [("import ui.__main__ as u; u.keep_to_itself()", "0"), ("1", "1")]
)
def test_no_core_and_not_dumpable_and_the_control_is(first: str, dumpable: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(first)], capture_output=True, text=True, check=True, timeout=60,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    core, allowed = done.stdout.split()
    assert allowed == dumpable
    assert core == "0" or dumpable == "1"
