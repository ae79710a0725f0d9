"""The three families of the plan through the command line, figures to the cent."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from crs_intake.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code = main(list(words))
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def family(tmp_path: Path) -> Any:
    """Writes a sample family's case file, changed where the story changes, and gives its path."""

    def write(name: str, **changes: Any) -> str:
        with as_file(files("resources") / "sample" / f"{name}.json") as path:
            plain = json.loads(path.read_text(encoding="utf-8"))
        plain.update(changes)
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(plain), encoding="utf-8")
        return str(file)

    return write


def column(answer: Any, name: str) -> tuple[str, ...]:
    found = answer["columns"][name]
    return tuple(
        found[key] for key in ("earned", "unearned", "deductions", "extra_deductions", "agi", "monthly")
    )


def test_family_a_without_insurance_is_potentially_kidscare(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_a_no"), "--on", "2009-03-31", "--json")
    for name in ("xix", "xxi", "state_only"):
        assert column(answer, name) == ("44564.00", "0.00", "3218.00", "0.00", "41346.00", "3445.50")
    assert answer["outcome"] == "eligible"
    assert answer["screening"]["potential"] == ["xxi"]
    assert answer["screening"]["category"] == "KIDSCARE"
    assert answer["screening"]["chart_effective_from"] == "2008-04-01"
    assert answer["payment"]["class"] == "undetermined"
    assert answer["ask_deduction_proof"] is True
    assert answer["fpl"] == {
        "effective_from": "2009-01-23",
        "size": 4,
        "amount": "22050.00",
        "percent": "187.51",
    }
    assert [member["in"] for member in answer["group"]] == [True] * 4


def test_family_a_with_insurance_pays_nothing(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_a_yes"), "--on", "2009-03-31", "--json")
    assert column(answer, "state_only") == ("44564.00", "0.00", "3218.00", "1302.00", "40044.00", "3337.00")
    assert column(answer, "xxi")[4] == "41346.00"
    assert answer["screening"]["potential"] == []
    assert answer["payment"]["class"] == "pays_nothing_at_or_below_200"
    assert answer["fpl"]["percent"] == "181.61"
    assert {agreement["document"] for agreement in answer["agreements"]} == {"DOC-34", "DOC-35"}


def test_family_a_without_care_receipts_leaves_the_kidscare_line(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_a_no", care=[]), "--on", "2009-03-31", "--json")
    assert column(answer, "xxi")[4:] == ("42494.00", "3541.17")
    assert answer["screening"]["potential"] == []


def test_family_a_in_2026_is_asked_for_no_proof(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_a_2026"), "--on", "2026-03-31", "--json")
    assert answer["columns"]["xix"]["agi"] == "41346.00"
    assert answer["ask_deduction_proof"] is False
    assert answer["fpl"]["percent"] == "125.29"
    assert answer["screening"]["potential"] == ["xix"]
    assert answer["screening"]["chart_effective_from"] == "2026-02-01"


def test_family_b_has_no_worksheet_and_no_payment_agreement(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_b"), "--on", "2009-04-08", "--json")
    assert answer["payment"]["class"] == "exempt_ahcccs"
    assert [agreement["document"] for agreement in answer["agreements"]] == ["DOC-35"]
    assert answer["eligibility"]["age"]["status"] == "met"


def test_family_c_with_all_papers_pays_nothing(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_c"), "--on", "2009-03-31", "--json")
    assert column(answer, "xix")[:3] == ("33600.00", "1980.00", "900.00")
    assert column(answer, "xix")[4:] == ("34680.00", "2890.00")
    assert column(answer, "xxi")[4:] == ("38724.00", "3227.00")
    assert column(answer, "state_only")[2:5] == ("900.00", "2164.00", "36560.00")
    assert answer["screening"]["potential"] == []
    assert answer["payment"]["class"] == "pays_nothing_at_or_below_200"
    assert answer["fpl"] == {
        "effective_from": "2009-01-23",
        "size": 3,
        "amount": "18310.00",
        "percent": "199.67",
    }


def test_family_c_at_the_interview_pays_in_full(capsys: Any, family: Any) -> None:
    with as_file(files("resources") / "sample" / "family_c.json") as path:
        bills = json.loads(path.read_text(encoding="utf-8"))["bills"]
    paid_only = [bill for bill in bills if "paid" in bill]
    answer = run(
        capsys, "assess", family("family_c", premiums=[], bills=paid_only), "--on", "2009-03-11", "--json"
    )
    assert answer["columns"]["state_only"]["agi"] == "38024.00"
    assert answer["fpl"]["percent"] == "207.67"
    assert answer["payment"]["class"] == "pays_uninsured_above_200"


def test_family_c_a_year_later_is_not_referred_to_a_closed_programme(capsys: Any, family: Any) -> None:
    answer = run(capsys, "assess", family("family_c_2010"), "--on", "2010-02-26", "--json")
    assert answer["columns"]["xix"]["monthly"] == "2375.00"
    assert answer["columns"]["xxi"]["monthly"] == "2712.00"
    assert answer["columns"]["state_only"]["agi"] == "32544.00"
    assert answer["fpl"]["percent"] == "177.74"
    assert answer["screening"]["potential"] == []
    assert answer["payment"]["class"] == "pays_nothing_at_or_below_200"


def clocks(capsys: Any, file: str, at: str) -> Any:
    answer = run(capsys, "deadlines", file, "--at", at, "--json")
    return answer, {clock["id"]: clock for clock in answer["clocks"]}


def test_family_a_on_day_seven_of_fourteen(capsys: Any, family: Any) -> None:
    _, found = clocks(capsys, family("family_a_no"), "2009-03-16T12:00")
    assert found["CLK-01"]["since"].startswith("2009-03-09")
    assert found["CLK-01"]["due"].startswith("2009-03-23")
    assert found["CLK-01"]["status"] == "open"


def test_family_a_fax_is_due_within_24_hours_of_the_signature(capsys: Any, family: Any) -> None:
    _, before = clocks(capsys, family("family_a_no"), "2009-03-31T15:00")
    assert before["CLK-12"]["due"] == "2009-04-01T14:50:00-07:00"
    assert before["CLK-12"]["status"] == "open"
    _, after = clocks(capsys, family("family_a_no"), "2009-03-31T16:00")
    assert after["CLK-12"]["status"] in ("met", "stopped")
    assert after["CLK-13"]["due"].startswith("2009-04-14")
    assert after["CLK-17"]["due"].startswith("2009-04-14")


def test_family_b_answer_to_the_incomplete_notice_rolls_over_presidents_day(capsys: Any, family: Any) -> None:
    _, found = clocks(capsys, family("family_b"), "2009-02-17T09:00")
    assert found["CLK-05"]["due"].startswith("2009-02-17")
    assert found["CLK-05"]["status"] == "open"


def test_family_b_second_attempt_waits_48_hours(capsys: Any, family: Any) -> None:
    answer, _ = clocks(capsys, family("family_b"), "2009-03-19T08:45")
    assert answer["next_contact_not_before"] == "2009-03-19T10:30:00-07:00"


def test_family_c_withdrawal_waits_for_the_later_clock(capsys: Any, family: Any) -> None:
    answer, found = clocks(capsys, family("family_c"), "2009-03-26T09:00")
    assert found["CLK-11"]["due"].startswith("2009-03-25")
    assert found["CLK-10"]["due"].startswith("2009-04-03")
    assert "withdrawn" not in answer["may"]
    assert any(no["event"] == "withdrawn" for no in answer["may_not"])


@pytest.mark.proves("CRS-20.602.3")
def test_with_a_proof_pending_figures_are_shown_and_nothing_is_decided(capsys: Any, family: Any) -> None:
    certificate = {"kind": "certified_birth_certificate", "shown": "2009-03-31"}
    answer = run(
        capsys, "assess", family("family_a_no", proofs=[certificate]), "--on", "2009-03-31", "--json"
    )
    assert answer["eligibility"]["residency"]["status"] == "unknown"
    assert answer["columns"]["xxi"]["agi"] == "41346.00"
    assert (answer["screening"]["potential"], answer["payment"]["class"], answer["agreements"]) == (
        [],
        "undetermined",
        [],
    )
    assert answer["outcome"] == "not_decidable" and answer["missing"]
