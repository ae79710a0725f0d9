"""DOC-70 to DOC-72 print what is recorded, whole or not at all, through the room and the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from crs_intake.cli import main
from crs_intake.documents import catalogue, partner_papers
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.event import Event
from crs_intake.domain.heaplus import Broadcast
from crs_intake.domain.moment import Moment
from crs_intake.exchange.case_file import write
from crs_intake.policy import catalogue as documents_list
from crs_intake.policy import demands
from crs_intake.policy.book import Book
from tests.forms.test_partner_forms import DAY, ONE, WHOLE
from ui.forms.partner import application

FACTS = application(WHOLE, ONE)


def book() -> Book:
    shipped = Book.load()
    told = Broadcast(starts=Moment.read("2026-07-01T12:00"), ends=Moment.read("2026-07-01T13:00"),
                     message="AHCCCS systems maintenance", by="R. Diaz", added=DAY)  # fmt: skip
    settings = replace(shipped.site.heaplus, broadcasts=(told,))
    return replace(shipped, site=replace(shipped.site, heaplus=settings))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(pdf))


@pytest.mark.parametrize(
    ("document", "part", "prints"),
    [
        ("DOC-70", "application", "Help families"), ("DOC-70", "application", "R. Diaz"),
        ("DOC-70", "application", "yes: Theft"), ("DOC-70", "agreement", "approved, June 1, 2026"),
        ("DOC-70", "organization", "Ana Luz designee, Correctional assistor"),
        ("DOC-70", "u2", "Individual User Application"), ("DOC-70", "contact 2026-06-01", "C. Ruiz"),
        ("DOC-71", "2026-03-25", "Annual Security Training reviewed"), ("DOC-71", "2026-03-25", "R. Diaz"),
        ("DOC-72", "ticket a1 1", "Ticket number 4711"), ("DOC-72", "ticket a1 1", "Expedited"),
        ("DOC-72", "request 1", "CP-AOOperationsTeam@azahcccs.gov"),
        ("DOC-72", "broadcast 1", "AHCCCS systems maintenance"),
    ],
)  # fmt: skip
def test_a_paper_prints_what_is_recorded(document: str, part: str, prints: str) -> None:
    pdf = partner_papers.produce(document, part, FACTS, book(), DAY)
    assert prints in words(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/StructTreeRoot" in opened.Root, "a screen reader can follow it"
    assert pdf == partner_papers.produce(document, part, FACTS, book(), DAY), "the same bytes every time"


@pytest.mark.proves("CP-join.1.form", "CP-join.1.siteadmin")
def test_an_application_without_use_or_site_administrator_is_not_made() -> None:
    bare = replace(FACTS, intended_use="", users=())
    with pytest.raises(Missing) as trouble:
        partner_papers.produce("DOC-70", "application", bare, book(), DAY)
    assert len(trouble.value.items) == 2


def test_a_part_that_is_not_there_is_refused_naming_those_that_are() -> None:
    with pytest.raises(NotAcceptable, match="application, agreement"):
        partner_papers.produce("DOC-70", "nobody", FACTS, book(), DAY)
    with pytest.raises(NotAcceptable, match="nothing of it is recorded yet"):
        partner_papers.produce("DOC-71", "", replace(FACTS, meetings=()), book(), DAY)


def test_the_command_line_writes_papers_and_tells_the_standing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "partner.json"
    file.write_bytes(write(FACTS))
    out = tmp_path / "ticket.pdf"
    given = ["document", "DOC-72", str(file), "--on", "2026-06-16", "-o", str(out), "--to", "ticket a1 1"]
    assert main(given) == 0 and "4711" in words(out.read_bytes())
    capsys.readouterr()
    assert main(["partner", str(file), "--at", "2026-06-16T12:00", "--json"]) == 0
    told: Mapping[str, Any] = json.loads(capsys.readouterr().out)
    assert (told["state"], told["access"], told["access_since"]) == ("ORG_ACTIVE", True, "2026-06-01")
    assert [each["done"] for each in told["items"]] == [True, True, True]
    assert told["applications"][0]["expedited"] is True and len(told["steps"]) == 6
    assert main(["partner", str(file), "--at", "2026-06-16"]) == 0
    assert "Active partner" in capsys.readouterr().out
    file.write_text('{"format": "crs-partner/1", "users": [{"id": "u1", "password": "x"}]}', "utf-8")
    assert main(["partner", str(file), "--at", "2026-06-16"]) == 2
    assert "password" in capsys.readouterr().err


def test_the_list_of_documents_has_the_partner_desks_papers_and_no_case_can_send_them() -> None:
    listed = [id for id, each in documents_list.catalogue().items() if each.kind == "partner"]
    assert tuple(listed) == partner_papers.PAPERS
    with pytest.raises(NotAcceptable, match="of the partner desk and of no case"):
        catalogue.entry("DOC-71")
    event = Event(kind="document_printed", at=Moment.read("2026-06-24T08:00"), document="DOC-71")
    with pytest.raises(NotAcceptable, match="There is no document called DOC-71"):
        demands.demand_details(Case(format="crs-case/1"), event)
