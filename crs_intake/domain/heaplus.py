"""HEAplus as its partner page tells it: when it is down, and what a site has added.

The answer is advice, never a block (Downtime): the page says itself that more
downtime may come without notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crs_intake.domain.moment import Moment
from crs_intake.domain.people import STRICT


@dataclass(frozen=True, kw_only=True)
class Broadcast:
    """A Broadcast Message of HEAplus about further downtime, typed in by staff."""

    __pydantic_config__ = STRICT
    starts: Moment
    ends: Moment
    """The first minute at which it is up again."""
    message: str = ""
    by: str = ""
    """Name of the person who typed it in."""
    added: date | None = None


SettingName = Literal[
    "operations_email", "website", "customer_phone", "call_center_phone", "call_center_hours",
    "service_desk", "ahcccs_page", "fact_sheet", "fact_sheet_text", "mailing_list",
    "federal_weekday", "federal_weekend", "maintenance_starts", "production_build_starts",
    "thursday_anchor", "aqc_months", "processing_days",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HeaplusRow:
    """An address, number or hour of HEAplus from a day on, in place of what the partner page prints."""

    __pydantic_config__ = STRICT
    what: SettingName
    effective_from: date
    value: str
    """As `heaplus.yaml` writes it: an e-mail address, a number, 08:00-17:00, 2026-06-18, 3,6,9,12."""
    citation: str = ""
    """Who said so, for example the broadcast or the e-mail."""
    by: str = ""
    """Name of the person who added the row."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class DaylightYear:
    """Daylight saving time of one year, given by hand in place of the rule of the zone (AMB-406)."""

    __pydantic_config__ = STRICT
    begins: date
    """The Sunday on which Eastern clocks go forward at two."""
    ends: date
    """The Sunday on which Eastern clocks go back at two."""
    citation: str = ""
    """Where the dates were published."""
    by: str = ""
    """Name of the person who typed them in."""
    added: date | None = None


@dataclass(frozen=True, kw_only=True)
class HeaplusSettings:
    """What only the site knows of HEAplus: its Thursday, its broadcasts, its dates."""

    __pydantic_config__ = STRICT
    thursday_anchor: date | None = None
    """A Thursday of production builds; every other Thursday counts from it (AMB-409)."""
    broadcasts: tuple[Broadcast, ...] = ()
    daylight: tuple[DaylightYear, ...] = ()
    """Years whose dates were given by hand; the others follow the rule of the zone."""
    rows: tuple[HeaplusRow, ...] = ()
    """Addresses, numbers and hours changed here; the others are those of the partner page."""


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which HEAplus is down: from `starts` up to, not including, `ends`."""

    kind: str
    """federal, maintenance, production_build or broadcast."""
    label: str
    starts: Moment
    ends: Moment
    section: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether HEAplus is up at an instant, for how long, and what comes next."""

    at: Moment
    windows: tuple[Window, ...]
    """Windows open at that instant."""
    until: Moment
    """End of the downtime, or of the time in which it is up."""
    next: Window
    """The next downtime that has not begun."""
    anchor_missing: bool
    """The Thursday of production builds is not set, so those evenings are not known (AMB-409)."""
    call_center_open: bool
    call_center_changes: Moment

    @property
    def available(self) -> bool:
        """Whether HEAplus takes an application at that instant, as far as is known."""
        return not self.windows
