"""Whether an earner works full-time, for the cap of dependent care (20.603.4.A.1.a-b).

The earner who needs the care decides; where nobody is named, the office's
reading chooses between two. Hours that nobody told are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.income import Care
from crs_intake.domain.text import N_
from crs_intake.policy.exact import ZERO, ratio, total
from crs_intake.policy.rule import Sheet


def full_time(
    case: Case,
    sheet: Sheet,
    lines: Sequence[Care],
    earners: Mapping[str, str],
    told_hours: Mapping[str, Fraction | None],
) -> bool | None:
    """Whether the earner who needs the care works 86 hours or more a month (AMB-141)."""
    chosen = next((line.earner for line in lines if line.earner in told_hours), None)
    hours = dict(told_hours) if chosen is None else {chosen: told_hours[chosen]}
    if not hours:
        return None
    border = sheet.number("care.full_time_hours")
    for id, told in hours.items():
        if told is None:
            person = case.person(id)
            answer = sheet.ask(
                f"income.{earners[id]}.hours_per_month",
                None,
                N_("Hours of work a month of {name}"),
                "20.603.4.A.1.a",
                options=(border, ZERO),
                name=(person.name if person else "") or id,
            )
            hours[id] = Fraction(answer) if answer is not None else ZERO
    known = [told for told in hours.values() if told is not None]
    if len(known) > 1:
        reading = sheet.reading("deduct.two_earners")
        worked = (
            max(known) if reading == "more_hours" else sum(known, ZERO) if reading == "sum" else min(known)
        )
        return worked >= border
    return known[0] >= border


def told(case: Case, sheet: Sheet, earners: Mapping[str, str]) -> dict[str, Fraction | None]:
    """Hours a month of each earner at home, of work that goes on, else of the last; None = not told."""
    going_on: dict[str, list[Decimal]] = {}
    ended: dict[str, list[Decimal]] = {}
    for line in case.income:
        if line.hours_per_month is not None and line.person in earners:
            goes_on = line.ended is None or line.ended > sheet.on
            (going_on if goes_on else ended).setdefault(line.person, []).append(line.hours_per_month)
    found: dict[str, Fraction | None] = {}
    for id in sorted(earners):
        person = case.person(id)
        if person is not None and person.in_home:
            hours = going_on.get(id) or ended.get(id)
            found[id] = total(map(ratio, hours)) if hours else None
    return found
