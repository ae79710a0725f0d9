"""A site's own facts (`crs-site/1`): letterhead, clinics, offices, closing days, readings.

Figures nobody could confirm for us (fax numbers, hearing address) start unset;
an unset one is a visible gap before printing, never a blank line in a letter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from crs_intake.domain.heaplus import HeaplusSettings
from crs_intake.domain.money import Money
from crs_intake.domain.people import STRICT, Address, Contact


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """A CRS Regional Clinic with its letterhead."""

    __pydantic_config__ = STRICT
    id: str
    name: str = ""
    address: Address | None = None
    phone: str = ""
    fax: str = ""
    clinic_days: tuple[Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ...] = ()
    clinic_dates: tuple[date, ...] = ()
    """Further days on which a clinic is held, besides the weekdays."""
    places: int | None = None
    """Visits that a clinic day has room for; left out = nobody counts them."""
    designee: str = ""
    """Name of the CRS designee to whom DES faxes the TAD back."""
    printer: str = ""
    """Name of the printer that is offered first at this clinic."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """An FAA local office and the ZIP codes it serves (20.401)."""

    __pydantic_config__ = STRICT
    name: str
    site_code: str = ""
    contact: str = ""
    fax: str = ""
    phone: str = ""
    zips: tuple[str, ...] = ()
    """Five-digit ZIP codes."""
    last_confirmed: date | None = None


@dataclass(frozen=True, kw_only=True)
class FplRow:
    """A row of the Federal Poverty Level added by staff; dollars a year by family size."""

    __pydantic_config__ = STRICT
    effective_from: date
    amounts: tuple[int, ...]
    """Sizes 1 to 8, whole dollars a year."""
    each_additional: int
    citation: str
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """A row of the AHCCCS Eligibility Requirements chart added by staff; dollars a month by size."""

    __pydantic_config__ = STRICT
    effective_from: date
    category: str
    amounts: tuple[int, ...]
    each_additional: int
    citation: str
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class WageRow:
    """A minimum wage added by staff; dollars an hour."""

    __pydantic_config__ = STRICT
    effective_from: date
    jurisdiction: Literal["federal", "arizona"]
    per_hour: Money
    citation: str
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class ParentsProgramRow:
    """Parents' coverage open or closed from a day on, and its cap (KidsCare Manual 801.C)."""

    __pydantic_config__ = STRICT
    effective_from: date
    open: bool
    cap: int | None = None
    """Parents who may be approved at most; left out = no number is known."""
    approved: int | None = None
    """Parents approved so far; at the cap the program is closed."""
    citation: str = ""
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None


RateBasis = Literal["inpatient_per_diem", "outpatient_ratio", "fee_schedule"]
"""AHCCCS hospital per diem, outpatient cost-to-charge ratio, physician and supplier fee (20.604.5.C.1-3)."""


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """An AHCCCS rate added by staff: dollars a day, a part of the charge, or dollars for a service."""

    __pydantic_config__ = STRICT
    effective_from: date
    basis: RateBasis
    service: str = ""
    """Hospital, tier, service or code that it is for; empty = all of its basis."""
    value: Decimal
    """Dollars for a per diem or a fee; for the ratio a number up to 1."""
    citation: str
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is the rate of; the newest row of a key counts."""
        return self.basis, self.service.strip().casefold()


@dataclass(frozen=True, kw_only=True)
class ExportColumn:
    """A column of a table that leaves the desk as a file."""

    __pydantic_config__ = STRICT
    name: str
    """What stands in it, for example "ahcccs_id"."""
    heading: str = ""
    """Heading that the receiver asks for; left out = the shipped one."""


@dataclass(frozen=True, kw_only=True)
class ExportLayout:
    """The columns of a table for others, in their order, from a day on (20.404, 20.602.9)."""

    __pydantic_config__ = STRICT
    table: Literal["sharing", "tracking"]
    """The extract for the plans, or the referral tracking for CRSA."""
    effective_from: date
    columns: tuple[ExportColumn, ...]
    form: str = ""
    """The receiver's own form to which the columns are mapped; empty while they are not."""
    citation: str = ""
    by: str = ""
    """Name of the person who added the layout."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A reading of an ambiguous rule that a supervisor chose, with the reason."""

    __pydantic_config__ = STRICT
    setting: str
    """Name of the setting, for example "income.state_only_column"."""
    value: str
    reason: str
    by: str = ""
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class ConfirmedText:
    """A letter whose words a person of the site read and confirmed; a changed text is open again."""

    __pydantic_config__ = STRICT
    document: str
    """Number of the letter, for example "DOC-05"."""
    language: str
    sha256: str
    """Of the text that was read; another text is not confirmed by this."""
    by: str
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class FormSources:
    """Where the blank CRS Application Form can be had, as its last page tells it (20.200)."""

    __pydantic_config__ = STRICT
    en: str = ""
    """Left out = the shipped words."""
    es: str = ""


ListName = Literal["offices", "plans", "conditions", "closing_days", "clinic_dates"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Where an entry of a list comes from: since when it counts, by which source, and who changed it last."""

    __pydantic_config__ = STRICT
    table: ListName
    key: str
    """Name of the office or plan, the condition, or the day; of a clinic's day "PHX 2009-04-11"."""
    effective_from: date | None = None
    """Day from which it counts; left out = always. A day of the calendar counts on that day alone."""
    citation: str = ""
    """The source: a letter, a list, a telephone call."""
    by: str = ""
    """Name of the person who entered or changed it."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class Site:
    """The settings of one CRS Regional Contractor (`crs-site/1`)."""

    __pydantic_config__ = STRICT
    format: Literal["crs-site/1"]
    contractor: str = ""
    """Name of the CRS Regional Contractor on the letterhead."""
    clinics: tuple[Clinic, ...] = ()
    hearing_address: Address | None = None
    hearing_office: str = ""
    """Name of the ADHS/CRS office that takes hearing requests."""
    hearing_fax: str = ""
    hearing_confirmed: date | None = None
    """Day on which the hearing address was last confirmed with ADHS/CRS."""
    offices: tuple[Office, ...] = ()
    plans: tuple[Contact, ...] = ()
    """ALTCS/Acute Care Contractors."""
    kidscare: Contact | None = None
    """Where KidsCare referrals go (AHCCCSA)."""
    altcs: Contact | None = None
    """Where ALTCS referrals go (20.602.12)."""
    crsa: Contact | None = None
    """ADHS/CRS, to whom eligibility updates and the tracking go; left out = the office for hearings."""
    letters: tuple[ConfirmedText, ...] = ()
    """Letters whose words were confirmed here."""
    form_sources: FormSources = FormSources()
    lock_minutes: int = 10
    """Minutes without a hand at the desk until it locks itself; 1 to 30 count."""
    closing_days: tuple[date, ...] = ()
    """Extra days on which the office is closed."""
    readings: tuple[Reading, ...] = ()
    fpl: tuple[FplRow, ...] = ()
    chart: tuple[ChartRow, ...] = ()
    wages: tuple[WageRow, ...] = ()
    """Minimum wages added by staff."""
    parents_program: tuple[ParentsProgramRow, ...] = ()
    """Parents' coverage open or closed, as added here."""
    rates: tuple[RateRow, ...] = ()
    """AHCCCS rates added by staff (20.604.5.C, 20.604.6.B)."""
    exports: tuple[ExportLayout, ...] = ()
    """Columns of the tables for the plans and for CRSA, as chosen here."""
    heaplus: HeaplusSettings = HeaplusSettings()
    """What the site knows of HEAplus' downtime."""
    faa_worker_on_site: bool = False
    copy_price: Money | None = None
    conditions: tuple[str, ...] = ()
    """Conditions added to the shipped pick list."""
    entries: tuple[Entry, ...] = ()
    """Where offices, plans, conditions and days come from; one that is not here counts from the beginning."""

    def entry(self, table: ListName, key: str) -> Entry:
        """Where an entry of a list comes from; an empty one where nothing was told."""
        found = (each for each in self.entries if each.table == table and each.key == key)
        return next(found, Entry(table=table, key=key))

    def on(self, day: date) -> Site:
        """The settings without the offices, plans and conditions that count only from a later day."""
        later = {(e.table, e.key) for e in self.entries if e.effective_from and e.effective_from > day}
        if not later:
            return self
        return replace(
            self,
            offices=tuple(each for each in self.offices if ("offices", each.name) not in later),
            plans=tuple(each for each in self.plans if ("plans", plan_name(each)) not in later),
            conditions=tuple(each for each in self.conditions if ("conditions", each) not in later),
        )

    def clinic(self, id: str) -> Clinic | None:
        """The clinic with that id, however its letters are written."""
        return next((clinic for clinic in self.clinics if clinic.id.casefold() == id.casefold()), None)

    def office_for(self, zip_code: str) -> Office | None:
        """The FAA office that serves a ZIP code, or None: it is asked for, never guessed (20.401).

        Where two do, the one that counts from the later day took the other's place.
        """
        serving = (office for office in self.offices if zip_code[:5] in office.zips)
        return max(serving, key=self._since, default=None)

    def _since(self, office: Office) -> date:
        return self.entry("offices", office.name).effective_from or date.min


def plan_name(plan: Contact) -> str:
    """What a plan is called in the list."""
    return plan.name or plan.organization
