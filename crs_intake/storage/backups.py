"""Back-ups: made while people work, read back before they count, thinned, and brought back anywhere.

One back-up is a folder: the sealed database, its key slots, and a catalogue
with what it held and the head of the audit trail. It needs nothing else than a
password or the recovery code of its time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crs_intake.domain.errors import UnreadableStore, WorldTrouble
from crs_intake.domain.moment import PHOENIX
from crs_intake.domain.safety import Backup, BackupState
from crs_intake.domain.text import N_
from crs_intake.storage import copies, keys
from crs_intake.storage.copies import Figures
from crs_intake.storage.engine import DATABASE, plain_trouble

FORMAT = "crs-backup/1"
CATALOGUE = "catalogue.json"
PLACE = "backup-folder.txt"
_KEEP = (("%Y-%m-%d", 14), ("%G-%V", 8), ("%Y-%m", 12))
LATEST = 12


def first_place(folder: Path) -> Path:
    """Where a desk's own back-ups lie."""
    return folder / "backups"


def second_place(folder: Path) -> Path | None:
    """The second folder that was asked for at set-up, with this desk's own folder in it; None if none."""
    try:
        told = (folder / PLACE).read_text(encoding="utf-8").strip()
        return Path(told) / f"crs-intake-{keys.read(folder).desk[:8]}" if told else None
    except (OSError, ValueError):
        return None


def choose_second(folder: Path, place: Path | None) -> None:
    """Remember the second folder, or that there is none; back-ups may lie on a share, they are sealed."""
    keys.write_whole(folder / PLACE, str(place or "").encode())


def make(folder: Path, key: bytes, why: str, now: datetime, mark: str = "") -> Backup:
    """Make one verified back-up in the desk's folder and copy it to the second place if that is there.

    Raises WorldTrouble. A second place that cannot be reached is no failure; its age is told.
    """
    place = first_place(folder)
    with _disk_trouble():
        place.mkdir(mode=0o700, exist_ok=True)
        _sweep(place)
        part = place / f"part-{secrets.token_hex(6)}"
        part.mkdir(mode=0o700)
        try:
            made = _fill(part, folder, key, why, now, mark)
            final = place / _name(place, now)
            part.replace(final)
            keys.sync_folder(place)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        made = _known(final) or made
        thin(place)
    copy_on(folder, made)
    return made


def copy_on(folder: Path, backup: Backup) -> bool:
    """Copy a finished back-up to the second place; False if that cannot be reached."""
    second = second_place(folder)
    if second is None or not second.parent.is_dir():
        return False
    part = second / f"part-{secrets.token_hex(6)}"
    try:
        second.mkdir(exist_ok=True)
        _sweep(second)
        shutil.copytree(backup.folder, part)
        _sync(part)
        if not _is_whole(part):
            return False
        part.replace(second / backup.folder.name)
        keys.sync_folder(second)
        thin(second)
    except OSError:
        return False
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return True


def state(folder: Path) -> BackupState:
    """How fresh the back-ups are; reads catalogues only, which takes milliseconds."""
    first, second = all_in(first_place(folder)), second_place(folder)
    others = all_in(second) if second is not None else []
    both = sorted((*first, *others), key=lambda each: each.made)
    return BackupState(
        first_place(folder), second, both[-1] if both else None, others[-1] if others else None,
        second is not None and second.parent.is_dir(), len(first),
    )  # fmt: skip


def all_in(place: Path) -> list[Backup]:
    """The back-ups in a place, the oldest first; what is no back-up is passed over."""
    try:
        found = [_known(each) for each in place.iterdir() if not each.name.startswith("part-")]
    except OSError:
        return []
    return sorted((each for each in found if each is not None), key=lambda each: (each.made, each.seq))


def to_keep(made: Sequence[datetime]) -> set[datetime]:
    """Which of these instants stay: the 12 latest, and the last of 14 days, 8 weeks and 12 months."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:LATEST])
    for pattern, many in _KEEP:
        last_of: dict[str, datetime] = {}
        for each in newest_first:
            last_of.setdefault(each.astimezone(PHOENIX).strftime(pattern), each)
        kept.update(sorted(last_of.values(), reverse=True)[:many])
    return kept


def thin(place: Path) -> None:
    """Take away the back-ups that `to_keep` does not name."""
    found = all_in(place)
    kept = to_keep([each.made for each in found])
    for each in found:
        if each.made not in kept:
            shutil.rmtree(each.folder, ignore_errors=True)


@dataclass(frozen=True)
class Opened:
    """A back-up that was proved good with its key."""

    backup: Backup
    key: bytes


def prove(backup: Path, *, name: str = "", password: str = "", code: str = "") -> Opened:
    """Open a back-up with a password or recovery code and read it whole; raises UnreadableStore."""
    known = _known(backup)
    if known is None or not _is_whole(backup):
        raise _bad()
    ring = keys.read(backup)
    found = ring.recover(code) if code else ring.open(name, password)[0]
    catalogue = _catalogue(backup)
    for key in found if isinstance(found, tuple) else (found,):
        with suppress(UnreadableStore), plain_trouble():
            held = Figures(catalogue["counts"], catalogue["seq"], catalogue["head"])
            sealed = hmac.compare_digest(catalogue["seal"], _seal(key, catalogue))
            if sealed and copies.holds(backup / DATABASE, key, held, thorough=True):
                return Opened(known, key)
    raise _bad()


def put_back(opened: Opened, folder: Path, now: datetime) -> Path | None:
    """Put a proved back-up in the place of a desk; what stood there is moved aside, never overwritten.

    The caller holds the folder's lock. Gives the folder with what stood there, if anything did.
    """
    with _disk_trouble():
        coming = folder / "restoring"
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(mode=0o700)
        for name in (DATABASE, keys.FILE):
            shutil.copyfile(opened.backup.folder / name, coming / name)
        _sync(coming)
        aside = set_aside(folder, now)
        (coming / DATABASE).replace(folder / DATABASE)
        (coming / keys.FILE).replace(folder / keys.FILE)  # last: a desk exists once it can be opened
        keys.sync_folder(folder)
        coming.rmdir()
    return aside


def set_aside(folder: Path, now: datetime) -> Path | None:
    """Move the files of the desk that stands here into a folder of their own; None if there are none."""
    names = (keys.FILE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
    there = [folder / name for name in names if (folder / name).exists()]
    if not there:
        return None
    aside = folder / f"replaced-{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    aside.mkdir(mode=0o700)
    for each in there:
        each.replace(aside / each.name)
    keys.sync_folder(folder)
    return aside


def _fill(part: Path, folder: Path, key: bytes, why: str, now: datetime, mark: str) -> Backup:
    held = copies.copy_to(folder / DATABASE, key, part / DATABASE, thorough=False)
    shutil.copyfile(folder / keys.FILE, part / keys.FILE)
    database = part / DATABASE
    told: dict[str, Any] = {
        "format": FORMAT, "made": now.astimezone(UTC).isoformat(), "why": why, "mark": mark,
        "size": database.stat().st_size, "counts": held.counts, "seq": held.seq, "head": held.head,
        "sha256": {name: _sum(part / name) for name in (DATABASE, keys.FILE)},
    }  # fmt: skip
    told["seal"] = _seal(key, told)
    (part / CATALOGUE).write_text(json.dumps(told, indent=1), encoding="utf-8")
    _sync(part)
    return Backup(part, now, why, told["size"], held.counts.get("cases", 0), held.seq, held.head, mark)


def _seal(key: bytes, told: dict[str, Any]) -> str:
    bare = {name: value for name, value in told.items() if name != "seal"}
    around = json.dumps(bare, sort_keys=True).encode()
    return hmac.new(key, b"catalogue" + around, hashlib.sha256).hexdigest()


def _catalogue(backup: Path) -> dict[str, Any]:
    try:
        told = json.loads((backup / CATALOGUE).read_text(encoding="utf-8"))
        if told["format"] != FORMAT or not isinstance(told["seal"], str):
            raise _bad()
        return dict(told)
    except (OSError, ValueError, KeyError, TypeError):
        raise _bad() from None


def _known(backup: Path) -> Backup | None:
    try:
        told = _catalogue(backup)
        if (backup / DATABASE).stat().st_size != told["size"] or not (backup / keys.FILE).exists():
            return None
        return Backup(
            backup, datetime.fromisoformat(told["made"]), str(told["why"]), int(told["size"]),
            int(told["counts"].get("cases", 0)), int(told["seq"]), str(told["head"]), str(told["mark"]),
        )  # fmt: skip
    except (UnreadableStore, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_whole(backup: Path) -> bool:
    try:
        sums = _catalogue(backup)["sha256"]
        return all(_sum(backup / name) == sums[name] for name in (DATABASE, keys.FILE))
    except (UnreadableStore, OSError, KeyError, TypeError):
        return False


def _sum(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    for each in folder.iterdir():
        with each.open("rb+") as written:
            os.fsync(written.fileno())
    keys.sync_folder(folder)


def _sweep(place: Path) -> None:
    """What a program that died left half made; nobody else makes back-ups of a locked desk."""
    for left in place.glob("part-*"):
        shutil.rmtree(left, ignore_errors=True)


def _name(place: Path, now: datetime) -> str:
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names: Iterable[str] = (name, *(f"{name}-{more}" for more in range(2, 1000)))
    return next(each for each in names if not (place / each).exists())


class _disk_trouble:  # noqa: N801 - used as a word
    """Trouble of the file system as a sentence."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, trouble: BaseException | None, trace: object) -> None:
        if isinstance(trouble, OSError):
            raise WorldTrouble(
                N_("The back-up could not be written."),
                then=N_("Earlier back-ups are untouched. Make room on the disk, or choose another folder."),
            ) from None


def _bad() -> UnreadableStore:
    return UnreadableStore(
        N_("This back-up is damaged or was not made by CRS Intake."),
        then=N_("Choose an older one; each is checked before it is used."),
    )
