"""Sample facts for the paper room: a site with everything set, the families, and figures made by hand."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pypdfium2

from crs_intake.codec import from_file
from crs_intake.domain.case import Case
from crs_intake.domain.decision import (
    AgreementDue,
    Assessment,
    Column,
    CountedLine,
    Finding,
    Fpl,
    Line,
    Membership,
    Payment,
    ReadingUsed,
    Screening,
)
from crs_intake.domain.people import Address, Contact, Person
from crs_intake.domain.site import Office, Site
from crs_intake.policy import shelf
from crs_intake.policy.book import Book

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "sample"


@cache
def whole_site() -> Site:
    """A site on which every address and number is set."""
    site = shelf.default_site()
    return replace(
        site,
        clinics=tuple(replace(each, fax="602-555-0199", designee="R. Chavez") for each in site.clinics),
        hearing_office="ADHS, Children's Rehabilitative Services",
        hearing_address=Address(street="150 N. 18th Avenue, Suite 330", city="Phoenix", zip="85007"),
        hearing_fax="602-555-0170",
        offices=(
            Office(
                name="FAA West Thomas",
                site_code="123C",
                contact="Ms. Hill",
                fax="602-555-0130",
                phone="602-555-0131",
                zips=("85015",),
            ),
        ),
        altcs=Contact(
            name="ALTCS Phoenix",
            address=Address(street="801 E. Jefferson", city="Phoenix", zip="85034"),
            phone="602-555-0160",
        ),
        kidscare=Contact(
            name="KidsCare",
            organization="AHCCCSA",
            address=Address(street="801 E. Jefferson", city="Phoenix", zip="85034"),
            fax="602-555-0150",
            phone="602-417-4545",
        ),
    )


@cache
def book() -> Book:
    """The shipped book on that site."""
    return Book.load(whole_site())


def family(name: str) -> Case:
    """A sample family, for example "a_no"."""
    return from_file(Case, (SAMPLES / f"family_{name}.json").read_text(encoding="utf-8"))


def named(case: Case, **people: str) -> Case:
    """The same case with given names changed, by the person's id."""
    changed = (replace(p, given=people[p.id]) if p.id in people else p for p in case.people)
    return replace(case, people=tuple(changed))


def text_of(pdf: bytes) -> str:
    """The text of all pages, as a reader of the file finds it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n\f\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    """The text in one line, hyphens that pdfium adds at line ends taken out."""
    return " ".join(text_of(pdf).replace("\ufffe", "").split())


def pages_of(pdf: bytes) -> int:
    """Number of pages."""
    return len(pypdfium2.PdfDocument(pdf))


def figures(people: int = 4, lines: int = 3) -> tuple[Case, Assessment]:
    """A household with as many people and income lines, and its figures made by hand."""
    case = family("a_no")
    more = tuple(
        Person(
            id=f"p{n}",
            given=f"Person{n}",
            family="Begay Hernandez",
            relation="sibling",
            born=date(1995, 1, n + 1),
        )
        for n in range(people - len(case.people))
    )
    case = replace(case, people=(*case.people, *more))
    thousand = Fraction(1000)
    counted = tuple(
        CountedLine(
            id=f"line{n}",
            person=case.people[n % len(case.people)].id,
            kind="wages",
            label="Wages",
            register="CRS-20.603.3.17",
            section="20.603.3.17",
            earned=n % 3 != 2,
            annual=thousand + n,
            counted={"xix": thousand + n, "xxi": thousand + n, "state_only": thousand},
            arithmetic=f"({n}.00 + 40.00) / 2 × 26",
            reason="Averaged over the pay stubs of the 30 days before the application",
            struck=((date(2009, 1, 29), Fraction(198), "Outside the 30 days before the application"),),
        )
        for n in range(lines)
    )
    earned = sum((line.counted["state_only"] for line in counted if line.earned), Fraction(0))
    unearned = sum((line.counted["state_only"] for line in counted if not line.earned), Fraction(0))
    taken = Fraction(1080)
    column = Column(
        earned, unearned, taken, Fraction(0), earned + unearned - taken, earned + unearned - taken
    )
    met = Finding("met", "20.301")
    return case, Assessment(
        on=date(2009, 3, 31),
        outcome="eligible",
        missing=(),
        age=met,
        citizenship=replace(met, section="20.302"),
        residency=replace(met, section="20.303"),
        group=tuple(
            Membership(p.id, True, "A married couple and the children of either or both", "20.603.1.1")
            for p in case.people
        ),
        income=counted,
        columns={"xix": column, "xxi": column, "state_only": column},
        fpl=Fpl(date(2009, 1, 23), people, 22050, column.agi / 22050 * 100),
        screening=Screening(chart_effective_from=date(2008, 4, 1)),
        ask_deduction_proof=False,
        extra_deductions_open=True,
        payment=Payment(
            "pays_nothing_at_or_below_200",
            "State Only: the family pays nothing for CRS services (20.604.4.E).",
            "20.604.4.E",
        ),
        agreements=(AgreementDue("DOC-34", "Member Payment Agreement", ("mother",), "20.605.1"),),
        readings=(ReadingUsed("income.state_only_column", "xxi", "AMB-103"),),
        lines=(
            Line(
                "Cost of employment: {name}, {months} months",
                taken,
                "20.603.4.A.2",
                "CRS-20.603.4.A.2",
                {"name": "Daniel Yazzie", "months": 12},
                group="deductions",
                subject="father",
            ),
        ),
    )


GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def golden(name: str, found: str) -> str:
    """The kept text of that name; with the file missing, it is written to be looked at."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        return f"{path.name} was not there; it has been written: look at it and keep it."
    return path.read_text(encoding="utf-8")


def load_json(name: str) -> dict[str, object]:
    """A sample file as it stands."""
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))
