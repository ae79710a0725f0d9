"""The watch over the tests watches: stray warnings, Qt's or the program's, and threads left behind fail.

Each case is a small test file run by a pytest of its own under the rules of this repository.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

CASES = {
    "a quiet test": ("def test_it(): pass", 0),
    "a warning nobody expects": ("import logging\ndef test_it(): logging.getLogger('a').warning('odd')", 1),
    "a warning that is announced": (
        "import logging, pytest\n@pytest.mark.expects_log('odd')\n"
        "def test_it(): logging.getLogger('a').warning('odd')",
        0,
    ),
    "a warning of Qt": ("from PySide6.QtCore import qWarning\ndef test_it(): qWarning('odd')", 1),
    "a thread left running": (
        "import threading\nstop = threading.Event()\n"
        "def test_it(): threading.Thread(target=stop.wait, daemon=True).start()",
        1,
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_watch_fails_what_it_should(case: str, tmp_path: Path) -> None:
    words, code = CASES[case]
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_case.py").write_text(words, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "test_case.py",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stdout
