"""The YAML cases of a folder, one test each, with the case's words as its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

KINDS = ("example", "counterexample", "edge")


def entries(folder: Path) -> Iterator[Any]:
    """Every case of every file of a folder, with its words as the id of the test."""
    for file in sorted(folder.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader):
            for case in entry["cases"]:
                kind = next(each for each in KINDS if each in case)
                yield pytest.param(entry, case, id=f"{file.stem}: {kind}: {case[kind]}")
