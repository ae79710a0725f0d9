"""`crs-intake backup`, `restore` and `check`: the desk's safety for scripts and for an empty machine.

A password is typed at the terminal, or comes as one line on standard input; it
never stands on the command line, where others could read it.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crs_intake.clock import SystemClock
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.moment import PHOENIX
from crs_intake.words import say, told

if TYPE_CHECKING:
    from crs_intake.domain.safety import Backup
    from crs_intake.storage.server.store import ServerStore
    from crs_intake.storage.store import SqlStore


def add(words: Any) -> None:
    """Add the three words to the command."""
    backup = words.add_parser("backup", help=say("make a verified back-up of the desk"))
    _who(backup)
    backup.add_argument("--to", type=Path, help=say("second folder for back-ups, remembered from now on"))
    backup.set_defaults(run=_backup)
    restore = words.add_parser("restore", help=say("put a back-up in the desk's place"))
    restore.add_argument("place", type=Path, metavar="BACKUP", help=say("a back-up, or a folder of them"))
    _who(restore)
    restore.add_argument("--list", action="store_true", help=say("only name the back-ups that lie there"))
    restore.set_defaults(run=_restore)
    check = words.add_parser("check", help=say("read the desk, or a back-up, whole and tell what is wrong"))
    check.add_argument("place", type=Path, nargs="?", metavar="BACKUP")
    _who(check)
    check.set_defaults(run=_check)


def data_folder() -> Path:
    """Where this desk keeps its files on this system."""
    import platformdirs

    return Path(platformdirs.user_data_dir("crs-intake", appauthor=False))


def anchor_folder() -> Path:
    """Where the head of the history is remembered, outside the desk's own folder."""
    import platformdirs

    return Path(platformdirs.user_state_dir("crs-intake", appauthor=False)) / "anchors"


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help=say("folder of the desk's files"))
    parser.add_argument("--user", default="", help=say("your name at the sign-in; the only one if left out"))
    parser.add_argument("--code", action="store_true", help=say("ask for a recovery code, no password"))


def _folder(arguments: argparse.Namespace) -> Path:
    return arguments.data or data_folder()


def secret(words: str) -> str:
    """A password typed at the terminal unseen, or the next line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{words} ")
    return sys.stdin.readline().rstrip("\r\n")


def _name(arguments: argparse.Namespace, folder: Path) -> str:
    from crs_intake import storage

    if arguments.user:
        return str(arguments.user)
    names = storage.users(folder)
    if len(names) != 1:
        raise NotAcceptable(say("Give --user with your name: {names}.", names=", ".join(names)))
    return names[0]


def _way(arguments: argparse.Namespace, folder: Path) -> dict[str, str]:
    if arguments.code:
        return {"code": secret(say("Recovery code:"))}
    name = _name(arguments, folder)
    return {"name": name, "password": secret(say("Password of {name}:", name=name))}


def _open(arguments: argparse.Namespace) -> SqlStore | ServerStore:
    from crs_intake import storage

    folder = _folder(arguments)
    way, clock = _way(arguments, folder), SystemClock()
    if arguments.code:
        reason = say("Back-up or check from the command line")
        return storage.open_with_recovery(folder, way["code"], reason, clock, anchors=anchor_folder())
    # Beside an open window: a back-up disturbs nobody.
    return storage.open_store(
        folder, way["name"], way["password"], clock, alone=False, anchors=anchor_folder()
    )


def _backup(arguments: argparse.Namespace) -> None:
    with closing(_open(arguments)) as store:
        if store.backup_state().elsewhere:
            raise NotAcceptable(
                say("This desk is on a server; that is done there."),
                then=say("Ask whoever looks after the server; docs/sites.md says how."),
            )
        if arguments.to is not None:
            store.choose_backup_place(_by(store), arguments.to)
        made = store.back_up("command line")
        state = store.backup_state()
    if made is not None:
        _tell(made)
    if state.second is not None and (state.second_newest is None or made is None
                                     or state.second_newest.made != made.made):  # fmt: skip
        print(say("The second place could not be reached: {folder}", folder=state.second), file=sys.stderr)


def _restore(arguments: argparse.Namespace) -> None:
    from crs_intake import storage

    found = storage.backups_in(arguments.place)
    if not found:
        raise NotAcceptable(say("There is no back-up in {folder}.", folder=arguments.place))
    if arguments.list:
        for each in found:
            _tell(each)
        return
    folder = _folder(arguments)
    aside = storage.restore(
        found[0].folder, folder, SystemClock(), anchors=anchor_folder(), **_way(arguments, found[0].folder)
    )
    _tell(found[0])
    print(say("It stands in {folder} now.", folder=folder))
    if aside is not None:
        print(say("What stood there was moved to {folder}.", folder=aside))


def _check(arguments: argparse.Namespace) -> int:
    from crs_intake import storage

    if arguments.place is not None:
        from crs_intake.storage import backups

        found = storage.backups_in(arguments.place)
        if not found:
            raise NotAcceptable(say("There is no back-up in {folder}.", folder=arguments.place))
        backups.prove(found[0].folder, **_way(arguments, found[0].folder))
        _tell(found[0])
        return 0
    with closing(_open(arguments)) as store:
        store.doubts.clear()
        store.check(thorough=True)
        for each in store.doubts:
            print(f"{told(each.words)} {told(each.then)}".strip(), file=sys.stderr)
        if not store.doubts:
            print(say("Every page, every reference and every line of the history is sound."))
        return 1 if store.doubts else 0


def _by(store: SqlStore | ServerStore) -> Any:
    from crs_intake.storage.doors import RECOVERY

    return RECOVERY if store.recovered else store.signed_in


def _tell(backup: Backup) -> None:
    at = backup.made.astimezone(PHOENIX)
    print(say("{when}: {cases} cases, {size} kB, {folder}", when=f"{at:%Y-%m-%d %H:%M}", cases=backup.cases,
              size=backup.size // 1000, folder=backup.folder))  # fmt: skip
