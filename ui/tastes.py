"""What each person likes the desk to look like: language, palette, and that the first tour was seen.

It stands beside the store, not in it, because the sign-in speaks before anything is opened; it holds
sign-in names, which that window shows anyway, and nothing of any family.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crs_intake.domain.text import N_

FILE = "tastes.json"
Taste = Literal["language", "look", "toured"]
LANGUAGES = (("en", "English"), ("es", "Español"))
"""Each named in itself, so that whoever needs it can read it."""
LOOKS = (
    ("", N_("As this computer is set")), ("light", N_("Light")), ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)  # fmt: skip


@dataclass(frozen=True)
class Tastes:
    """The tastes kept in a folder; a file that cannot be read counts as none."""

    folder: Path

    def of(self, person: str, what: Taste) -> str:
        """What the person chose, or nothing."""
        return self._read().get(person, {}).get(what, "")

    def keep(self, person: str, what: Taste, value: str) -> None:
        """Remember a choice; a folder that cannot be written costs no more than the memory of it."""
        found = self._read()
        if found.get(person, {}).get(what, "") == value:
            return
        found.setdefault(person, {})[what] = value
        try:
            fresh = self.folder / f"{FILE}.new"
            fresh.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self.folder / FILE)
        except OSError:
            return

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            found = json.loads((self.folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            str(name): {str(key): str(value) for key, value in each.items()}
            for name, each in found.items()
            if isinstance(each, dict)
        }
