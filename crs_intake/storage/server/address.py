"""Where a desk's server is: an address without anybody's name or password, kept in the desk's folder."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_
from crs_intake.storage import keys

FILE = "server.json"
FORMAT = "crs-server/1"
PORT = 5432
_KNOWN = {"sslrootcert", "host", "sslmode"}


@dataclass(frozen=True)
class Address:
    """A PostgreSQL database; over the network only by TLS with a certificate that is checked."""

    host: str
    """A name, or the folder of a socket on this computer ("/run/postgresql")."""
    port: int
    database: str
    certificate: str = ""
    """File of the authority that signed the server's certificate; "" = the authorities of this system."""

    @property
    def is_local(self) -> bool:
        """Whether the server is reached through a socket of this computer, past any network."""
        return self.host.startswith("/")

    @property
    def url(self) -> str:
        """The address as it is typed and shown."""
        if self.is_local:
            port = {} if self.port == PORT else {"port": str(self.port)}
            return f"postgresql:///{quote(self.database)}?{urlencode({'host': self.host, **port})}"
        asked = f"?{urlencode({'sslrootcert': self.certificate})}" if self.certificate else ""
        port_told = "" if self.port == PORT else f":{self.port}"
        return f"postgresql://{self.host}{port_told}/{quote(self.database)}{asked}"


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a server."""
    return text.strip().startswith(("postgresql://", "postgres://"))


def read(text: str) -> Address:
    """The address of a text; raises NotAcceptable with what it should look like."""
    try:
        parts = urlsplit(text.strip())
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        database = unquote(parts.path.strip("/"))
        host = asked.get("host") or parts.hostname or ""
        port = int(asked.pop("port", "") or parts.port or PORT)
    except ValueError:
        raise _unlike() from None
    if not is_address(text) or not database or not host or set(asked) - _KNOWN:
        raise _unlike()
    if parts.username or parts.password:
        raise NotAcceptable(
            N_("Leave name and password out of the server's address; they are typed at the sign-in."),
            where="address",
        )
    if asked.get("sslmode", "verify-full") != "verify-full":
        raise NotAcceptable(
            N_("The server's certificate is always checked; leave sslmode out of the address."),
            where="address",
        )
    return Address(host, port, database, asked.get("sslrootcert", ""))


def _unlike() -> NotAcceptable:
    return NotAcceptable(
        N_("Type the server's address as postgresql://server.example/crs?sslrootcert=/path/to/ca.pem"),
        where="address",
    )


@dataclass(frozen=True)
class Joined:
    """What a desk's folder knows of its server: the address, and who signed in here lately."""

    address: Address
    people: tuple[str, ...] = ()

    def with_person(self, name: str) -> Joined:
        """With that person first."""
        others = (each for each in self.people if each.casefold() != name.casefold())
        return Joined(self.address, (name, *others)[:40])


def joined(folder: Path) -> Joined | None:
    """The server of the desk in this folder; None if the desk is a file. Raises UnreadableStore."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise _unreadable() from None
    try:
        given = json.loads(text)
        if given["format"] != FORMAT:
            raise _unreadable()
        return Joined(read(given["address"]), tuple(map(str, given["people"])))
    except (ValueError, KeyError, TypeError):
        raise _unreadable() from None


def keep(folder: Path, desk: Joined) -> None:
    """Remember the server, and who signed in."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = {"format": FORMAT, "address": desk.address.url, "people": list(desk.people)}
    part = folder / f"{FILE}.{secrets.token_hex(6)}"  # two programs may sign in here at once
    keys.write_whole(part, json.dumps(told, ensure_ascii=False, indent=1).encode())
    part.replace(folder / FILE)


def _unreadable() -> UnreadableStore:
    return UnreadableStore(
        N_("The file with the server's address cannot be read."),
        then=N_("Move server.json out of the desk's folder and join the server again."),
    )
