"""What is asked wrongly gets a sentence on standard error and exit code 2."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from crs_intake.cli import main
from crs_intake.exchange import schemas


def sample(name: str) -> str:
    with as_file(files("resources") / "sample" / f"{name}.json") as path:
        return str(path)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    out, err = capsys.readouterr()
    assert "Traceback" not in err and not out
    return err


def test_a_file_that_is_not_there(capsys: Any) -> None:
    assert "cannot be read" in refused(capsys, "assess", "nowhere.json", "--on", "2009-03-31")


def test_a_day_outside_the_book(capsys: Any) -> None:
    said = refused(capsys, "assess", sample("family_a_no"), "--on", "1999-03-31", "--json")
    assert "1999-03-31" in said or "1999" in said


@pytest.mark.parametrize("words", [["assess", "x.json"], ["assess", "x.json", "--on", "soon"], ["dance"], []])
def test_words_that_are_no_command(words: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_an_unknown_document_names_the_nearest(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "x.pdf"
    said = refused(capsys, "document", "DOC-055", sample("family_a_no"), "--on", "2009-03-17", "-o", str(out))
    assert "DOC-05" in said and not out.exists()


def test_a_document_number_may_be_typed_short(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    words = ["document", "doc-5", sample("family_a_no"), "--on", "2009-03-17", "-o", str(out)]
    assert main([*words, "--site", sample("site")]) == 0 and out.exists()


def test_a_paper_for_nobody_of_the_family_goes_to_its_own_recipient(tmp_path: Path) -> None:
    out = tmp_path / "tad.pdf"
    words = ["document", "DOC-27", sample("family_a_no"), "--on", "2009-03-31", "-o", str(out)]
    assert main([*words, "--site", sample("site")]) == 0
    with pypdfium2.PdfDocument(out) as pdf:
        # 1 TAD + 8 application + 9 copies, although the office's name takes two lines.
        assert len(pdf) == 1
        page = pdf[0].get_textpage().get_text_range()
    assert "Number of Pages including Cover" in page and "\n18" in page.replace("\r", "")


def test_a_document_with_missing_facts_names_all_of_them_and_writes_nothing(
    tmp_path: Path, capsys: Any
) -> None:
    bare = tmp_path / "bare.json"
    bare.write_text('{"format": "crs-case/1", "people": [{"id": "a", "relation": "applicant"}]}')
    out = tmp_path / "x.pdf"
    said = refused(capsys, "document", "DOC-05", str(bare), "--on", "2009-03-17", "-o", str(out))
    assert len(said.splitlines()) >= 3 and not out.exists()


def test_without_a_site_the_shipped_defaults_serve_and_it_is_said(capsys: Any) -> None:
    assert main(["assess", sample("family_a_no"), "--on", "2009-03-31", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "default" in err and json.loads(out)["format"] == "crs-assessment/1"


def test_a_pdf_is_written(tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    words = ["document", "DOC-05", sample("family_a_no"), "--on", "2009-03-17", "-o", str(out)]
    assert main([*words, "--site", sample("site")]) == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("what", schemas.FORMATS)
def test_the_committed_schema_is_the_one_in_force(what: str, capsys: Any) -> None:
    committed = files("resources") / "schemas" / f"{what}.schema.json"
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(committed.read_text(encoding="utf-8"))


def test_the_answers_have_exactly_the_promised_keys(capsys: Any) -> None:
    main(["assess", sample("family_a_yes"), "--on", "2009-03-31", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "format", "on", "outcome", "missing", "eligibility", "group", "columns", "fpl", "screening",
        "ask_deduction_proof", "payment", "agreements", "readings", "trace",
        "financial_application", "papers", "pmmis",
    ]  # fmt: skip
    assert set(answer["payment"]) == {"class", "sentence", "section"}
    assert set(answer["trace"][0]) == {"label", "inputs", "numbers", "result", "section", "register"}
    main(["deadlines", sample("family_a_yes"), "--at", "2009-03-31T12:00", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["state", "clocks", "documents", "may", "may_not", "next_contact_not_before"]


def test_a_person_at_a_terminal_gets_lines(capsys: Any) -> None:
    assert main(["assess", sample("family_c"), "--on", "2009-03-31"]) == 0
    said = capsys.readouterr().out
    assert "36,560.00" in said and "199.67 %" in said
    assert main(["deadlines", sample("family_c"), "--at", "2009-03-31T12:00"]) == 0
    assert capsys.readouterr().out


@pytest.mark.proves("CRS-20.200.sources")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_blank_referral_form_needs_no_case_and_no_day(language: str, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert main(["document", "DOC-01", "--language", language, "-o", str(out)]) == 0
    first = out.read_bytes()
    words = ["document", "doc-1", sample("family_a_no"), "--on", "2009-03-17", "--language", language]
    assert main([*words, "-o", str(out)]) == 0
    assert out.read_bytes() == first  # a case leaves nothing on it
    document = pypdfium2.PdfDocument(first)
    assert len(document) == 2
    document.close()


def test_any_other_paper_needs_its_case_and_day(tmp_path: Path, capsys: Any) -> None:
    out = str(tmp_path / "out.pdf")
    assert "case file" in refused(capsys, "document", "DOC-05", "-o", out)
    assert "--on" in refused(capsys, "document", "DOC-05", sample("family_a_no"), "-o", out)


def test_a_span_of_days_that_ends_before_it_begins_is_not_an_empty_report(capsys: Any) -> None:
    words = (
        "tracking",
        sample("family_b"),
        "--at",
        "2009-05-05",
        "--from",
        "2009-03-31",
        "--to",
        "2009-03-01",
    )
    assert "--to is a day before --from" in refused(capsys, *words)


@pytest.mark.parametrize("words", [["deadlines", sample("family_b"), "--json"], ["heaplus", "--json"]])
def test_the_instant_may_be_given_like_the_day_of_a_determination(words: list[str], capsys: Any) -> None:
    answers = []
    for option in ("--at", "--on"):
        assert main([*words, option, "2009-03-31T14:30"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1] != ""
