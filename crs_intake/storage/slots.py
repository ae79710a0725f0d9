"""One sealed box of a key ring: a person's password opens a key of their own, that key opens the data key.

The person's own key is a pair (X25519). Its public half lets the desk hand a
new data key to everybody who stays without knowing a single password, so the
data can be sealed anew when somebody leaves. Slots of earlier versions held the
data key itself; they are exchanged when their person signs in.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Literal

from crs_intake.domain.errors import UnreadableStore
from crs_intake.domain.text import N_

NOT_THIS = N_("This name and password do not open the desk.")
TRY = N_("Check the name and the Caps Lock key and type the password again, or use the recovery code.")
_AROUND_1, _AROUND_2 = "crs-keys/1", "crs-keys/2"


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
    """One person's, or one recovery holder's, way to the data key."""

    id: str
    kind: Literal["password", "recovery"]
    person: str
    """Id of the person; "" for a recovery slot."""
    name: str
    """The person's name; for a recovery slot the number of its holder ("" is the first)."""
    kdf: Kdf
    salt: str
    nonce: str
    sealed: str
    """The slot's private key (with `public`), or the data key itself (slots of earlier versions)."""
    public: str = ""
    box: str = ""
    """The data key, sealed to the public key."""
    next: str = ""
    """The data key that is coming, while the data is sealed anew."""


def sealed(desk: str, key: bytes, secret: bytes, slot: Slot) -> Slot:
    """The slot with a fresh pair of keys, opened by the secret, and the data key in its box."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # late: the first window needs Qt alone

    pair = X25519PrivateKey.generate()
    public = text_of(pair.public_key().public_bytes_raw())
    slot = replace(
        slot, salt=text_of(secrets.token_bytes(16)), nonce=text_of(secrets.token_bytes(12)), public=public
    )
    kept = AESGCM(_stretched(secret, slot)).encrypt(
        bytes_of(slot.nonce), pair.private_bytes_raw(), _around(desk, slot)
    )
    slot = replace(slot, sealed=text_of(kept))
    return replace(slot, box=boxed(desk, key, slot), next="")


def boxed(desk: str, key: bytes, slot: Slot) -> str:
    """The data key sealed to the slot's public key; nobody's password is needed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes_of(slot.public)))
    public, nonce = once.public_key().public_bytes_raw(), secrets.token_bytes(12)
    kept = AESGCM(_shared(shared, public)).encrypt(nonce, key, _of(desk, slot))
    return text_of(public + nonce + kept)


def unsealed(desk: str, secret: bytes, slot: Slot) -> tuple[bytes, ...]:
    """The data key, and the coming one if there is one; raises UnreadableStore."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        opened = AESGCM(_stretched(secret, slot)).decrypt(
            bytes_of(slot.nonce), bytes_of(slot.sealed), _around(desk, slot)
        )
    except InvalidTag:
        raise (not_the_code() if slot.kind == "recovery" else UnreadableStore(NOT_THIS, then=TRY)) from None
    except (ValueError, OverflowError, MemoryError):
        raise damaged_keys() from None
    if len(opened) != 32:
        raise damaged_keys()
    if not slot.public:
        return (opened,)
    return tuple(_unboxed(desk, opened, slot, box) for box in (slot.box, slot.next) if box)


def typed(password: str) -> bytes:
    """A password as bytes, in whichever way its letters were composed."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def damaged_keys() -> UnreadableStore:
    """The trouble of a key file that is not as it was written."""
    return UnreadableStore(
        N_("The file with this desk's keys is damaged."),
        then=N_("Put back keys.json from the newest back-up; the cases themselves are not touched."),
    )


def not_the_code() -> UnreadableStore:
    """The trouble of a code that opens nothing."""
    return UnreadableStore(
        N_("This is not the recovery code of this desk."),
        then=N_("It has eight groups of four letters and figures; compare it with the printed page."),
    )


def _unboxed(desk: str, own: bytes, slot: Slot, box: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = bytes_of(box)
        shared = X25519PrivateKey.from_private_bytes(own).exchange(
            X25519PublicKey.from_public_bytes(raw[:32])
        )
        return AESGCM(_shared(shared, raw[:32])).decrypt(raw[32:44], raw[44:], _of(desk, slot))
    except (InvalidTag, ValueError):
        raise damaged_keys() from None


def _shared(shared: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=public, info=b"crs-intake box").derive(shared)


def _stretched(secret: bytes, slot: Slot) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    kdf = slot.kdf
    if not (8 <= kdf.memory_kib <= 1 << 21 and 1 <= kdf.passes <= 64 and 1 <= kdf.lanes <= 64):
        raise damaged_keys()
    try:
        return hash_secret_raw(
            secret, bytes_of(slot.salt), kdf.passes, kdf.memory_kib, kdf.lanes, 32, Type.ID
        )
    except (HashingError, TypeError, ValueError):
        raise damaged_keys() from None


def _around(desk: str, slot: Slot) -> bytes:
    """What the seal also covers: whoever swaps slots or lowers the work of guessing breaks it."""
    told = asdict(replace(slot, nonce="", sealed="", box="", next=""))
    for new in ("box", "next", *(() if slot.public else ("public",))):
        del told[new]
    return json.dumps([_AROUND_2 if slot.public else _AROUND_1, desk, told], sort_keys=True,
                      ensure_ascii=False).encode()  # fmt: skip


def _of(desk: str, slot: Slot) -> bytes:
    return json.dumps([_AROUND_2, desk, slot.id, slot.public]).encode()


text_of: Callable[[bytes], str] = lambda raw: base64.b64encode(raw).decode()  # noqa: E731
bytes_of: Callable[[str], bytes] = lambda text: base64.b64decode(text, validate=True)  # noqa: E731
