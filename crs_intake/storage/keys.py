"""Who can open the store: one sealed copy of the data key for each person, and one on paper.

The database is encrypted with 32 random bytes that nobody types. Each slot
holds them sealed with a key made from one person's password (argon2id, then
AES-256-GCM); names stand in the clear, so that the sign-in page can show them.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_

FORMAT = "crs-keys/1"
FILE = "keys.json"
SHORTEST = 15
"""Characters of the shortest password; the key space of the whole store hangs on it."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread on paper
NOT_THIS = N_("This name and password do not open the desk.")
_TRY = N_("Check the name and the Caps Lock key and type the password again, or use the recovery code.")


@dataclass(frozen=True)
class Kdf:
    """How much work one guess at a password costs (argon2id); kept in the slot, so that it can rise."""

    memory_kib: int
    passes: int
    lanes: int
    for_tests: bool = False


STRONG = Kdf(memory_kib=65536, passes=3, lanes=4)
WEAK_FOR_TESTS_ONLY = Kdf(memory_kib=8, passes=1, lanes=1, for_tests=True)


@dataclass(frozen=True)
class Slot:
    """One sealed copy of the data key."""

    id: str
    kind: Literal["password", "recovery"]
    person: str
    """Id of the person; "" for a recovery slot."""
    name: str
    kdf: Kdf
    salt: str
    nonce: str
    sealed: str


@dataclass(frozen=True)
class KeyRing:
    """All slots of one desk; a value, written as a whole."""

    desk: str
    """Random id of the desk: a slot of another desk does not fit."""
    slots: tuple[Slot, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The people who can sign in, in the order of the alphabet."""
        return tuple(sorted((slot.name for slot in self.slots if slot.kind == "password"), key=str.casefold))

    def with_password(self, key: bytes, person: str, name: str, password: str, kdf: Kdf) -> KeyRing:
        """With a slot for this person in place of an earlier one; raises NotAcceptable."""
        name = clean_name(name)
        check_password(password, name)
        if any(same_name(slot.name, name) and slot.person != person for slot in self.slots):
            raise NotAcceptable(
                N_("Somebody of that name can sign in already; add a middle name."), where="name"
            )
        slot = _seal(self.desk, key, _typed(password), Slot(_id(), "password", person, name, kdf, "", "", ""))
        return replace(self, slots=(*self.without(person).slots, slot))

    def with_recovery(self, key: bytes, kdf: Kdf) -> tuple[KeyRing, str]:
        """With a new recovery slot in place of an earlier one, and the code to print."""
        raw = "".join(secrets.choice(_ALPHABET) for _ in range(32))  # 160 bits
        slot = _seal(self.desk, key, raw.encode(), Slot(_id(), "recovery", "", "", kdf, "", "", ""))
        others = tuple(slot for slot in self.slots if slot.kind != "recovery")
        return replace(self, slots=(*others, slot)), "-".join(raw[at : at + 4] for at in range(0, 32, 4))

    def without(self, person: str) -> KeyRing:
        """Without the slot of that person."""
        return replace(self, slots=tuple(slot for slot in self.slots if not person or slot.person != person))

    def open(self, name: str, password: str) -> tuple[bytes, Slot]:
        """The data key and the slot that gave it; raises UnreadableStore."""
        for slot in self.slots:
            if slot.kind == "password" and same_name(slot.name, name):
                return _unseal(self.desk, _typed(password), slot), slot
        raise UnreadableStore(NOT_THIS, then=_TRY)

    def recover(self, code: str) -> bytes:
        """The data key from the printed code, however it is grouped; raises UnreadableStore."""
        typed = "".join(each for each in code.upper() if each.isalnum())
        typed = typed.translate(str.maketrans("OIL", "011"))
        slot = next((slot for slot in self.slots if slot.kind == "recovery"), None)
        if slot and len(typed) == 32 and typed.isascii():
            return _unseal(self.desk, typed.encode(), slot)
        raise _not_the_code()


def clean_name(name: str) -> str:
    """A person's name as it is kept; raises NotAcceptable."""
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean or len(clean) > 80 or not clean.isprintable():
        raise NotAcceptable(N_("Type the person's name, at most 80 letters."), where="name")
    return clean


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same at the sign-in page (capitals and spaces aside)."""
    return _folded(one) == _folded(other)


def check_password(password: str, name: str) -> None:
    """Refuse a password that is too easy to guess; raises NotAcceptable with what to do."""
    typed = unicodedata.normalize("NFC", password)
    if len(typed) < SHORTEST:
        raise NotAcceptable(
            N_("The password needs 15 characters or more; a sentence of four or five words is easy to keep."),
            where="password",
        )
    if len(set(typed.casefold())) < 5 or _folded(typed).replace(_folded(name), "") == "":
        raise NotAcceptable(
            N_("This password is too easy to guess; take four or five words that do not belong together."),
            where="password",
        )


def read(folder: Path) -> KeyRing:
    """The key ring of a desk's folder; raises UnreadableStore."""
    try:
        given = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnreadableStore(
            N_("There is no desk in this folder."), then=N_("Choose another folder, or set up a new desk.")
        ) from None
    except (OSError, ValueError):
        raise _damaged() from None
    if isinstance(given, dict) and str(given.get("format", "")) > FORMAT:
        raise UnreadableStore(
            N_("The keys of this desk were written by a newer version of the program."),
            then=N_("Install the newer version on this computer; nothing was changed."),
        )
    return _ring(given)


def write(folder: Path, ring: KeyRing) -> None:
    """Put the key ring in place of the earlier one, whole or not at all."""
    text = json.dumps({"format": FORMAT, **asdict(ring)}, ensure_ascii=False, indent=1)
    write_whole(folder / FILE, text.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after any interruption the old or the new one is there, never a part."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name durable, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _ring(given: Any) -> KeyRing:
    try:
        slots = tuple(Slot(**{**slot, "kdf": Kdf(**slot["kdf"])}) for slot in given["slots"])
        ring = KeyRing(given["desk"], slots)
    except (TypeError, KeyError):
        raise _damaged() from None
    words = [ring.desk, *(word for slot in slots for word in vars(slot).values() if word is not slot.kdf)]
    numbers = [number for slot in slots for number in vars(slot.kdf).values()]
    if not all(isinstance(word, str) for word in words) or not all(isinstance(n, int) for n in numbers):
        raise _damaged()
    return ring


def _damaged() -> UnreadableStore:
    return UnreadableStore(
        N_("The file with this desk's keys is damaged."),
        then=N_("Put back keys.json from the newest back-up; the cases themselves are not touched."),
    )


def _not_the_code() -> UnreadableStore:
    return UnreadableStore(
        N_("This is not the recovery code of this desk."),
        then=N_("It has eight groups of four letters and figures; compare it with the printed page."),
    )


def _seal(desk: str, key: bytes, secret: bytes, slot: Slot) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # late: the first window needs Qt alone

    slot = replace(slot, salt=_text(secrets.token_bytes(16)), nonce=_text(secrets.token_bytes(12)))
    sealed = AESGCM(_stretched(secret, slot)).encrypt(_bytes(slot.nonce), key, _around(desk, slot))
    return replace(slot, sealed=_text(sealed))


def _unseal(desk: str, secret: bytes, slot: Slot) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        key = AESGCM(_stretched(secret, slot)).decrypt(
            _bytes(slot.nonce), _bytes(slot.sealed), _around(desk, slot)
        )
    except InvalidTag:
        raise (_not_the_code() if slot.kind == "recovery" else UnreadableStore(NOT_THIS, then=_TRY)) from None
    except (ValueError, OverflowError, MemoryError):
        raise _damaged() from None
    if len(key) != 32:
        raise _damaged()
    return key


def _stretched(secret: bytes, slot: Slot) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    kdf = slot.kdf
    if not (8 <= kdf.memory_kib <= 1 << 21 and 1 <= kdf.passes <= 64 and 1 <= kdf.lanes <= 64):
        raise _damaged()
    try:
        return hash_secret_raw(secret, _bytes(slot.salt), kdf.passes, kdf.memory_kib, kdf.lanes, 32, Type.ID)
    except (HashingError, TypeError):
        raise _damaged() from None


def _around(desk: str, slot: Slot) -> bytes:
    """What the seal also covers: whoever swaps slots or lowers the work of guessing breaks it."""
    told = asdict(replace(slot, nonce="", sealed=""))
    return json.dumps([FORMAT, desk, told], sort_keys=True, ensure_ascii=False).encode()


def _typed(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


_text: Callable[[bytes], str] = lambda raw: base64.b64encode(raw).decode()  # noqa: E731
_bytes: Callable[[str], bytes] = lambda text: base64.b64decode(text, validate=True)  # noqa: E731


def _id() -> str:
    return secrets.token_hex(16)
