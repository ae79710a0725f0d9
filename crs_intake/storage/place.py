"""Where a live database may lie: on a disk of this computer, in a folder that nothing else copies about.

A database on a network share or in a synced folder gets damaged sooner or
later (safety: 4.20). Back-ups may lie there, as they are written once.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crs_intake.domain.errors import UnreadableStore
from crs_intake.domain.text import N_

Kind = Literal["fine", "network", "synced", "read_only", "removable"]
NETWORK = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs sshfs fuse.sshfs 9p afs ncpfs davfs davfs2 fuse.davfs2 ceph glusterfs "
    "fuse.glusterfs lustre afpfs webdav fuse.rclone fuse.gvfsd-fuse beegfs gpfs".split()
)
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "icloud drive", "mobile documents",
          "nextcloud", "owncloud", "syncthing", "box sync", "box", "pcloud", "mega", "megasync", "sync",
          "creative cloud files", "cloudstorage")  # fmt: skip
SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".sync", "desktop.ini.onedrive", ".owncloudsync.log",
              ".nextcloudsync.log", ".seafile-data")  # fmt: skip


@dataclass(frozen=True)
class Disk:
    """What the system tells of the disk under a folder."""

    kind: str = ""
    """File system ("ext4", "cifs"), or the drive type on Windows ("remote", "removable", "fixed")."""
    read_only: bool = False
    removable: bool = False


def judge(folder: Path, disk: Disk) -> Kind:
    """Whether a live database may lie in this folder."""
    if str(folder).startswith(("\\\\", "//")) or disk.kind.casefold() in (*NETWORK, "remote"):
        return "network"
    if _is_synced(folder):
        return "synced"
    if disk.read_only:
        return "read_only"
    return "removable" if disk.removable or disk.kind == "removable" else "fine"


def refuse_unsafe(folder: Path) -> None:
    """Raise UnreadableStore where a live database must not lie; a stick is let pass."""
    kind = judge(folder, disk_under(folder))
    if kind == "network":
        raise UnreadableStore(
            N_("This folder lies on a network share; a database there gets damaged sooner or later."),
            then=N_(
                "Choose a folder on this computer; for several desks, set up PostgreSQL (docs/sites.md)."
            ),
        )
    if kind == "synced":
        raise UnreadableStore(
            N_("This folder is kept in step with another computer or a cloud; that damages a database."),
            then=N_("Choose a folder that is not synced; back-ups may go to the synced one."),
        )


def disk_under(folder: Path) -> Disk:
    """What the system tells of the disk under a folder; nothing where it tells nothing."""
    there = next(
        (each for each in (folder, *folder.absolute().parents) if each.exists()), Path(folder.anchor)
    )
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(str(there.absolute().anchor))
        return Disk({4: "remote", 2: "removable", 3: "fixed"}.get(drive, ""))
    try:
        table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return Disk(read_only=not os.access(there, os.W_OK))
    return of_mounts(table, there.resolve())


def of_mounts(table: str, there: Path) -> Disk:
    """The disk under a folder by Linux's table of mounts: the innermost mount point wins."""
    best, found = -1, Disk()
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) < 6 or not kind:
            continue
        point = fields[4].encode().decode("unicode_escape") if "\\" in fields[4] else fields[4]
        if len(point) > best and (there == Path(point) or Path(point) in there.parents or point == "/"):
            best, found = len(point), Disk(kind[0], "ro" in fields[5].split(","))
    return found


def _is_synced(folder: Path) -> bool:
    for each in (folder, *folder.absolute().parents):
        name = each.name.casefold()
        if any(name == word or name.startswith((f"{word} -", f"{word}-", f"{word} (")) for word in SYNCED):
            return True
        if each != each.parent and any((each / mark).exists() for mark in SYNC_MARKS):
            return True
    return False
