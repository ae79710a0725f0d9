"""Files as nobody wrote them: real ones cut, scratched and stuffed, given to every command that reads.

Bodies for the gate and the soak (safety: T9). Each file costs an answer or a sentence within five seconds;
nothing of a refused file is taken in.
"""

import contextlib
import copy
import io
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from crs_intake.cli import main

SLOWEST_S = 5.0
STUFF: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", " ", "x" * 5000, "2009-02-30", "9999-12-31", "0001-01-01", "=1+1",
    "<img src=/etc/passwd>", "\u202eabc", "Tłʼízí", "..", "\ud83d", [], {}, [[[]]], [None], {"a": {}},
    "12:60", "2009-03-31T25:00", "1e400", "-0.005", "NaN",
)  # fmt: skip
HEAD = ("AZTECS Case Number,Parent's name,Parent's AZTECS Client ID,Social Security Number,Date of Birth,"
        "Gender,Address,FPL threshold,Number of members of the income group,Effective date\r\n")  # fmt: skip
ROW = 'A1,"Soto, Ana",C1,123-45-6789,1990-05-01,F,"9 Oak St, Mesa, AZ 85201",175,4,2026-05-01\r\n'
PARTNER = b'{"format": "crs-partner/1"}'


def sample(name: str) -> bytes:
    """A sample file as it is shipped."""
    return (files("resources") / "sample" / f"{name}.json").read_bytes()


def scratched(content: bytes, chance: random.Random) -> bytes:
    """The bytes with a piece cut, doubled, swapped, flipped or put in."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at, to = sorted(chance.randrange(len(made) + 1) for _ in range(2))
        way = chance.randrange(5)
        if way == 0:
            del made[at : min(to, at + 40)]
        elif way == 1:
            made[at:at] = made[at:to][:200]
        elif way == 2 and made:
            made[min(at, len(made) - 1)] ^= 1 << chance.randrange(8)
        elif way == 3:
            made[at:at] = chance.choice(
                (
                    b"\0",
                    b'"',
                    b"{",
                    b"}",
                    b"\xff\xfe",
                    b",",
                    b"[" * 3000,
                    b"[" * 3000 + b"]" * 3000,
                    b"1e999",
                    b"\r",
                )
            )
        else:
            made = made[: max(1, to)]
    return bytes(made)


def stuffed(content: bytes, chance: random.Random) -> bytes:
    """The JSON with one to three of its values exchanged for something else, or taken out."""
    plain = json.loads(content)
    for _ in range(chance.randrange(1, 4)):
        holder, key = chance.choice(list(_places(plain)))
        if chance.random() < 0.2 and isinstance(holder, dict):
            holder.pop(key, None)
        elif chance.random() < 0.15 and isinstance(holder, list):
            holder.extend([holder[key]] * chance.choice((1, 40)))
        else:
            holder[key] = copy.deepcopy(chance.choice(STUFF))
        if not isinstance(plain, dict) or not plain:
            break
    return json.dumps(plain).encode()


def _places(plain: Any) -> Any:
    steps = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for key, value in list(steps):
        yield plain, key
        if isinstance(value, dict | list) and value:
            yield from _places(value)


def asked(words: list[str]) -> tuple[int, str]:
    """One command; gives its exit code and what it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    return code, out.getvalue() + err.getvalue()


def case_files(content: bytes, file: Path) -> list[list[str]]:
    """What is asked of a case file."""
    file.write_bytes(content)
    at = ["--on", "2010-01-08", "--json"]
    return [
        ["assess", str(file), *at], ["deadlines", str(file), "--at", "2010-01-08T09:00", "--json"],
        ["parents", str(file), *at], ["extract", str(file), "--at", "2010-01-08T09:00"],
        ["document", "DOC-05", str(file), "--on", "2010-01-08", "-o", str(file.with_suffix(".pdf"))],
    ]  # fmt: skip


def settings(content: bytes, file: Path) -> list[list[str]]:
    """What is asked of a site's settings."""
    file.write_bytes(content)
    case = file.with_name("good.json")
    case.write_bytes(sample("family_b"))
    return [
        ["extract", str(case), "--at", "2009-03-31T09:00", "--site", str(file)],
        ["heaplus", "--at", "2009-03-31T09:00", "--site", str(file), "--json"],
    ]


def des_files(content: bytes, file: Path) -> list[list[str]]:
    """What is asked of the day's file of DES."""
    file.write_bytes(content)
    case = file.with_name("good.json")
    case.write_bytes(sample("family_a_2026"))
    return [["tips-import", str(file), str(case), "--on", "2026-04-02", "--json"]]


def partners(content: bytes, file: Path) -> list[list[str]]:
    """What is asked of the partnership's file."""
    file.write_bytes(content)
    return [["partner", str(file), "--at", "2026-03-31T09:00", "--json"]]


Kind = tuple[Callable[[bytes, Path], list[list[str]]], tuple[bytes, ...], bool]
KINDS: dict[str, Kind] = {
    "case files": (case_files, tuple(sample(n) for n in ("family_a_no", "family_b", "family_c_2010")), True),
    "settings": (settings, (sample("site"),), True),
    "files of DES": (des_files, ((HEAD + ROW * 3).encode(), (HEAD + ROW).encode("utf-16")), False),
    "partnerships": (partners, (PARTNER,), True),
}


def fuzz(work: Path, name: str, times: int, seed: int) -> dict[str, int]:
    """Give so many spoiled files of a kind to what reads them; raises AssertionError with the seed."""
    ask, goods, is_json = KINDS[name]
    told, chance = Counter[str](), random.Random(f"{seed} {name}")
    work.mkdir(parents=True, exist_ok=True)
    for turn in range(times):
        good = chance.choice(goods)
        spoil = stuffed if is_json and chance.random() < 0.7 else scratched
        spoiled = spoil(good, chance)
        for words in ask(spoiled, work / ("file.json" if is_json else "file.csv")):
            begun = time.process_time()
            try:
                code, said = asked(words)
            except (Exception, SystemExit) as trouble:
                (work / "spoiled").write_bytes(spoiled)
                why = f"{type(trouble).__name__} {trouble}"[:300]
                raise AssertionError(f"{name}, seed {seed}, file {turn}, {words[0]}: {why}") from trouble
            took = time.process_time() - begun
            assert took < SLOWEST_S, f"{name}, seed {seed}, file {turn}, {words[0]}: {took:.1f} s"
            assert code in (0, 2), f"{name}, seed {seed}, file {turn}: exit {code}"
            assert "Traceback" not in said
            assert code == 0 or said.strip(), "refused without a word"
            told["answered" if code == 0 else "refused in words"] += 1
    return {f"{name}, {what}": many for what, many in told.items()}
