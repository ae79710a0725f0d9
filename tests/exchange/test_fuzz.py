"""Spoiled files of every kind: an answer or a sentence in five seconds, and nothing half taken in (T9)."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from crs_intake.casework import transfer
from crs_intake.casework.ports import Desk
from crs_intake.domain.errors import DeskError
from crs_intake.exchange import case_file
from tests.casework import conftest
from tests.exchange import fuzz

SEED = 9
desk, clock = conftest.desk, conftest.clock


@pytest.mark.parametrize("name", list(fuzz.KINDS))
def test_a_spoiled_file_is_answered_or_refused_in_words(name: str, tmp_path: Path) -> None:
    told = fuzz.fuzz(tmp_path, name, 12, SEED)
    assert told.get(f"{name}, refused in words", 0) > 0, "nothing was spoiled; the test shows nothing"


def test_a_spoiled_case_file_is_taken_in_whole_or_not_at_all(desk: Desk) -> None:
    chance, good, taken = random.Random(SEED), fuzz.sample("family_c"), 0
    for _ in range(40):
        before = desk.store.cases(open_only=False)
        with suppress(DeskError):
            case = case_file.read_case(fuzz.stuffed(good, chance))
            number = transfer.import_case(desk, case)
            taken += 1
            kept = desk.store.case(number).case
            assert kept.events == case.events or len(kept.events) == len(case.events)
            assert kept.people == case.people
            continue
        assert desk.store.cases(open_only=False) == before
    assert [line for line in desk.store.history("") if line.act == "transfer.import"] == []
    assert len(desk.store.cases(open_only=False)) == taken


def test_the_control_a_reader_without_care_ends_in_a_trace_back() -> None:
    import json

    from crs_intake import codec
    from crs_intake.domain.case import Case

    chance, good = random.Random(SEED), fuzz.sample("family_b")
    with pytest.raises((ValueError, KeyError, TypeError, json.JSONDecodeError)):
        for _ in range(20):
            codec.from_file(Case, fuzz.scratched(good, chance))


@pytest.mark.parametrize("kind", ["case files", "settings", "partnerships", "files of DES"])
@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000 + b"]" * 200_000, b'{"a":' * 100_000, b"\0" * 1000, b"",
     b'{"number":' + b"9" * 6000 + b"}",
     (fuzz.HEAD + fuzz.ROW.replace("Soto", "x" * 300_000)).encode(), b"a," * 5_000_000],
    ids=["deep", "open", "nul", "empty", "long number", "long field", "one long line"],
)  # fmt: skip
def test_what_is_far_too_deep_or_long_is_refused_in_words(kind: str, content: bytes, tmp_path: Path) -> None:
    for words in fuzz.KINDS[kind][0](content, tmp_path / "file"):
        code, said = fuzz.asked(words)
        assert code == 2
        assert said.strip()
