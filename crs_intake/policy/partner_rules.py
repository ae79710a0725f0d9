"""What a partnership's record may not say: each with the sentence that tells the way out (partner page)."""

from __future__ import annotations

from collections.abc import Iterator

from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import Assisted, Partnership, User
from crs_intake.domain.partner_standing import Wrong
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy.partner_access import account

_ONLY = N_("Only the Site Administrator e-mails the CP-AO Operations Team, to avoid duplicate submission.")
_LAST = N_("The applicant signs at the end: the signature cannot stand before the interview's end.")
_TRACK = N_("An application without its number cannot be tracked; type the number first.")
_SHARE = N_("{name} is no active assistor of this organization; a recording is shared with nobody else.")
_EXCLUDED = N_("Assistors are excluded from sending the Contact Person Update; the organization sends it.")
_USERNAME = N_("The Service Desk's user name is the e-mail address; type the same address.")
_ENDS = N_("The interview ends before it begins; check the times.")


def wrong(partner: Partnership, at: Moment) -> Iterator[Wrong]:
    """Everything recorded that the page does not allow."""
    for request in partner.requests:
        sender = partner.user(request.sent_by)
        if request.sent_by and not (sender and sender.site_administrator):
            yield Wrong(f"request {request.id}", Sentence(_ONLY), "CP-AO Site Administrator Communication")
    for update in partner.contact_updates:
        sender = partner.user(update.sent_by)
        if sender is not None and sender.assistor and not sender.site_administrator:
            yield Wrong(f"contact_update {update.id}", Sentence(_EXCLUDED), "Becoming a partner, step 6")
    for user in partner.users:
        yield from _user(partner, user)
    yield from _recordings(partner, at)
    for each in partner.applications:
        yield from application(each)


def _user(partner: Partnership, user: User) -> Iterator[Wrong]:
    where, section = f"user {user.id}", "Monitoring your Assistor CP-AO Tickets"
    if user.username and user.email and user.username.casefold() != user.email.casefold():
        yield Wrong(where, Sentence(_USERNAME), section)
    if user.username and "@" not in user.username:
        yield Wrong(where, Sentence(_USERNAME), section)
    asker = partner.user(user.reactivation_asked_by)
    if user.reactivation_asked_by and not (asker and asker.site_administrator):
        yield Wrong(where, Sentence(_ONLY), "CP-AO Site Administrator Communication")


def _recordings(partner: Partnership, at: Moment) -> Iterator[Wrong]:
    for meeting in partner.meetings:
        where = f"meeting {meeting.day}"
        asker = partner.user(meeting.recording_asked_by)
        if meeting.recording_asked_by and not (asker and asker.site_administrator):
            yield Wrong(where, Sentence(_ONLY), "AQC")
        for id in meeting.shared_with:
            user = partner.user(id)
            active = user is not None and account(partner, user, at.day)[0] == "USER_ACTIVE"
            if user is None or not active or user.assistor is None:
                name = user.name if user is not None else id
                yield Wrong(where, Sentence(_SHARE, {"name": name}), "AQC")


def application(one: Assisted) -> Iterator[Wrong]:
    """What the record of one application may not say."""
    where, about = f"application {one.id}", "About the CP-AO Program"
    starts, ends = one.interview_starts, one.interview_ends
    if starts and ends and not starts.not_after(ends):
        yield Wrong(where, Sentence(_ENDS), about)
    if one.signed and (ends is None or not ends.not_after(one.signed)):
        yield Wrong(where, Sentence(_LAST), about)
    if one.statuses and not one.number.strip():
        yield Wrong(where, Sentence(_TRACK), about)
