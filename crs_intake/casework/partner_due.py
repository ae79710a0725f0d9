"""What Today tells of the HEAplus partnership: the next AQC, and one to which nobody went (CLK-51).

It belongs to no case, so it is set among the rows of the cases when these are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from crs_intake.casework.due import Group, Opens, Row, order
from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import may
from crs_intake.casework.worklist import Today
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Partnership
from crs_intake.domain.partner_standing import Aqc
from crs_intake.domain.text import N_
from crs_intake.policy import aqc
from crs_intake.policy.partner_access import access_since
from crs_intake.words import say

PART = "partner"
"""What such a row opens: the partner desk at its meetings."""
SECTION = "AQC"
_AHEAD = timedelta(days=7)
"""Days of Today's own heading; the partner desk reminds earlier."""
_BACK = timedelta(days=14)
ATTEND = N_("AQC meeting: the Site Administrator or a designee attends")
MISSED = N_("AQC meeting: note who attended")
REQUIRED = N_("Attendance at every AQC is required of each Community Partner organization.")
HOLIDAY = N_("The day is a holiday: ask whether the meeting takes place.")


def among(desk: Desk, found: Today) -> Today:
    """The worklist with the rows of the partner desk in their places; nothing for who may not see it."""
    if not may(desk.actor, "partner.see"):
        return found
    rows = tuple(_rows(desk, found.at))
    return replace(found, rows=tuple(sorted((*found.rows, *rows), key=order))) if rows else found


def _rows(desk: Desk, at: Moment) -> Iterator[Row]:
    partner = desk.store.partner()
    since = access_since(partner, at.day)
    if since is None:
        return
    following = aqc.next_meeting(partner, desk.book, at.day)
    if following.state != "met" and following.day <= at.day + _AHEAD:
        yield _row(partner, following, "today" if following.day == at.day else "week", ATTEND, at)
    past = [each for each in aqc.meetings(partner, desk.book, since, at.day) if each.day < at.day]
    if past and past[-1].state == "not_met" and at.day <= past[-1].day + _BACK:
        yield _row(partner, past[-1], "overdue", MISSED, at)


def _row(partner: Partnership, meeting: Aqc, group: Group, what: str, at: Moment) -> Row:
    chief = next((each.name for each in partner.users if each.site_administrator), "")
    wording = " ".join([say(REQUIRED), *([say(HOLIDAY)] if meeting.holiday else [])])
    day = Moment(meeting.day)
    return Row(
        "appointment", group, "", say(N_("Partner desk")), say(what), day, "site_administrator", SECTION,
        Opens(part=PART), wording=wording, says="due", last=day, hand=chief, on=at.day,
    )  # fmt: skip
