"""Starting: the first window needs Qt alone; without a display the program says so and does its main job."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import ui.__main__ as wires
from crs_intake import storage
from crs_intake.clock import FixedClock
from crs_intake.domain.errors import UnreadableStore
from crs_intake.domain.moment import PHOENIX

HEAVY = ("sqlalchemy", "reportlab", "yaml", "pydantic", "alembic", "pypdfium2", "babel")
LIGHT = """
import sys
from pathlib import Path
from ui.__main__ import wiring
from crs_intake.clock import SystemClock
from ui.qt.app import make
from ui.qt.sign_in import SignIn
from dataclasses import replace
app = make([])
found = replace(wiring(Path(sys.argv[1]), SystemClock()), people=lambda: ["R. Chavez"], warm=lambda: ())
window = SignIn(found)
window.show()
app.processEvents()
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules))
"""


def test_the_sign_in_window_waits_for_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(tmp_path), ",".join(HEAVY)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == ""


def test_the_sample_opens_again_where_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                  capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    quick(monkeypatch)
    at = datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX)
    assert wires.demo(tmp_path / "demo", at) == 0
    assert "no display" in capsys.readouterr().out
    desk = wires.sample_desk(tmp_path / "demo", FixedClock(at))
    assert len(list(desk.store.cases(open_only=False))) == 4
    assert desk.clock.now() == at
    desk.store.close()


def test_the_sample_never_opens_in_the_folder_of_a_real_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(monkeypatch)
    clock = FixedClock(datetime(2009, 3, 31, 14, 30, tzinfo=PHOENIX))
    store, _ = storage.create(tmp_path, "R. Chavez", "seven green saguaros", clock, site="PHX")
    store.close()
    with pytest.raises(UnreadableStore, match="real desk"):
        wires.sample_desk(tmp_path, clock)


def test_without_a_display_the_tour_is_taken_into_the_folder_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = []
    monkeypatch.setattr("ui.qt.tour.take", lambda folder, *_others: taken.append(folder) or 0)
    assert wires.main(["--out", str(tmp_path / "here")]) == 0
    assert taken == [tmp_path / "here"]
    said = capsys.readouterr().out
    assert "no display" in said
    assert str(tmp_path / "here") in said


def test_the_desk_lives_in_the_persons_data_folder() -> None:
    assert wires.data_folder().name == "crs-intake"


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch keys less; tests/storage proves the real strength."""
    made = storage.create
    monkeypatch.setattr(
        storage, "create",
        lambda *words, **named: made(*words, **{**named, "kdf": storage.WEAK_FOR_TESTS_ONLY}),
    )  # fmt: skip
