"""A disk that remembers what was written to it, can fail at any operation, and can lose its power (T2, T3).

SQLite's own file layer is wrapped from Python: the library of the wheel shows `sqlite3_vfs_find`, so
no compiler, no preloading and no root is needed. Files that the program writes by itself (keys,
catalogues) are seen where they are made durable (fsync) and where they get their name (rename).
"""

import ctypes as c
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3._sqlite3 as library  # type: ignore[import-not-found]

IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, FULL = 778, 1034, 1546, 13
SECTOR = 512
_P = c.c_void_p
_OPEN = c.CFUNCTYPE(
    c.c_int, _P, _P, _P, c.c_int, _P
)  # names stay pointers: SQLite keeps and reads on in them
_DELETE = c.CFUNCTYPE(c.c_int, _P, _P, c.c_int)
_WRITE = c.CFUNCTYPE(c.c_int, _P, _P, c.c_int, c.c_int64)
_TRUNCATE = c.CFUNCTYPE(c.c_int, _P, c.c_int64)
_SYNC = c.CFUNCTYPE(c.c_int, _P, c.c_int)
_METHODS = 19  # words of sqlite3_io_methods: version, then eighteen functions


class _Vfs(c.Structure):
    _fields_ = [
        ("version", c.c_int), ("size", c.c_int), ("longest", c.c_int), ("next", _P), ("name", c.c_char_p),
        ("data", _P), ("open", _P), ("delete", _P), ("rest", _P * 14),
    ]  # fmt: skip


class Op(NamedTuple):
    """One thing that reached the disk; `what` is write, cut, sync, gone, name or told."""

    what: str
    path: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """What was written below a folder, in order; `fail_at` is the number of the operation that fails."""

    folder: str
    ops: list[Op] = field(default_factory=list)
    fail_at: int = -1
    sticky: bool = False
    full: bool = False
    """Fails as a full disk does; otherwise as one that does not answer."""
    start: int = 0
    """How many operations stand for what lay there before."""
    asked: int = 0
    failed: int = 0
    seen: dict[str, bytes] = field(default_factory=dict)
    """Files that the program writes by itself, as they were seen last."""

    def told(self, what: object) -> None:
        """The program was told that something is saved."""
        self.ops.append(Op("told", str(what)))

    def mend(self) -> None:
        """The disk answers again."""
        self.fail_at = -1

    def mine(self, path: str) -> bool:
        """Whether a file is looked at; what SQLite makes anew at each start is not."""
        return path.startswith(self.folder) and not path.endswith("-shm")

    def fails(self) -> bool:
        """Whether the operation in hand fails; each one is counted."""
        now, self.asked = self.asked, self.asked + 1
        bad = self.fail_at >= 0 and (now == self.fail_at or (self.sticky and now > self.fail_at))
        self.failed += bad
        return bad


_live: list[Disk] = []
_names: dict[int, str] = {}
_kept: list[object] = []  # what C points to must never go
_hooked: list[bool] = []


def can_record() -> bool:
    """Whether the library shows what is needed here."""
    return os.name == "posix" and hasattr(c.CDLL(library.__file__), "sqlite3_vfs_find")


@contextmanager
def recorded(folder: Path) -> Iterator[Disk]:
    """Everything that is written below the folder meanwhile; connections opened inside only."""
    lib, disk, fsync = c.CDLL(library.__file__), Disk(str(folder)), os.fsync
    for file in sorted(each for each in folder.rglob("*") if each.is_file() and disk.mine(str(each))):
        disk.ops += [Op("write", str(file), 0, file.read_bytes()), Op("sync", str(file))]
    disk.start = len(disk.ops)
    lib.sqlite3_vfs_find.restype = _P
    before = lib.sqlite3_vfs_find(None)
    mine = _wrapped(before)
    _live.append(disk)
    lib.sqlite3_vfs_register(c.byref(mine), 1)
    if not _hooked:
        sys.addaudithook(_heard)
        _hooked.append(True)
    os.fsync = _fsync(fsync)
    try:
        yield disk
    finally:
        os.fsync = fsync
        lib.sqlite3_vfs_register(_P(before), 1)
        lib.sqlite3_vfs_unregister(c.byref(mine))
        _live.remove(disk)


def _disk(path: str) -> Disk | None:
    return next((each for each in _live if each.mine(path)), None)


def _wrapped(address: int) -> _Vfs:
    was = _Vfs.from_address(address)
    mine = _Vfs.from_buffer_copy(was)
    mine.name = b"remembers"
    real_open, real_delete, methods = _OPEN(was.open), _DELETE(was.delete), dict[int, int]()

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(real_open(address, name, file, flags, out))
        if code == 0 and name is not None:
            _names[file] = os.fsdecode(c.string_at(name))
            slot = c.c_void_p.from_address(file)
            if slot.value and slot.value not in methods.values():
                if slot.value not in methods:
                    methods[slot.value] = _methods(slot.value)
                slot.value = methods[slot.value]
        return code

    def deleted(vfs: int, name: int, sync: int) -> int:
        path = os.fsdecode(c.string_at(name))
        disk = _disk(path)
        if disk and os.path.exists(path):
            disk.ops.append(Op("gone", path))
        return int(real_delete(address, name, sync))

    mine.open, mine.delete = _pointer(_OPEN, opened), _pointer(_DELETE, deleted)
    _kept.append(mine)
    return mine


def _pointer(kind: Any, function: Callable[..., int]) -> int | None:
    made = kind(function)
    _kept.append(made)
    return c.cast(made, _P).value


def _methods(address: int) -> int:
    """The functions of an open file, with those that change it listened to."""
    table = (_P * _METHODS).from_buffer_copy((_P * _METHODS).from_address(address))
    write, cut, sync = (_WRITE(table[3] or 0), _TRUNCATE(table[4] or 0), _SYNC(table[5] or 0))

    def writes(file: int, data: int, many: int, at: int) -> int:
        disk = _disk(_names[file])
        if disk and disk.fails():
            return FULL if disk.full else IOERR_WRITE
        code = int(write(file, data, many, at))
        if disk and code == 0:
            disk.ops.append(Op("write", _names[file], at, c.string_at(data, many)))
        return code

    def cuts(file: int, size: int) -> int:
        disk = _disk(_names[file])
        if disk and disk.fails():
            return IOERR_TRUNCATE
        code = int(cut(file, size))
        if disk and code == 0:
            disk.ops.append(Op("cut", _names[file], size))
        return code

    def syncs(file: int, flags: int) -> int:
        disk = _disk(_names[file])
        if disk is None:
            return int(sync(file, flags))
        if disk.fails():
            return IOERR_FSYNC
        disk.ops.append(Op("sync", _names[file]))  # the real one would only cost time here
        return 0

    for at, kind, function in ((3, _WRITE, writes), (4, _TRUNCATE, cuts), (5, _SYNC, syncs)):
        table[at] = _pointer(kind, function)
    _kept.append(table)
    return c.addressof(table)


def _fsync(real: Callable[[int], None]) -> Callable[[int], None]:
    def fsync(file: Any) -> None:
        number = file if isinstance(file, int) else file.fileno()
        path = os.readlink(f"/proc/self/fd/{number}")
        disk = _disk(path)
        if disk is None:
            return real(number)
        if disk.fails():
            raise OSError(28 if disk.full else 5, "as told")
        _whole(disk, path)
        disk.ops.append(Op("sync", path))
        return None

    return fsync


def _whole(disk: Disk, path: str) -> None:
    """The content of a file that the program wrote by itself, as it is now."""
    if os.path.isfile(path) and not _is_database(path):
        content = Path(path).read_bytes()
        if disk.seen.get(path) != content:
            disk.ops += [Op("cut", path, 0), Op("write", path, 0, content)]
            disk.seen[path] = content


def _is_database(path: str) -> bool:
    return path.endswith(("-wal", "-journal")) or path in _names.values()


def _heard(event: str, words: tuple[Any, ...]) -> None:
    if event not in ("os.rename", "os.remove", "shutil.rmtree") or not _live:
        return
    path = os.fsdecode(words[0]) if not isinstance(words[0], int) else ""
    disk = _disk(path)
    if disk is None:
        return
    if event == "os.rename":
        _whole(disk, path)
        disk.seen.pop(path, None)
        disk.ops.append(Op("name", path, 0, os.fsencode(words[1])))
    else:
        disk.seen.pop(path, None)
        disk.ops.append(Op("gone", path))


# The power goes ---------------------------------------------------------------------------------


def after_power_loss(ops: list[Op], cut: int, chance: random.Random | None) -> dict[str, bytes]:
    """The files after the power went before operation `cut`: path → content.

    What was synced is there. What was not is gone (without `chance`), or is there in part, torn at sectors.
    Names are durable in order, at least up to the last sync of anything.
    """
    tags, synced, last_sync = _inodes(ops[:cut])
    until = cut if chance is None else chance.randint(last_sync + 1, cut)
    if chance is None:
        until = last_sync + 1
    content: dict[int, bytearray] = {}
    names: dict[str, int] = {}
    for at, (op, tag) in enumerate(zip(ops[:cut], tags, strict=True)):
        durable = at < synced.get(tag, -1)
        if op.what in ("write", "cut"):
            if op.path not in names and (durable or at < until):
                names[op.path] = tag
            if durable or (chance is not None and chance.random() < 0.6):
                _apply(content.setdefault(tag, bytearray()), op, None if durable else chance)
        elif at < until and op.what == "gone":
            for path in [each for each in names if each == op.path or each.startswith(op.path + "/")]:
                del names[path]
        elif at < until and op.what == "name":
            _rename(names, op.path, os.fsdecode(op.data))
    return {path: bytes(content.get(tag, b"")) for path, tag in names.items()}


def all_kept(ops: list[Op], cut: int) -> dict[str, bytes]:
    """The files after the program died before operation `cut` on a machine that went on."""
    tags, _, _ = _inodes(ops[:cut])
    content: dict[int, bytearray] = {}
    names: dict[str, int] = {}
    for op, tag in zip(ops[:cut], tags, strict=True):
        if op.what in ("write", "cut"):
            names[op.path] = tag
            _apply(content.setdefault(tag, bytearray()), op, None)
        elif op.what == "gone":
            for path in [each for each in names if each == op.path or each.startswith(op.path + "/")]:
                del names[path]
        elif op.what == "name":
            _rename(names, op.path, os.fsdecode(op.data))
    return {path: bytes(content.get(tag, b"")) for path, tag in names.items()}


def _inodes(ops: list[Op]) -> tuple[list[int], dict[int, int], int]:
    """Which file each operation was for, whatever its name became; the last sync of each, and of any."""
    names, tags, synced, fresh, last = dict[str, int](), list[int](), dict[int, int](), 0, -1
    for at, op in enumerate(ops):
        if op.what in ("write", "cut") and op.path not in names:
            fresh += 1
            names[op.path] = fresh
        tag = names.get(op.path, 0)
        tags.append(tag)
        if op.what == "sync":
            synced[tag] = last = at
        elif op.what == "gone":
            for path in [each for each in names if each == op.path or each.startswith(op.path + "/")]:
                del names[path]
        elif op.what == "name":
            _rename(names, op.path, os.fsdecode(op.data))
    return tags, synced, last


def _rename(names: dict[str, int], old: str, new: str) -> None:
    for path in [each for each in names if each == old or each.startswith(old + "/")]:
        names[new + path[len(old) :]] = names.pop(path)


def _apply(content: bytearray, op: Op, chance: random.Random | None) -> None:
    if op.what == "cut":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
        return
    for at in range(0, len(op.data), SECTOR):
        if chance is not None and chance.random() < 0.5:
            continue
        piece = op.data[at : at + SECTOR]
        start = op.at + at
        content.extend(bytes(max(0, start + len(piece) - len(content))))
        content[start : start + len(piece)] = piece


def put(files: dict[str, bytes], made: str, folder: Path) -> Path:
    """Write such files below another folder."""
    for path, content in files.items():
        target = folder / Path(path).relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder
