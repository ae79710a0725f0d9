"""The people of a case: the applicant, the family, and everyone who is written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

STRICT = {"extra": "forbid", "use_attribute_docstrings": True}

Sex = Literal["F", "M"]
Relation = Literal[
    "applicant", "mother", "father", "parent", "stepmother", "stepfather", "partner_of_parent",
    "spouse", "partner", "child", "sibling", "stepsibling", "grandparent", "aunt_or_uncle",
    "guardian", "caretaker", "other_relative", "unrelated",
]  # fmt: skip
AbsenceReason = Literal["work", "seeking_work", "military", "education", "separation", "institution", "other"]


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address in the United States."""

    __pydantic_config__ = STRICT
    street: str = ""
    city: str = ""
    state: str = "AZ"
    zip: str = ""

    @property
    def complete(self) -> bool:
        """Whether a letter can be sent there."""
        return bool(self.street and self.city and self.state and self.zip)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope."""
        last = " ".join(part for part in (f"{self.city}," if self.city else "", self.state, self.zip) if part)
        return tuple(line for line in (*self.street.splitlines(), last if self.city else "") if line)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody outside the family who is written to: referral source, physician, plan."""

    __pydantic_config__ = STRICT
    name: str = ""
    """Person or, with no person named, the organization."""
    organization: str = ""
    address: Address | None = None
    phone: str = ""
    fax: str = ""
    last_confirmed: date | None = None
    """Day on which somebody last asked whether this is still right."""


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A time away from the household (20.603.1.8)."""

    __pydantic_config__ = STRICT
    since: date
    """Day the person left; day 0."""
    until: date | None = None
    """Day of the return; absent = still away."""
    reason: AbsenceReason = "other"


@dataclass(frozen=True, kw_only=True)
class Incapacity:
    """Written statement that an adult is incapacitated (20.603.4.A.1.b, DOC-36)."""

    __pydantic_config__ = STRICT
    by: Literal["physician", "psychologist", "other"] = "physician"
    """Licensed profession of whoever determined the incapacity."""
    signed: bool = False
    dated: date | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of the household or family, with the facts that 20.603 asks for."""

    __pydantic_config__ = STRICT
    id: str
    """Short name unique in the case, for example "applicant", "mother", "p3"."""
    given: str = ""
    family: str = ""
    """Family name; both surnames where there are two."""
    other_names: tuple[str, ...] = ()
    """Other spellings that were seen; they stay searchable."""
    relation: Relation = "unrelated"
    """Relation to the applicant."""
    born: date | None = None
    """Birth date; absent = not known yet."""
    sex: Sex | None = None
    address: Address | None = None
    """Where the person lives; absent = with the applicant's household."""
    phones: tuple[str, ...] = ()
    message_number: str = ""
    employer: str = ""
    """Employer and work address, for a parent (20.501.1.B)."""
    ssn: str = ""
    """Social security number, nine digits."""
    no_ssn: bool = False
    """The person said there is none (20.501.1.C)."""
    parents: tuple[str, ...] = ()
    """Ids of this person's parents; may be left out when `relation` tells."""
    spouse: str = ""
    """Id of the person's husband or wife."""
    partner: str = ""
    """Id of the person with whom an unmarried couple is declared (20.603.1.2)."""
    in_home: bool = True
    """Lives in the applicant's home (an absence is told by `absence`)."""
    absence: Absence | None = None
    lives_with: str = ""
    """Id of the person whose home it is, for a child who does not live with a parent (20.603.1.7, 9)."""
    claimed_by_parents: bool | None = None
    """The parents claim this child on the current year's tax return (20.603.1.8.c, 9.b)."""
    contributor_member: bool = False
    """Staff ticked, with a reason, that a contributor belongs to the group (20.603.1.9.a, AMB-101)."""
    student: Literal["no", "less_than_half_time", "half_time", "full_time"] | None = None
    """Enrolled and attending school, as the school defines it (20.603.2.14)."""
    pregnant: bool = False
    expected_children: int = 1
    """Unborn children, counted only in the pregnancy row of the chart (AMB-16A)."""
    incapacity: Incapacity | None = None
    needs_long_term_care: bool | None = None
    """May need the level of care of a nursing institution: potential ALTCS (20.602.12)."""
    foster_care_at_18: bool | None = None
    """Was in Arizona foster care on the 18th birthday (chart row YATI)."""
    disabled: bool | None = None
    """Blind or disabled by the rules of Social Security (chart row SSI-MAO)."""
    state_employee: bool | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """Given and family names as they are written."""
        return f"{self.given} {self.family}" if self.given and self.family else self.given or self.family


Hours = Decimal
"""Hours of work in a month; 85.99 is less than 86."""
