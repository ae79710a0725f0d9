"""The DES interface as files: a preview first, all or nothing, and the same file twice doubles nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crs_intake import codec
from crs_intake.cli import main
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.parents import DesRecord
from crs_intake.policy.parents import tips
from tests.policy.parents import run

HEAD = ("AZTECS Case Number,Parent's name,Parent's AZTECS Client ID,Social Security Number,Date of Birth,"
        "Gender,Address,FPL threshold,Number of members of the income group,Effective date")  # fmt: skip
ANA = 'A1,"Soto, Ana",C1,123-45-6789,1990-05-01,F,"9 Oak St, Mesa, AZ 85201",175,4,2026-05-01'
NEW = 'A2,"Ruiz, Eva",C2,999-88-7777,1985-01-01,F,"1 Elm St, Yuma, AZ 85364",150,3,2026-05-01'
ANNA = ANA.replace("Ana", "Anna").replace("C1", "C3")
BAD = NEW.replace(",150,", ",180,").replace("C2", "C4")
SSN = {"number": "K1", "people": {"mother": {"ssn": "123456789", "sex": "F"}}}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["tips-import", *words, "--on", "2026-04-02", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def files(folder: Path, *rows: str) -> tuple[str, str]:
    """A file of DES and a case."""
    (folder / "des.csv").write_text("\r\n".join((HEAD, *rows)), encoding="utf-8")
    (folder / "K1.json").write_bytes(codec.to_file(run.case_of("kidscare", SSN)))
    return str(folder / "des.csv"), str(folder / "K1.json")


def test_a_preview_writes_nothing_and_names_each_lines_outcome(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, *files(tmp_path, ANA, NEW, ANNA, BAD))
    assert [each["outcome"] for each in found["lines"]] == ["update", "new", "research", "error"]
    assert found["lines"][3]["faults"] == ["FPL threshold"]
    assert not found["taken"] and sorted(each.name for each in tmp_path.iterdir()) == ["K1.json", "des.csv"]


def test_taken_in_twice_it_doubles_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, case = files(tmp_path, ANA, NEW)
    out = tmp_path / "out"
    told(capsys, file, case, "-o", str(out))
    kept = sorted(out.iterdir())
    assert [each.name for each in kept] == ["K1.json", "TIPS-C2.json"]
    mother = json.loads(kept[0].read_text())["people"][1]
    assert mother["address"]["city"] == "Mesa"
    again = told(capsys, file, *map(str, kept), "-o", str(tmp_path / "again"))
    assert again["counts"] == {"update": 0, "new": 0, "known": 2, "research": 0, "error": 0}


@pytest.mark.parametrize(("how", "outcome"), [("matched", "update"), ("created", "new")])
def test_staff_settle_a_partial_match(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, outcome: str
) -> None:
    found = told(capsys, *files(tmp_path, ANNA), "--resolve", f"2={how}")
    assert [each["outcome"] for each in found["lines"]] == [outcome]


def test_a_discontinuance_of_des_finds_its_parent_by_the_person_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, case = files(tmp_path, ANA)
    told(capsys, file, case, "-o", str(tmp_path / "out"))
    ending = tmp_path / "end.csv"
    ending.write_text(
        "Parent's name,Parent's AZTECS Person ID#,Discontinuance effective date,Reason for discontinuance,"
        'Gross total household income,Number in the income group\n"Soto, Ana",C1,2026-05-31,Death,,\n'
        '"Soto, Ana",C1,2026-05-31,Excess income,,\n"Nobody, N",C9,2026-05-31,Death,,\n'
    )
    found = told(capsys, str(ending), str(tmp_path / "out/K1.json"))
    assert [each["outcome"] for each in found["lines"]] == ["update", "error", "error"]


def test_what_goes_to_des_is_a_table_that_no_spreadsheet_executes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change: Any = {"number": "=K1", "parents": {"parents": {"mother": {"potentially_medicaid": True}}}}
    path = tmp_path / "case.json"
    path.write_bytes(codec.to_file(run.case_of("kidscare", change)))
    assert main(["tips-export", str(path), "--on", "2026-04-22"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[1] == '\'=K1,"Soto, Ana",,referral,Potentially Medicaid,2026-04-22,803.E.tips'


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_a_file_that_is_none_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    assert main(["tips-import", str(file), "--on", "2026-04-02"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.proves("KC-804.B.1.7")
@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        ("9 Oak St, Apt 4, Mesa, AZ 85201", ("9 Oak St, Apt 4", "Mesa, AZ 85201")),
        ("1 Elm St, Yuma AZ 85364", ("1 Elm St", "Yuma, AZ 85364")),
        ("PO Box 3, Yuma, Arizona, 85364-1234", ("PO Box 3", "Yuma, AZ 85364-1234")),
        ("12 Elm St, Yuma", ("12 Elm St", "Yuma, AZ")),
        ("12 Elm Ct", ("12 Elm Ct",)),
        ("12 Elm Ct, Apt 4", ("12 Elm Ct, Apt 4",)),
    ],
)
def test_no_part_of_an_address_is_lost(sent: str, lines: tuple[str, ...]) -> None:
    row = f'A2,"Ruiz, Eva",C2,999-88-7777,1985-01-01,F,"{sent}",150,3,2026-05-01'
    found = tips.preview("\n".join((HEAD, row)).encode(), [], date(2026, 4, 2), {})
    record = found.lines[0].record
    assert isinstance(record, DesRecord) and record.address is not None
    assert record.address.lines == lines


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (f"{NEW},x", ("more values than columns",)),
        (NEW.replace("2026-05-01", "05/01/2026"), ("Effective date",)),
        (NEW.replace("1985-01-01", "2026-04-03"), ("Date of Birth",)),
        (NEW.replace("Ruiz", "R" * 201), ("Parent's name",)),
    ],
)
def test_a_row_that_cannot_be_is_in_the_error_queue_with_the_items_name(
    row: str, faults: tuple[str, ...]
) -> None:
    found = tips.preview("\n".join((HEAD, row)).encode(), [], date(2026, 4, 2), {})
    assert [(each.outcome, each.faults) for each in found.lines] == [("error", faults)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("\n".join((HEAD + ",Gender", ANA + ",F")).encode(), "names these columns twice: Gender"),
        ("\n".join((HEAD, ANA.replace("Soto", "Muñoz"))).encode("latin-1"), "save it as CSV UTF-8"),
        ("\n".join((HEAD, ANA)).encode("utf-16"), "save it as CSV UTF-8"),
        (HEAD.encode() + b"\n" + (ANA.encode() + b"\n") * 210_000, "too long for one day"),
        (HEAD.replace(",", ";").encode(), "these are missing: AZTECS Case Number"),
    ],
    ids=["a column twice", "Latin-1", "UTF-16", "twenty megabytes", "semicolons"],
)
def test_a_file_that_cannot_be_taken_is_refused_whole(content: bytes, says: str) -> None:
    with pytest.raises(NotAcceptable, match=says):
        tips.preview(content, [], date(2026, 4, 2), {})


def test_a_newborn_goes_to_des_by_its_name_and_its_parents_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change: Any = {
        "number": "K5",
        "parents": {
            "newborns": [{"parent": "mother", "born": "2026-05-02", "name": "Luz"}],
            "parents": {"mother": {"des": run.DES}},
        },
    }
    path = tmp_path / "case.json"
    path.write_bytes(codec.to_file(run.case_of("sobra_member", change)))
    assert main(["tips-export", str(path), "--on", "2026-05-10"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert next(line for line in rows if "deemed_newborn" in line).startswith(
        'K5,"Luz (born 2026-05-02) of Soto, Ana",C99,deemed_newborn'
    )


def test_two_case_files_of_one_number_or_one_name_are_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, case = files(tmp_path, ANA, NEW)
    twin = tmp_path / "twin.json"
    twin.write_bytes(Path(case).read_bytes())
    out = tmp_path / "out"
    assert main(["tips-import", file, case, str(twin), "--on", "2026-04-02", "-o", str(out)]) == 2
    assert "have the same case number 'K1'" in capsys.readouterr().err and not out.exists()
    (tmp_path / "other").mkdir()
    away = tmp_path / "other" / "K1.json"
    second: Any = {"number": "K9", "people": {"mother": {"ssn": "999887777", "given": "Eva", "family": "Ruiz",
                                                         "born": "1985-01-01", "sex": "F"}}}  # fmt: skip
    away.write_bytes(codec.to_file(run.case_of("kidscare", second)))
    assert main(["tips-import", file, case, str(away), "--on", "2026-04-02", "-o", str(out)]) == 2
    assert "Two cases would be written to" in capsys.readouterr().err and not out.exists()
