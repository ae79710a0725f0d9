"""The wiring: the only place that knows the concrete store, clock and book behind the windows.

`python -m ui [--data DIR]` opens the desk; on a machine without a display it says so and does the main
job on the sample family instead.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crs_intake.clock import Clock, FixedClock, SystemClock
from crs_intake.domain.moment import PHOENIX
from crs_intake.words import say
from ui.tastes import Tastes
from ui.wiring import NewDesk, Wiring

if TYPE_CHECKING:
    from crs_intake.casework.ports import Desk, ScanReader
    from crs_intake.domain.safety import Rescued
    from crs_intake.domain.site import Site
    from crs_intake.policy.book import Book
    from crs_intake.storage.server.store import ServerStore
    from crs_intake.storage.store import SqlStore

SAMPLE_DAY = datetime(2009, 3, 31, 7, 55, tzinfo=PHOENIX)
SAMPLE_NAME = "Sample clerk"
_PR_SET_DUMPABLE = 4
SAMPLE_WORD = "only sample families, no secret"
"""Opens stores that hold invented families and nothing else."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the desk's window; without a display, do the main job on the sample family."""
    given = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    if not has_display():
        return tour(given.out)
    keep_to_itself()
    from ui.qt.app import App, make

    qt = make(sys.argv)
    app = App(wiring(given.data or data_folder(), SystemClock()), renew=True, said=given.said)
    app.ended.connect(qt.quit)
    app.replace.connect(lambda: renew(given, app.said))
    app.start()
    return int(qt.exec())


def keep_to_itself() -> None:
    """Leave no picture of this process's memory when it crashes, and let no other program look into it.

    Where the system does not take the wish, the program opens all the same (safety: 4.17).
    """
    import contextlib
    import ctypes

    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        if sys.platform == "win32":
            ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)
            return
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def renew(given: argparse.Namespace, said: str) -> None:
    """Begin again in a new process: nothing that was shown stays in memory (safety: 4.5, M14)."""
    data = ["--data", str(given.data)] if given.data else []
    command = [sys.executable, "-m", "ui", *data, "--said", said]
    os.environ["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    if sys.platform == "win32":  # there the call would return before the new window is up
        import subprocess

        subprocess.Popen(command)
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606 - the same program, no shell


def demo(data: Path, at: datetime, show: bool = True) -> int:
    """Open the sample families in `data` without sign-in, on a clock that stands at `at`."""
    desk = sample_desk(data, FixedClock(at))
    if not show or not has_display():
        desk.store.close()
        print(say("There is no display here. The sample families stand in {folder}.", folder=data))
        return 0
    from ui.qt.app import App, make

    qt = make(sys.argv)
    when = at.astimezone(PHOENIX) if at.tzinfo else at
    app = App(wiring(data, FixedClock(at)), notice=say(
        "Sample families on {when}: nothing here is about a real child.", when=f"{when:%Y-%m-%d %H:%M}"
    ))  # fmt: skip
    app.ended.connect(qt.quit)
    app.open_desk(desk)
    return int(qt.exec())


def tour(out: Path | None) -> int:
    """Type the sample family through every wizard offscreen; leave papers and pictures in a folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Offscreen, Qt says for every window what it cannot do there; nobody needs to read it.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from ui.qt.tour import take

    print(
        say("There is no display here, so the sample family goes through every wizard by itself."), flush=True
    )
    folder = out or Path.cwd() / f"crs-intake-tour-{SystemClock().now():%Y-%m-%d}"
    take(folder, _new_store, _book, lambda line: print(line, flush=True))
    print(say("Everything stands in {folder}", folder=folder.resolve()), flush=True)
    return 0


def wiring(folder: Path, clock: Clock) -> Wiring:
    """The doors to the store in a folder, for the windows."""
    from crs_intake import storage

    tastes = Tastes(folder)
    return Wiring(
        exists=lambda: storage.exists(folder),
        people=lambda: storage.users(folder),
        create=lambda new: _create(folder, new, clock),
        open=lambda name, password: _open(folder, name, password, clock),
        recover=lambda name, code, reason, password: _recover(folder, name, code, reason, password, clock),
        sample=_sample_in_passing,
        book=_book,
        warm=_warm,
        backups=storage.backups_in,
        first_place=lambda: folder / "backups",
        restore=lambda backup, name, word, code: storage.restore(
            backup, folder, clock, name=name, password=word, code=code, anchors=anchor_folder()
        ),
        rescue=lambda name, password: _rescue(folder, name, password, clock),
        on_server=lambda: storage.is_on_server(folder),
        join=lambda server, name, word: _desk(
            storage.join(folder, server, name, word, clock, anchors=anchor_folder()), clock
        ),
        taste=tastes.of,
        keep_taste=tastes.keep,
    )  # fmt: skip


def data_folder() -> Path:
    """Where this desk keeps its files on this system."""
    import platformdirs

    return Path(platformdirs.user_data_dir("crs-intake", appauthor=False))


def anchor_folder() -> Path:
    """Where the head of the history is remembered, outside the desk's own folder."""
    import platformdirs

    return Path(platformdirs.user_state_dir("crs-intake", appauthor=False)) / "anchors"


def has_display() -> bool:
    """Whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    screens = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return screens or platform.system() != "Linux"


def sample_desk(folder: Path, clock: Clock) -> Desk:
    """The sample families in a store of their own; a folder with a real desk is refused."""
    from crs_intake import storage
    from crs_intake.casework import start
    from crs_intake.domain.errors import UnreadableStore

    if storage.exists(folder):
        if tuple(storage.users(folder)) != (SAMPLE_NAME,):
            raise UnreadableStore(say("A real desk stands in this folder."),
                                  then=say("Choose another folder for the sample families."))  # fmt: skip
        return _desk(storage.open_store(folder, SAMPLE_NAME, SAMPLE_WORD, clock), clock)
    desk = _new_store(folder, clock)
    start.sample(desk)
    return desk


def _new_store(folder: Path, clock: Clock) -> Desk:
    from crs_intake import storage

    store, _ = storage.create(folder, SAMPLE_NAME, SAMPLE_WORD, clock, site="PHX")
    store.keep_site(store.signed_in, _sample_site())
    return _desk(store, clock)


def _sample_site() -> Site:
    """The shipped site with invented fax numbers: the real ones are asked for, never guessed."""
    from crs_intake.domain.site import Office

    site = _book(None).site
    office = Office(name="Sample FAA office", site_code="101M", contact="M. Ortiz", fax="602-555-0190",
                    phone="602-555-0191", zips=("85015",))  # fmt: skip
    faxes = {"PHX": "602-555-0100"}
    clinics = tuple(replace(each, fax=faxes.get(each.id, each.fax)) for each in site.clinics)
    return replace(site, clinics=clinics, offices=(office,))


def _sample_in_passing() -> Desk:
    import atexit
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="crs-intake-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return sample_desk(folder, FixedClock(SAMPLE_DAY))


def _create(folder: Path, new: NewDesk, clock: Clock) -> tuple[str, ...]:
    from crs_intake import storage
    from crs_intake.domain.site import Clinic

    site = _book(None).site
    known = next((each for each in site.clinics if each.name.casefold() == new.clinic.casefold()), None)
    clinic = (
        replace(known, phone=new.phone) if known else Clinic(id="CLINIC", name=new.clinic, phone=new.phone)
    )
    others = tuple(each for each in site.clinics if each.id != clinic.id)
    store, codes = storage.create(
        folder, new.person, new.password, clock, site=clinic.id, anchors=anchor_folder()
    )
    try:
        store.keep_site(store.signed_in, replace(site, clinics=(clinic, *others)))
        if new.backup is not None:
            store.choose_backup_place(store.signed_in, new.backup)
    finally:
        store.close()
    return codes


def _open(folder: Path, name: str, password: str, clock: Clock) -> Desk:
    from crs_intake import storage

    return _desk(storage.open_store(folder, name, password, clock, anchors=anchor_folder()), clock)


def _rescue(folder: Path, name: str, password: str, clock: Clock) -> tuple[Desk, Rescued]:
    from crs_intake import storage

    store, found = storage.open_rescued(folder, name, password, clock)
    return _desk(store, clock), found


def _recover(folder: Path, name: str, code: str, reason: str, password: str, clock: Clock) -> Desk:
    from crs_intake import storage
    from crs_intake.domain.actor import Actor
    from crs_intake.domain.errors import NotAcceptable

    store = storage.open_with_recovery(folder, code, reason, clock, anchors=anchor_folder())
    try:
        person = next((each for each in store.people() if each.name == name), None)
        if person is None:
            raise NotAcceptable(say("Choose your name first."))
        by = Actor("recovery", say("Recovery code"), frozenset({"site_admin"}), "")
        store.set_password(by, person.id, password)
    finally:
        store.close()
    desk = _open(folder, name, password, clock)
    desk.store.recovered = reason.strip()
    return desk


def _desk(store: SqlStore | ServerStore, clock: Clock) -> Desk:
    from crs_intake.casework.ports import Desk

    return Desk(
        store=store, book=_book(store.site()), clock=clock, actor=store.signed_in, reader=_reader()
    )  # fmt: skip


@cache
def _reader() -> ScanReader:
    """The one reader of scans, in a process of its own; the window ends it when it closes."""
    from crs_intake.exchange.apart import Reader

    return Reader()


def _book(site: Site | None) -> Book:
    from crs_intake.policy.book import Book

    return Book.load(site)


def _warm() -> tuple[tuple[str, str], ...]:
    """Load what opening needs; gives the known clinics with their phones for the first start."""

    import ui.qt.window  # noqa: F401

    return tuple((clinic.name, clinic.phone) for clinic in _book(None).site.clinics)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 run.py", description=say("CRS Intake for the front desk."))
    parser.add_argument("--data", type=Path, help=say("folder of the desk's files"))
    parser.add_argument("--said", default="", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=say("folder for the papers and pictures without a display"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
