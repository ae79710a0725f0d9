"""Who can open the store: a slot for each person and two on paper; the file that keeps them.

The database is encrypted with 32 random bytes that nobody types (`slots` says
how they are sealed). Names stand in the clear, so that the sign-in page can
show them; a proof made with the data key tells whether somebody changed them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.domain.text import N_
from crs_intake.storage import slots as sealing
from crs_intake.storage.passwords import SHORTEST, check_password, clean_name, same_name
from crs_intake.storage.slots import NOT_THIS, STRONG, TRY, WEAK_FOR_TESTS_ONLY, Kdf, Slot

__all__ = [
    "FILE", "SHORTEST", "STRONG", "WEAK_FOR_TESTS_ONLY", "Kdf", "KeyRing", "Slot", "check_password",
    "clean_name", "read", "same_name", "sync_folder", "write", "write_whole",
]  # fmt: skip
FORMAT = "crs-keys/2"
FILE = "keys.json"
HOLDERS = ("1", "2")
"""The two who hold a printed recovery code, each a code of their own (safety: 4.3)."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread on paper


@dataclass(frozen=True)
class KeyRing:
    """All slots of one desk; a value, written as a whole."""

    desk: str
    """Random id of the desk: a slot of another desk does not fit."""
    slots: tuple[Slot, ...] = ()
    proof: str = ""
    """Over the slots, made with the data key; "" in rings of earlier versions."""
    rekey_due: bool = False
    """Somebody left, and the data waits to be sealed anew until every slot can be given the new key."""

    @property
    def names(self) -> tuple[str, ...]:
        """The people who can sign in, in the order of the alphabet."""
        return tuple(sorted((slot.name for slot in self.slots if slot.kind == "password"), key=str.casefold))

    @property
    def can_rekey(self) -> bool:
        """Whether every slot has a public key."""
        return all(slot.public for slot in self.slots)

    def with_password(
        self, key: bytes, person: str, name: str, password: str, kdf: Kdf, *, known: bool = False
    ) -> KeyRing:
        """With a slot for this person in place of an earlier one; raises NotAcceptable.

        A `known` password is the one the person has just signed in with; it is not judged again.
        """
        name = clean_name(name)
        if not known:
            check_password(password, name)
        if any(same_name(s.name, name) and s.person != person for s in self.slots if s.kind == "password"):
            raise NotAcceptable(
                N_("Somebody of that name can sign in already; add a middle name."), where="name"
            )
        empty = Slot(_id(), "password", person, name, kdf, "", "", "")
        slot = sealing.sealed(self.desk, key, sealing.typed(password), empty)
        return replace(self, slots=(*self.without(person).slots, slot)).proved(key)

    def with_recovery(self, key: bytes, kdf: Kdf, holder: str = "1") -> tuple[KeyRing, str]:
        """With a new code for one of the two holders in place of an earlier one, and the code to print."""
        raw = "".join(secrets.choice(_ALPHABET) for _ in range(32))  # 160 bits
        empty = Slot(_id(), "recovery", "", holder, kdf, "", "", "")
        slot = sealing.sealed(self.desk, key, raw.encode(), empty)
        others = tuple(s for s in self.slots if s.kind != "recovery" or (s.name or "1") != holder)
        code = "-".join(raw[at : at + 4] for at in range(0, 32, 4))
        return replace(self, slots=(*others, slot)).proved(key), code

    def without(self, person: str) -> KeyRing:
        """Without the slot of that person."""
        return replace(self, slots=tuple(slot for slot in self.slots if not person or slot.person != person))

    def open(self, name: str, password: str) -> tuple[tuple[bytes, ...], Slot]:
        """The data key (and the coming one) and the slot that gave it; raises UnreadableStore."""
        for slot in self.slots:
            if slot.kind == "password" and same_name(slot.name, name):
                return sealing.unsealed(self.desk, sealing.typed(password), slot), slot
        raise UnreadableStore(NOT_THIS, then=TRY)

    def recover(self, code: str) -> tuple[bytes, ...]:
        """The data key (and the coming one) from a printed code, however grouped; raises UnreadableStore."""
        typed = "".join(each for each in code.upper() if each.isalnum())
        typed = typed.translate(str.maketrans("OIL", "011"))
        for slot in self.slots:
            if slot.kind == "recovery" and len(typed) == 32 and typed.isascii():
                try:
                    return sealing.unsealed(self.desk, typed.encode(), slot)
                except UnreadableStore as trouble:
                    if str(trouble) != str(sealing.not_the_code()):
                        raise
        raise sealing.not_the_code()

    def with_next(self, key: bytes) -> KeyRing:
        """With the coming data key sealed to everybody who stays."""
        return replace(
            self, slots=tuple(replace(s, next=sealing.boxed(self.desk, key, s)) for s in self.slots)
        )

    def settled(self, key: bytes, *, moved: bool) -> KeyRing:
        """After the data was sealed anew (or was not): one data key for everybody again."""
        kept = tuple(replace(s, box=s.next if moved and s.next else s.box, next="") for s in self.slots)
        return replace(self, slots=kept, rekey_due=self.rekey_due and not moved).proved(key)

    def proved(self, key: bytes) -> KeyRing:
        """With its proof, which only who has the data key can make."""
        return replace(self, proof=self._proof(key))

    def is_proved(self, key: bytes) -> bool:
        """Whether a program with the data key wrote these slots; True for rings without proof."""
        return not self.proof or hmac.compare_digest(self.proof, self._proof(key))

    def _proof(self, key: bytes) -> str:
        told = json.dumps([asdict(replace(slot, next="")) for slot in self.slots], sort_keys=True)
        return hmac.new(key, f"ring {self.desk} {told}".encode(), hashlib.sha256).hexdigest()


def read(folder: Path) -> KeyRing:
    """The key ring of a desk's folder; raises UnreadableStore."""
    try:
        given = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnreadableStore(
            N_("There is no desk in this folder."), then=N_("Choose another folder, or set up a new desk.")
        ) from None
    except (OSError, ValueError):
        raise sealing.damaged_keys() from None
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
    """Write a file so that after any interruption the old or the new one is there, never a part.

    Programs and threads that write the same file at once do not meet: the last one wins, whole.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
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
        ring = KeyRing(given["desk"], slots, given.get("proof", ""), bool(given.get("rekey_due", False)))
    except (TypeError, KeyError, AttributeError):
        raise sealing.damaged_keys() from None
    words = [ring.desk, ring.proof]
    words += [word for slot in slots for word in vars(slot).values() if word is not slot.kdf]
    numbers = [number for slot in slots for number in vars(slot.kdf).values()]
    if not all(isinstance(word, str) for word in words) or not all(isinstance(n, int) for n in numbers):
        raise sealing.damaged_keys()
    return ring


def _id() -> str:
    return secrets.token_hex(16)
