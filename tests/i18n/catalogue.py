"""The words of the program and their translations: found in code and policy data, kept as gettext files.

    python tests/i18n/catalogue.py            take up new words, drop old ones, compile
    python tests/i18n/catalogue.py missing    print what has no Spanish words yet

It stands among the tests because the program itself never needs it: the compiled catalogue is
in the repository, so a checkout shows Spanish without any step.
"""

import ast
import fcntl
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # it runs as a script, too

from crs_intake.plurals import ONE  # noqa: E402

FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("es",)
MARKS = {"say", "say_with", "N_"}
"""Calls whose first argument is a message id (crs_intake.words, crs_intake.domain.text)."""
PLACES = ("crs_intake", "ui")
DATA = "resources/policy"
SHOWN = {"label", "name", "says", "plain", "not_now", "at_expiry", "stops_it", "question", "reading"}
"""Keys of the policy data whose words people read."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HEAD = "# The words of CRS Intake. Made and taken up by tests/i18n/catalogue.py."
SHOWN_WHOLE = {"questions"}
"""Keys under which every text is read by people."""


@cache
def messages() -> Mapping[str, set[str]]:
    """Every message id with the files it stands in."""
    found: dict[str, set[str]] = {}
    for place in PLACES:
        for file in sorted((ROOT / place).rglob("*.py")):
            for message in in_code(file.read_text(encoding="utf-8")):
                found.setdefault(message, set()).add(file.relative_to(ROOT).as_posix())
    for file in sorted((ROOT / DATA).rglob("*.yaml")):
        for message in in_data(yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)):
            found.setdefault(message, set()).add(file.relative_to(ROOT).as_posix())
    return found


def in_code(text: str) -> Iterator[str]:
    """Message ids in Python code; both sides of a choice."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[-1] in MARKS:
            yield from (each for each in _texts(node.args[0]) if each)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def in_data(given: Any) -> Iterator[str]:
    """Message ids in policy data."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            if key in SHOWN and isinstance(value, str):
                yield from filter(None, (value,))
            elif key in SHOWN_WHOLE and isinstance(value, Mapping):
                yield from (each for each in value.values() if isinstance(each, str))
            else:
                yield from in_data(value)
    elif isinstance(given, list):
        for each in given:
            yield from in_data(each)


class Words(Catalog):
    """A catalogue whose head names no day, so that the same words are the same bytes."""

    def __init__(self, locale: Any = None) -> None:
        super().__init__(locale=locale, charset="utf-8", fuzzy=False, header_comment=HEAD)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """What gettext must know, and nothing that changes."""
        return [
            ("Language", str(self.locale_identifier or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]

    @mime_headers.setter
    def mime_headers(self, _read: object) -> None:
        """The head of a file that is read tells nothing new."""


def key(message: str) -> str | tuple[str, str]:
    """What gettext calls a message: where it counts something, the words for one and those for many."""
    return (ONE[message][1], message) if message in ONE else message


def template() -> Catalog:
    """The catalogue without translations."""
    made = Words()
    for message, files in sorted(messages().items()):
        made.add(key(message), locations=[(file, 1) for file in sorted(files)])
    return made


def forms(message: Message) -> tuple[tuple[str, str], ...]:
    """A message with its translation; one that counts something twice, for one and for many."""
    ids, strings = message.id, message.string
    if isinstance(ids, str):
        return ((ids, str(strings)),)
    return tuple(zip(ids, strings or ("", ""), strict=True))


def path(language: str, ending: str) -> Path:
    """The file of a language."""
    return FOLDER / language / "LC_MESSAGES" / f"crs_intake.{ending}"


def read(language: str) -> Catalog:
    """The translations as they stand."""
    file = path(language, "po")
    if not file.exists():
        return Words(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


Translations = Mapping[str, str | tuple[str, str]]
"""A message as the code has it, with its words; two where it counts something: for one, for many."""


def update(language: str, also: Translations | None = None) -> Catalog:
    """Take up new words and drop old ones; `also` adds translations."""
    with one_at_a_time():
        return _update(language, also or {})


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two runs at once would read each other's half-written file and take up only half of the words."""
    with (Path(tempfile.gettempdir()) / "crs-intake-catalogue.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _whole(file: Path, content: bytes) -> None:
    """Put a whole file in the place of the old one."""
    beside = file.with_suffix(f"{file.suffix}.new")
    beside.write_bytes(content)
    beside.replace(file)


def _update(language: str, also: Translations) -> Catalog:
    old, made = read(language), Words(language)
    for message in template():
        if message.id:
            known = old.get(message.id)
            words = known.string if known and type(known.id) is type(message.id) else message.string
            words = also.get(message.id if isinstance(message.id, str) else message.id[1]) or words
            made.add(message.id, words, locations=message.locations)
    path(language, "po").parent.mkdir(parents=True, exist_ok=True)
    _whole(path(language, "po"), po(made))
    _whole(path(language, "mo"), mo(made))
    return made


def po(catalogue: Catalog) -> bytes:
    """The catalogue as text for translators: the same bytes for the same words."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=110, sort_output=True, include_lineno=False)
    return stream.getvalue()


def mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it: what is translated, and no more."""
    kept = Words(locale=catalogue.locale)
    for message in catalogue:
        if message.id and all(words for _, words in forms(message)):
            kept.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, kept)
    return stream.getvalue()


def untranslated(language: str) -> list[str]:
    """Message ids of the program that have no words in that language."""
    known = read(language)
    return [
        each
        for each in sorted(messages())
        if not (found := known.get(key(each)))
        or not all(words for _, words in forms(found))
        or len(forms(found)) != (2 if each in ONE else 1)
        or found.fuzzy
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["missing"]:
        for each in untranslated("es"):
            print(each)
    else:
        for each in LANGUAGES:
            print(
                each, len(list(update(each))) - 1, "messages,", len(untranslated(each)), "without translation"
            )
