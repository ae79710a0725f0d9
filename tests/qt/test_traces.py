"""No word of a family is left on the disk in the clear, nothing goes to a network (safety: T7, T15, T16)."""

import base64
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.storage.drills import is_root

CANARIES = ("Xaviéra", "Quetzalcanary", "526419982", "hydrocanary syndrome")
SESSION = """
import logging, sys
from dataclasses import replace
from pathlib import Path
asked = []
def watch(event, words):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        if event != "socket.connect" or isinstance(words[1], tuple):
            asked.append(event)
sys.addaudithook(watch)
work = Path(sys.argv[1])
logging.basicConfig(filename=work / "log.txt", level=logging.DEBUG)
from ui.qt.app import make, _caught
from ui.qt.task import log_defect
app = make(["crs-intake"], dark=False)
from tests.qt.desks import a_desk
from tests.qt.windows import settle
from tests.storage.desk import a_case
from crs_intake.casework import cases, referral
from crs_intake.policy.book import Book
from ui.qt.window import Window
desk = a_desk(work / "desk")
given, family, ssn, condition = sys.argv[2:6]
case = replace(a_case(given, family, ssn=ssn), condition=condition)
with desk.store.work(desk.actor, "test") as made:
    number = made.new_case(case)
window = Window(desk, Book.load)
window.show()
window.open_case(number)
settle()
titles = [each.windowTitle() for each in app.topLevelWidgets()]
window.open_paper("PHX-2009-0001", "DOC-05")
settle()
desk.store.search(family)
desk.store.back_up("test")
try:
    with desk.store.work(desk.actor, "test") as made:
        made.connection.exec_driver_sql("INSERT INTO settings (name) VALUES (?)", (family,))
except Exception as trouble:
    log_defect(trouble)
try:
    raise ValueError(f"{given} {family} {ssn}")
except ValueError as trouble:
    log_defect(trouble)
if len(sys.argv) > 6:
    (work / "control.txt").write_text(family)
desk.store.close()
print("TITLES", titles)
print("ASKED", asked)
sys.stdout.flush()
import os
os._exit(0)
"""


def live(work: Path, *more: str, before: tuple[str, ...] = ()) -> str:
    """One session of the windows in a home of its own; gives what it printed."""
    home = work / "home"
    home.mkdir()
    env = {
        **os.environ, "HOME": str(home), "TMPDIR": str(work), "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home), "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    done = subprocess.run(
        [*before, sys.executable, "-c", SESSION, str(work), *CANARIES, *more],
        env=env, capture_output=True, text=True, timeout=120, check=False, cwd=work,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-600:]
    return done.stdout + done.stderr


def shapes(word: str) -> set[bytes]:
    """A word as it could lie on a disk."""
    found = set()
    for text in (word, unicodedata.normalize("NFD", word)):
        for raw in (text.encode(), text.encode("utf-16-le"), text.encode("latin-1", "ignore")):
            found |= {raw, raw.hex().encode(), base64.b64encode(raw)[:-4]}
    return {each for each in found if len(each) > 6}


def hits(work: Path) -> list[str]:
    """Files under a folder, or their names, in which a canary can be read."""
    found = []
    for file in work.rglob("*"):
        content = file.name.encode() + (file.read_bytes() if file.is_file() else b"")
        if any(shape in content for word in CANARIES for shape in shapes(word)):
            found.append(file.name)
    return found


def test_a_session_leaves_no_word_on_the_disk_and_asks_no_network(tmp_path: Path) -> None:
    told = live(tmp_path)
    assert hits(tmp_path) == []
    assert "ASKED []" in told
    assert not [word for word in CANARIES if word in told], "standard output, errors or a window title"
    log = (tmp_path / "log.txt").read_text()
    assert "ValueError" in log
    left = [each.name for each in tmp_path.iterdir() if each.name not in ("home", "desk", "log.txt")]
    assert left == [], "temporary files were left"


def test_the_control_a_word_written_in_the_clear_is_found(tmp_path: Path) -> None:
    live(tmp_path, "leak")
    assert hits(tmp_path) == ["control.txt"]


@pytest.mark.skipif(not is_root() or not shutil.which("unshare"), reason="a net of our own needs root")
def test_without_any_network_the_same_session_goes_through(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], check=False).returncode:
        pytest.skip("unshare is not allowed here")
    assert "ASKED []" in live(tmp_path, before=("unshare", "-n"))
