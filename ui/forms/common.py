"""What several pages share: lists of answers, addresses, and facts that are made only when needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from crs_intake.domain.calendar import age_on, birthday
from crs_intake.domain.case import Case
from crs_intake.domain.event import left_out
from crs_intake.domain.people import Address, Contact, Person
from crs_intake.domain.referral import Referral
from crs_intake.domain.text import N_
from crs_intake.policy.pathway import NOT_THROUGH
from crs_intake.words import day, say
from ui.forms.form import NOT_KNOWN, About, Choice, Door, Field, Values
from ui.names import RELATIONS, short_day
from ui.papers import FAX_PACKET

T = TypeVar("T")

SEXES = (Choice("F", N_("Female")), Choice("M", N_("Male")))
FREQUENCIES = tuple(
    Choice(value, words)
    for value, words in {
        "weekly": N_("Every week"), "biweekly": N_("Every two weeks"), "semimonthly": N_("Twice a month"),
        "monthly": N_("Every month"), "quarterly": N_("Every three months"), "yearly": N_("Once a year"),
        "once": N_("Once"), "irregular": N_("Irregularly"),
    }.items()
)  # fmt: skip
PARENT_RELATIONS = ("mother", "father", "parent", "guardian", "caretaker")


def choices(words: Mapping[str, str], *keys: str) -> tuple[Choice, ...]:
    """The answers of a table of words, all or some."""
    return tuple(Choice(key, words[key]) for key in keys or words)


def relations() -> tuple[Choice, ...]:
    """Every relation but the applicant's own."""
    return choices(RELATIONS, *(key for key in RELATIONS if key != "applicant"))


def people(about: About) -> tuple[Choice, ...]:
    """The people of the case, as answers."""
    return tuple(Choice(person.id, called(person), named=True) for person in about.case.people)


def listed(value: Any, about: About) -> str:
    """A sentence for somebody who was taken off the list of people."""
    if about.case.person(value) is not None:
        return ""
    return say("This person is no longer on the list of people; choose somebody, or take the line out")


def by_given_name(about: About) -> tuple[Choice, ...]:
    """The people of the case by their given names, for the narrow columns of a grid."""
    given = [person.given for person in about.case.people]
    return tuple(
        Choice(person.id, person.given if person.given and given.count(person.given) == 1 else called(person),
               named=True)
        for person in about.case.people
    )  # fmt: skip


def called(person: Person) -> str:
    """How a person is called in a list: name and relation."""
    relation = say(RELATIONS[person.relation])
    return f"{person.name} ({relation})" if person.name else relation


def known(value: T | None) -> T | None:
    """A value without the answer "not known"."""
    return None if value is NOT_KNOWN else value


def text(value: Any) -> str:
    """A text that is "" when there is none."""
    return value or ""


def or_none(value: str) -> str | None:
    """The other way round, for showing."""
    return value or None


# -- facts made only when there is something to say ------------------------------------------


def referral_of(case: Case) -> Referral:
    """The referral, or an empty one."""
    return case.referral or Referral()


def with_referral(case: Case, **facts: Any) -> Case:
    """The case with these facts of its referral; an empty referral stays absent."""
    made = replace(referral_of(case), **facts)
    return replace(case, referral=None if made == Referral() and case.referral is None else made)


Item = Literal["birth_date", "diagnosis", "primary_care", "earlier_service"]
ITEMS: tuple[Item, ...] = ("birth_date", "diagnosis", "primary_care", "earlier_service")


def not_known(referral: Referral, item: Item, unknown: bool) -> tuple[Item, ...]:
    """What the source does not know (20.200.1.F), with this item put in or taken out."""
    return tuple(each for each in ITEMS if (unknown if each == item else each in referral.not_known))


def with_applicant(case: Case, **facts: Any) -> Case:
    """The case with these facts of the applicant, who comes first."""
    old = case.applicant
    base = old or Person(id="applicant", relation="applicant")
    made = replace(base, **facts)
    if old is None and made == base:
        return case
    if old is not None:
        return case.with_person(made)
    return replace(case, people=(made, *case.people))


def parent_of(case: Case) -> Person | None:
    """The parent or guardian who stands for the applicant on the referral: the first one entered."""
    return next((each for each in case.people if each.relation in PARENT_RELATIONS), None)


def new_id(case: Case, wanted: str) -> str:
    """An id that nobody of the case has: "mother", "sibling-2"."""
    taken = {person.id for person in case.people}
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, 100) if f"{wanted}-{n}" not in taken)


# -- addresses -------------------------------------------------------------------------------


def address_fields(prefix: str = "", *, section: str = "", required: bool = False, cite: str = "",
                   residence: bool = False, settled: bool = False) -> tuple[Field, ...]:  # fmt: skip
    """The four questions of an address."""
    return (
        Field(key=f"{prefix}street", label=N_("Street and number"), width="full", required=required,
              cite=cite, section=section, settled=settled),
        Field(key=f"{prefix}city", label=N_("City"), width="medium", required=required, line=f"{prefix}city",
              section=section, settled=settled),
        Field(key=f"{prefix}state", label=N_("State"), kind="state", required=required, line=f"{prefix}city",
              section=section, warn=_elsewhere if residence else None, settled=settled),
        Field(key=f"{prefix}zip", label=N_("ZIP code"), kind="zip", required=required, line=f"{prefix}city",
              section=section, warn=_outside if residence else None, settled=settled),
    )  # fmt: skip


def show_address(prefix: str, address: Address | None) -> Values:
    """The answers for an address."""
    given = address or Address(state="")
    return {
        f"{prefix}street": or_none(given.street), f"{prefix}city": or_none(given.city),
        f"{prefix}state": or_none(given.state), f"{prefix}zip": or_none(given.zip),
    }  # fmt: skip


def read_address(prefix: str, values: Values) -> Address | None:
    """The address of the answers; a state alone is none."""
    street, city, code = (text(values[f"{prefix}{key}"]) for key in ("street", "city", "zip"))
    if not (street or city or code):
        return None
    return Address(street=street, city=city, state=text(values[f"{prefix}state"]), zip=code)


def read_contact(old: Contact | None, **facts: Any) -> Contact | None:
    """A contact of the answers, None if nothing is said."""
    made = replace(old or Contact(), **facts)
    return None if made == Contact() else made


def _elsewhere(value: Any, about: About) -> str:
    return "" if value == "AZ" else say("The applicant must live in Arizona (20.303)")


def _outside(value: Any, about: About) -> str:
    if "85001" <= value[:5] <= "86556" and value[:3] not in ("854", "858", "861", "862"):
        return ""
    return say("This ZIP code is not in Arizona; the applicant must live in Arizona (20.303)")


# -- days ------------------------------------------------------------------------------------


def not_future(value: Any, about: About) -> str:
    """A sentence for a day that has not come yet."""
    return say("This day has not come yet; check the date") if value > about.today else ""


def born_check(value: Any, about: About) -> str:
    """A sentence for a birth date that cannot be."""
    if value > about.today:
        return say("A birth date cannot be in the future; check the date")
    if age_on(value, about.today) > 120:
        return say("Check the year: this would be more than 120 years ago")
    return ""


def born_warning(value: Any, about: About) -> str:
    """What to know of an applicant near the age limit (20.301, AMB-010)."""
    limit = int(about.book.number("age.limit", about.today)) if about.book else 21
    years, turns = age_on(value, about.today), birthday(value, limit)
    if years >= limit:
        return say("{years} years, turned {limit} on {day}: not eligible from that day (20.301)",
                   years=years, limit=limit, day=short_day(turns))  # fmt: skip
    if turns - about.today > timedelta(days=90):
        return ""
    return say("{years} years, turns {limit} on {day} ({near}): not eligible from that day (20.301)",
               years=years, limit=limit, day=short_day(turns), near=near(turns, about.today))  # fmt: skip


def month(value: date) -> str:
    """A month as people write it, in the language of the desk: Oct 2008."""
    return " ".join(day(value).split(" ")[2:])


def near(when: date, today: date) -> str:
    """How far a coming day is: today, tomorrow, in 12 days."""
    days = (when - today).days
    if days == 0:
        return say("today")
    return say("tomorrow") if days == 1 else say("in {days} days", days=days)


def spelled(value: date) -> str:
    """A day as the echo beside a field shows it."""
    return day(value)


def fax_door(about: About) -> tuple[Door, ...]:
    """The way to the fax to FAA, once the application is signed on site until FAA has it (20.602.6)."""
    gone = left_out(about.case.events)
    told = [each for each in about.case.events if each.id not in gone]
    signed = [each.at.sort_key() for each in told if each.kind == "application_signed"]
    faxed = [each.at.sort_key() for each in told
             if each.kind == "application_faxed" and each.outcome not in NOT_THROUGH]  # fmt: skip
    if not signed or (faxed and max(faxed) >= max(signed)):
        return ()
    return (Door(N_("Fax packet to FAA…"), paper=FAX_PACKET),)
