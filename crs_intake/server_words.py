"""`crs-intake server`: set a desk up on a PostgreSQL server, bring it up to date, join it (docs/sites.md).

The first two are done once by whoever looks after the server, as the role that owns the database. Passwords
are typed at the terminal or come as lines on standard input, the owner's first.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from crs_intake.clock import SystemClock
from crs_intake.desk_words import anchor_folder, data_folder, secret
from crs_intake.words import say


def add(words: Any) -> None:
    """Add the word to the command."""
    server = words.add_parser("server", help=say("a desk on a PostgreSQL server: docs/sites.md"))
    acts = server.add_subparsers(dest="act", required=True, metavar="act")
    made = acts.add_parser("set-up", help=say("make the tables in an empty database and its first person"))
    _address(made)
    made.add_argument("--owner", default="crs_owner", help=say("role that owns the database"))
    made.add_argument("--user", required=True, help=say("name of the first person, who holds all roles"))
    made.add_argument("--site", default="", help=say("site of that person; every site if left out"))
    made.set_defaults(run=_set_up)
    update = acts.add_parser("update", help=say("bring the tables up to date; back the server up before"))
    _address(update)
    update.add_argument("--owner", default="crs_owner", help=say("role that owns the database"))
    update.set_defaults(run=_update)
    join = acts.add_parser("join", help=say("let this computer's desk be the one of the server"))
    _address(join)
    join.add_argument("--data", type=Path, help=say("folder of the desk's files"))
    join.add_argument("--user", required=True, help=say("your name at the sign-in"))
    join.set_defaults(run=_join)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", metavar="postgresql://SERVER/DATABASE?sslrootcert=CA.pem")


def _set_up(arguments: argparse.Namespace) -> None:
    from tempfile import TemporaryDirectory

    from crs_intake import storage
    from crs_intake.policy.book import Book
    from crs_intake.storage.server import address, doors

    place, clock = address.read(arguments.address), SystemClock()
    owner = secret(say("Password of {name}:", name=arguments.owner))
    word = secret(say("First password of {name}:", name=arguments.user))
    doors.set_up(place, arguments.owner, owner, arguments.user, word, clock, arguments.site)
    with (
        TemporaryDirectory(prefix="crs-intake-") as folder,
        closing(storage.join(Path(folder), place.url, arguments.user, word, clock)) as store,
    ):
        store.keep_site(store.signed_in, Book.load().site)
    print(say("The desk stands on {server}. Each computer joins it at its first start.", server=place.url))


def _update(arguments: argparse.Namespace) -> None:
    from crs_intake.storage.server import address, doors

    owner = secret(say("Password of {name}:", name=arguments.owner))
    since, now = doors.bring_up_to_date(address.read(arguments.address), arguments.owner, owner)
    print(say("The tables were of version {since} and are of version {now}.", since=since, now=now))


def _join(arguments: argparse.Namespace) -> None:
    from crs_intake import storage

    folder = arguments.data or data_folder()
    word = secret(say("Password of {name}:", name=arguments.user))
    storage.join(
        folder, arguments.address, arguments.user, word, SystemClock(), anchors=anchor_folder()
    ).close()
    print(say("This computer's desk is the one of the server now: {folder}", folder=folder))
