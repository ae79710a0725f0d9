"""From the referral to the membership under Xvfb through AT-SPI, by accessible names and nothing else."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SYSTEM = "/usr/bin/python3"
NEEDED = ("Xvfb", "dbus-run-session")


def lacking() -> str:
    """What this computer lacks for a screen reader, or nothing."""
    for each in NEEDED:
        if shutil.which(each) is None:
            return each
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if not Path(SYSTEM).exists() or subprocess.run([SYSTEM, "-c", look], capture_output=True).returncode:
        return "gir1.2-atspi-2.0 and python3-gi"
    return ""


def test_a_family_is_enrolled_by_accessible_names(tmp_path: Path) -> None:
    if missing := lacking():
        pytest.skip(f"no screen reader here: {missing} is not installed")
    display = f":{90 + os.getpid() % 800}"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        time.sleep(1)
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
               "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}  # fmt: skip
        script = f'"{sys.executable}" "{HERE}/desk.py" "{tmp_path}/desk" & P=$!; ' \
                 f'"{SYSTEM}" "{HERE}/enroll.py" "{tmp_path}/desk"; R=$?; ' \
                 'kill $P; wait $P; exit $R'  # fmt: skip
        done = subprocess.run(["dbus-run-session", "--", "bash", "-c", script], env=env, capture_output=True,
                              text=True, timeout=900, check=False)  # fmt: skip
    finally:
        server.terminate()
        server.wait(10)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert done.stdout.splitlines()[-1] == "enrolled, and the family has it in writing"
