"""The DES interface at the command line: the preview of a file, and the case files it makes (804.B)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crs_intake.codec import to_file
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.tips import Outcome, Resolved, TipsPreview
from crs_intake.words import say

OUTCOMES: tuple[Outcome, ...] = ("update", "new", "known", "research", "error")


def settled(resolve: Sequence[str]) -> dict[int, Resolved]:
    """Partial matches that staff have settled, by line, from words such as "3=matched"."""
    return dict(map(_resolved, resolve))


def _resolved(text: str) -> tuple[int, Resolved]:
    line, _, how = text.partition("=")
    if not line.isdigit() or how not in ("matched", "created"):
        raise NotAcceptable(say("Give --resolve as 3=matched or 3=created; not '{text}'.", text=text))
    return int(line), "matched" if how == "matched" else "created"


def by_number(cases: Mapping[Path, Case]) -> dict[str, Path]:
    """The file of each case; raises NotAcceptable if two are of one number, for one would be lost."""
    found: dict[str, Path] = {}
    for path, case in cases.items():
        if case.number in found:
            raise NotAcceptable(
                say("{one} and {other} have the same case number '{number}'; give each case its own.",
                    one=found[case.number], other=path, number=case.number)
            )  # fmt: skip
        found[case.number] = path
    return found


def _targets(found: TipsPreview, paths: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """Where each case goes; raises NotAcceptable if two would go to one file, or one to a folder."""
    made: dict[str, Path] = {}
    for number in found.cases:
        name = paths[number].name if number in paths else f"{_file_name(number)}.json"
        if folder / name in made.values() or (folder / name).is_dir():
            raise NotAcceptable(say("Two cases would be written to {path}; rename one.", path=folder / name))
        made[number] = folder / name
    return made


def write(found: TipsPreview, paths: Mapping[str, Path], folder: Path) -> None:
    """Write every changed and new case file, all or none; the files that were read stay as they are."""
    made: list[tuple[Path, Path]] = []
    targets = _targets(found, paths, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, case in found.cases.items():
            handle, place = tempfile.mkstemp(dir=folder, suffix=".part")
            made.append((Path(place), targets[number]))
            with os.fdopen(handle, "wb") as stream:
                stream.write(to_file(case) + b"\n")
        for part, whole in made:
            part.replace(whole)
    except OSError as trouble:
        raise NotAcceptable(
            say("The file {path} cannot be written: {reason}.", path=folder, reason=trouble.strerror)
        ) from None
    finally:
        for part, _ in made:
            part.unlink(missing_ok=True)


def _file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in number)


def answer(found: TipsPreview, *, taken: bool) -> dict[str, Any]:
    """The preview as its JSON object."""
    return {
        "taken": taken,
        "counts": {outcome: found.count(outcome) for outcome in OUTCOMES},
        "lines": [
            {"line": each.number, "outcome": each.outcome, "case": each.case, "person": each.person,
             "name": each.record.name, "faults": [say(fault) for fault in each.faults]}
            for each in found.lines
        ],
        "cases": sorted(found.cases),
    }  # fmt: skip


def lines(found: TipsPreview) -> Iterator[str]:
    """The same for a person at a terminal."""
    for each in found.lines:
        faults = f" ({', '.join(map(say, each.faults))})" if each.faults else ""
        yield say("Line {number}: {outcome}{faults} {case}", number=each.number, outcome=each.outcome,
                  faults=faults, case=each.case)  # fmt: skip
    yield ", ".join(f"{outcome} {found.count(outcome)}" for outcome in OUTCOMES)
