"""The partnership on a day: steps, access, who may do what, training, AQC meetings (partner page).

Pure: facts and the book in, a standing out. AHCCCS decides in its sole discretion;
the program records what it decided and never guesses an approval.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.domain.calendar import add_months
from crs_intake.domain.moment import Moment
from crs_intake.domain.partner import GROUNDS, Partnership, User
from crs_intake.domain.partner_standing import (
    Aqc,
    OrgState,
    PartnerStanding,
    Step,
    TrainingDue,
    UserStanding,
)
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy import aqc, assisted, partner_rules, shelf
from crs_intake.policy.book import Book
from crs_intake.policy.partner_access import access_since, account, all_acts, by, had, items


def standing(partner: Partnership, book: Book, at: Moment) -> PartnerStanding:
    """Everything that follows from the facts of the partnership at an instant."""
    day = at.day
    since = access_since(partner, day)
    users = tuple(_user(partner, user, day) for user in partner.users)
    open_trainings = tuple(trainings(partner, book, day))
    days = aqc.meetings(partner, book, since, day)
    following = aqc.next_meeting(partner, book, day)
    return PartnerStanding(
        at=at,
        state=state(partner, book, day),
        access=since is not None,
        access_since=since,
        steps=tuple(_steps(partner, day)),
        items=items(partner, day),
        users=users,
        trainings=open_trainings,
        meetings=days,
        next_meeting=following,
        remind=following.state in ("ahead", "today") and (following.day - day).days <= aqc.remind_days(),
        grounds=tuple((each, shelf.loaded("partner.yaml")["grounds"][each]["label"]) for each in GROUNDS),
        attested=(
            *(each.name for each in partner.owners if each.convicted),
            *(each.name for each in partner.users if each.convicted),
        ),
        wrong=tuple(partner_rules.wrong(partner, at)),
        notes=tuple(_notes(partner, following)),
        applications=tuple(assisted.standing(each, partner, book, at) for each in partner.applications),
    )


def state(partner: Partnership, book: Book, day: date) -> OrgState:
    """Where the organization stands (states.md, section 5)."""
    if partner.decision == "denied" and by(partner.decided, day):
        return "ORG_DENIED"
    if access_since(partner, day) is not None:
        return "TRAINING_DUE" if any(True for _ in trainings(partner, book, day)) else "ORG_ACTIVE"
    if not had(partner.applied, day):
        return "NOT_APPLIED"
    if not (had(partner.agreement_emailed, day) and had(partner.agreement_signed, day)):
        return "ORG_APPLIED"
    forms = items(partner, day)[1:]
    return "FORMS" if all(had(each.received, day) for each in forms) else "AGREEMENT"


def _steps(partner: Partnership, day: date) -> Iterator[Step]:
    for told in shelf.loaded("partner.yaml")["steps"]:
        upkeep = bool(told.get("upkeep"))
        missing = tuple(_MISSING[told["number"]](partner, day))
        yield Step(told["number"], told["label"], not missing and not upkeep, upkeep, missing)


def _application(partner: Partnership, day: date) -> Iterator[Sentence]:
    if not partner.organization.strip():
        yield Sentence(N_("Name and describe the organization."))
    if not partner.intended_use.strip():
        yield Sentence(N_("Say how the organization would use HEAplus; without it the form is incomplete."))
    if not any(each.site_administrator for each in partner.users):
        yield Sentence(N_("Name the HEAplus Site Administrator; without one the form is incomplete."))
    if not had(partner.applied, day):
        yield Sentence(N_("Submit the Community Partner Application form, and note the day."))


def _agreement(partner: Partnership, day: date) -> Iterator[Sentence]:
    if not had(partner.agreement_emailed, day):
        yield Sentence(N_("AHCCCS drafts the agreement and sends it by e-mail; note the day it came."))
    if not had(partner.agreement_signed, day):
        yield Sentence(N_("The agreement is not signed; without it there is no access."))


def _forms(partner: Partnership, day: date) -> Iterator[Sentence]:
    if not had(partner.form_sent or partner.form_received, day):
        yield Sentence(N_("Send the Organization User Application form."))
    if not partner.users:
        yield Sentence(N_("Add the users; each needs an own Individual User Application form."))
    for each in partner.users:
        if not had(each.form_sent or each.form_received, day):
            yield Sentence(
                N_("{name} has no own User Application form, so there is no account."), {"name": each.name}
            )


def _access(partner: Partnership, day: date) -> Iterator[Sentence]:
    for each in items(partner, day):
        if each.received is None:
            yield Sentence(N_("Not received yet: {label}."), {"label": each.label})
        elif each.processed is None:
            yield Sentence(N_("Received but not processed yet: {label}."), {"label": each.label})


def _training(partner: Partnership, day: date) -> Iterator[Sentence]:
    if not partner.users:
        yield Sentence(N_("No user has finished the initial training yet."))
    for each in partner.users:
        if not _finished(each, "initial", day):
            yield Sentence(N_("{name} has not finished the initial training."), {"name": each.name})


def _upkeep(partner: Partnership, day: date) -> Iterator[Sentence]:
    for each in partner.contact_updates:
        if each.changed <= day and not had(each.sent, day):
            yield Sentence(
                N_("The contact person changed on {day}; send the Contact Person Update form."),
                {"day": each.changed},
            )


_MISSING = {1: _application, 2: _agreement, 3: _forms, 4: _access, 5: _training, 6: _upkeep}


def _user(partner: Partnership, user: User, day: date) -> UserStanding:
    found, why = account(partner, user, day)
    return UserStanding(user.id, user.name, found, why, tuple(all_acts(partner, user, found, day)))


# -- training --------------------------------------------------------------------------------------


def trainings(partner: Partnership, book: Book, day: date) -> Iterator[TrainingDue]:
    """Trainings that are open for users with an account (AMB-403)."""
    months = book.reading("partner.training_months")
    for user in partner.users:
        if account(partner, user, day)[0] != "USER_ACTIVE":
            continue
        if not _finished(user, "initial", day):
            yield TrainingDue(user.id, user.name, "initial", "", None, False)
        for each in user.trainings:
            if each.kind == "ongoing" and had(each.registered, day) and not had(each.finished, day):
                yield TrainingDue(user.id, user.name, "ongoing", each.course, None, False)
        if months != "none":
            due = add_months(_security(partner, user, day), int(months))
            if due <= day:
                yield TrainingDue(user.id, user.name, "annual_security", "", due, due < day)


def security_due(partner: Partnership, book: Book, user: User, day: date) -> date | None:
    """The day on which a user's annual security training falls due again; None where no interval is set."""
    months = book.reading("partner.training_months")
    return None if months == "none" else add_months(_security(partner, user, day), int(months))


def _security(partner: Partnership, user: User, day: date) -> date:
    """The day from which the interval runs: the last security training, else the start of the account."""
    finished = [t.finished for t in user.trainings if t.kind == "annual_security" and had(t.finished, day)]
    at_meetings = [m.day for m in partner.meetings if m.security_training and user.id in m.attended_by]
    known = [each for each in (*finished, *at_meetings) if each is not None and each <= day]
    started = max(each for each in (user.form_processed, access_since(partner, day), date.min) if each)
    return max(known, default=user.activated if had(user.activated, day) and user.activated else started)


def _finished(user: User, kind: str, day: date) -> bool:
    return any(each.kind == kind and had(each.finished, day) for each in user.trainings)


def _notes(partner: Partnership, following: Aqc) -> Iterator[Sentence]:
    yield Sentence(N_("AHCCCS may deny an application in its sole discretion; the program never decides."))
    if following.holiday:
        yield Sentence(
            N_("The AQC of {day} falls on a holiday; ask whether it takes place."), {"day": following.day}
        )
    if not any(each.designee for each in partner.users) and partner.users:
        yield Sentence(N_("A designee may attend AQC meetings for the Site Administrator; nobody is named."))
