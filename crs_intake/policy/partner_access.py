"""Who has access to HEAplus and who may do what: the three items, the accounts, the acts (partner page)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crs_intake.domain.partner import Partnership, User
from crs_intake.domain.partner_standing import Item, May, UserState
from crs_intake.domain.text import N_, Sentence
from crs_intake.policy import shelf


def items(partner: Partnership, day: date) -> tuple[Item, ...]:
    """The three items that must be received and processed before the first use (step 4)."""
    named = shelf.loaded("partner.yaml")["items"]
    forms = [u for u in partner.users if not (u.decision == "denied" and by(u.decided, day))]
    received = min((u.form_received for u in forms if u.form_received), default=None)
    done = [(u.form_processed, u.form_received) for u in forms if u.form_processed and u.form_received]
    first = min(done, default=None)
    known = {
        "agreement": (
            partner.agreement_received if partner.agreement_signed else None, partner.agreement_processed
        ),
        "organization_form": (partner.form_received, partner.form_processed),
        "user_forms": (first[1], first[0]) if first else (received, None),
    }  # fmt: skip
    return tuple(
        Item(
            named[name]["id"], named[name]["label"],
            when[0] if had(when[0], day) else None, when[1] if had(when[1], day) else None,
        )
        for name, when in known.items()
    )  # fmt: skip


def access_since(partner: Partnership, day: date) -> date | None:
    """The day from which the organization may use HEAplus: all three items received and processed."""
    if partner.decision == "denied" and by(partner.decided, day):
        return None
    found = items(partner, day)
    if not all(each.done for each in found):
        return None
    return max(max(each.received, each.processed) for each in found if each.received and each.processed)


def account(partner: Partnership, user: User, day: date) -> tuple[UserState, Sentence]:
    """Whether a user has an account in HEAplus, and why."""
    if user.decision == "denied" and by(user.decided, day):
        return "USER_DENIED", Sentence(N_("AHCCCS denied the User Application; there is no account."))
    if not (had(user.form_received, day) and had(user.form_processed, day)):
        return "NO_ACCOUNT", Sentence(N_("The own User Application form is not received and processed."))
    if access_since(partner, day) is None:
        return "NO_ACCOUNT", Sentence(N_("The organization may not use HEAplus yet; see the checklist."))
    if disabled(user, day):
        return "USER_DISABLED", Sentence(
            N_("The account is disabled. The Site Administrator asks the Operations Team to activate it.")
        )
    return "USER_ACTIVE", Sentence(N_("The account is active."))


def disabled(user: User, day: date) -> bool:
    """Whether the account was disabled or deactivated and not activated again."""
    again = user.reactivated if had(user.reactivated, day) else None
    return user.disabled is not None and user.disabled <= day and (again is None or again < user.disabled)


def may(partner: Partnership, user: User, act: str, day: date) -> May:
    """Whether a user may do one of the acts of the page, and why; raises KeyError for another act."""
    found, _ = account(partner, user, day)
    return {each.act: each for each in all_acts(partner, user, found, day)}[act]  # type: ignore[index]


def all_acts(partner: Partnership, user: User, found: UserState, day: date) -> Iterator[May]:
    """Every act of the page for a user, each with why."""
    active, admin = found == "USER_ACTIVE", user.site_administrator and not disabled(user, day)
    _, why = account(partner, user, day)
    yield May("use_heaplus", active, why)
    calls = active and user.assistor is not None
    yield May("call_center", calls, Sentence(
        N_("Active assistors may call the CP-AO Call Center.") if calls else
        N_("The CP-AO Call Center is for active assistors.")))  # fmt: skip
    only = Sentence(
        N_("Only the Site Administrator e-mails the Operations Team, to avoid duplicates. Ask: {names}."),
        {"names": administrators(partner) or "–"},
    )
    sole = Sentence(N_("The Site Administrator is the sole contact of the Operations Team."))
    yield May("email_operations", admin, sole if admin else only)
    yield May("control_access", admin, Sentence(N_("The Site Administrator controls the staff's access.")))
    sends = admin or (user.assistor is None and user.designee and not disabled(user, day))
    yield May("send_contact_update", sends, Sentence(
        N_("The organization sends the Contact Person Update; assistors are excluded.")))  # fmt: skip
    goes = (user.site_administrator or user.designee) and not disabled(user, day)
    yield May("attend_aqc", goes, Sentence(
        N_("A Site Administrator or a designee must attend every AQC.")))  # fmt: skip
    yield May("ask_recording", admin, sole if admin else only)
    yield May("share_recording", admin, Sentence(
        N_("The link may be shared with active assistors of the own organization alone.")))  # fmt: skip
    yield May("ask_reactivation", admin, sole if admin else only)
    follows = user.signed_up is not None and user.signed_up <= day
    yield May("follow_tickets", follows, Sentence(
        N_("Tickets can be followed at the AHCCCS Service Desk.") if follows else
        N_("Sign up with the AHCCCS Service Desk first; then tickets can be followed.")))  # fmt: skip


def administrators(partner: Partnership) -> tuple[str, ...]:
    """Names of the Site Administrators."""
    return tuple(each.name for each in partner.users if each.site_administrator)


def had(when: date | None, day: date) -> bool:
    """Whether something had happened by a day."""
    return when is not None and when <= day


def by(when: date | None, day: date) -> bool:
    """A decision whose day nobody noted counts from the start."""
    return when is None or when <= day
