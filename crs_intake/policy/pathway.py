"""Title XIX, Title XXI or neither: what is known, applied for and answered (20.601, 20.602.5-8).

PMMIS is the authority. An application made in the course of the case keeps
the way open until it is answered; its clocks are those of DES and KidsCare.
"""

from __future__ import annotations

from typing import Literal, cast

from crs_intake.domain.case import Case
from crs_intake.domain.event import Event
from crs_intake.domain.insurance import Program
from crs_intake.domain.moment import Moment
from crs_intake.domain.text import N_
from crs_intake.policy import clocks, finances
from crs_intake.policy.story import NEVER, Closing, Story, day_after

Pathway = Literal["xix", "xxi", "state_only", "unknown"]
TITLES = ("xix", "xxi")
NOT_THROUGH = ("busy", "no_answer", "failed")
"""Results of a fax that did not reach its office."""


def known_titles(case: Case) -> list[tuple[Moment, Program | None]]:
    """From the facts: what the referral says, overruled by PMMIS from the day it was looked up."""
    found: list[tuple[Moment, Program | None]] = [(NEVER, case.title.enrolled)]
    pmmis = case.title.pmmis
    if pmmis is not None and pmmis.program is not None:
        since = Moment(pmmis.checked) if pmmis.checked else NEVER
        program = None if pmmis.program == "none" else pmmis.program
        found.append((since, program))
        if pmmis.ended is not None:
            found.append((Moment(day_after(pmmis.ended)), None))
    found.sort(key=lambda each: each[0].sort_key())
    return found


def on_pmmis(story: Story, event: Event) -> None:
    """A look-up in PMMIS: enrolled in the programme named, or in none."""
    program = _shown(story, event)
    story.add_title(event.at, program)
    if story.member is not None:
        story.member.reapply = program is None


def _shown(story: Story, event: Event) -> Program | None:
    """The programme that PMMIS shows: as named, or for "active" the one that is known of."""
    if event.outcome in ("none", "not_found", "inactive", "ended", "not_enrolled"):
        return None
    if event.outcome in TITLES:
        return cast("Program", event.outcome)
    known = [program for _, program in story.titles if program is not None]
    asked = next((cast("Program", p) for p in story.referred if p in TITLES), None)
    return _title(event) or (known[-1] if known else asked or "xix")


def on_offered(story: Story, event: Event) -> None:
    """The family was offered to fill in the Medical Assistance Application at the site (20.602.3.B.2)."""
    _applied_for(story, event)
    if event.outcome == "on_site":
        _contact_wanted(story, _interview(story, event))
    elif event.outcome in ("own", "at_home", "by_family", "declined"):
        on_own_application(story, event)


def _contact_wanted(story: Story, since: Moment) -> None:
    waiting, done = story.marks.get("on_site_interview"), story.marks.get("des_contacted")
    if waiting is None or (done is not None and waiting.not_after(done)):
        story.mark("on_site_interview", since)


def on_own_application(story: Story, event: Event) -> None:
    """The family applies by itself, within ten working days of the interview (20.602.5)."""
    _applied_for(story, event)
    story.own_application = True
    since = _interview(story, event)
    story.mark("own_application", since)
    if story.book.reading("ma_application.auto_withdraw") == "on" and story.member is None:
        term = clocks.term("CLK-15", since, story.book)
        if term is not None:
            story.last_days["CLK-15"] = term.due.day


def lapse(story: Story) -> Closing | None:
    """Off by default: the application as withdrawn when the family did not apply in time (AMB-086)."""
    last = story.last_days.get("CLK-15")
    if last is None or story.now.day <= last or story.title(story.now) is not None:
        return None
    reason = N_("The family did not apply for Title XIX or XXI in time")
    return Closing("WITHDRAWN", Moment(day_after(last)), "20.602.5", reason, "DOC-13", "papers", "CLK-15")


def on_own_confirmed(story: Story, event: Event) -> None:
    """DES or AHCCCSA has the family's application."""
    program: str = _title(event) or next(iter(story.referred), "xix")
    story.mark("own_application_confirmed", event.at)
    story.last_days.pop("CLK-15", None)
    story.referred.setdefault(program, event.at)
    if program == "xxi":
        story.mark_first("referred_to_kidscare", event.at)
    else:
        story.mark_first("application_at_faa_without_tad", event.at)
        story.mark_first("referred_to_des", event.at)


def on_signed(story: Story, event: Event) -> None:
    """The application is signed and dated and in CRS hands: 24 hours to the fax (AMB-035)."""
    story.signed = event
    story.mark_first("on_site_interview", _interview(story, event))
    if worker_on_site(story):  # handed over at the site; no fax, and the TAD is not forced (20.401.2.F.2.d)
        story.referred.setdefault("xix", event.at)
        story.mark_first("application_at_faa_without_tad", event.at)
        story.mark_first("referred_to_des", event.at)
    elif "application_in_hand" not in story.marks or _at_faa_already(story):
        story.mark("application_in_hand", event.at)  # one that waits for its fax keeps its 24 hours


def worker_on_site(story: Story) -> bool:
    """Whether a DES-FAA eligibility worker is at the site and takes the application over."""
    here = story.case.faa_worker_on_site
    return story.book.site.faa_worker_on_site if here is None else here


def on_faxed(story: Story, event: Event) -> None:
    """Application, copies and TAD went to the FAA office (20.401); receipt = the fax itself.

    A fax that did not go through leaves the 24 hours running; the same application sent again, after one
    that did, has been with FAA since the first.
    """
    if event.outcome in NOT_THROUGH or _at_faa_already(story):
        return
    story.mark("application_faxed", event.at)
    story.forget("application_at_faa_without_tad")
    story.mark("application_at_faa", event.at)
    story.mark("referred_to_des", event.at)
    story.referred.setdefault("xix", event.at)


def _at_faa_already(story: Story) -> bool:
    faxed, in_hand = story.marks.get("application_faxed"), story.marks.get("application_in_hand")
    return faxed is not None and (in_hand is None or in_hand.sort_key() <= faxed.sort_key())


def tad_sent(story: Story, event: Event, to: set[str], whole: bool) -> None:
    """Marking the TAD as sent logs the fax, if nobody has logged it (20.401)."""
    if story.signed is not None and "application_faxed" not in story.marks:
        on_faxed(story, event)


def on_des_contacted(story: Story, event: Event) -> None:
    """The DES representative was contacted (20.602.7.A)."""
    story.mark("des_contacted", event.at)
    if event.outcome in ("approved", "denied"):
        _answer(story, "xix", event)


def on_referred(story: Story, event: Event) -> None:
    """Referred to DES or, with DOC-31, to AHCCCSA."""
    program = _title(event)
    if program is not None:
        story.referred.setdefault(program, event.at)
        story.mark_first("referred_to_kidscare" if program == "xxi" else "referred_to_des", event.at)


def on_checked(story: Story, event: Event) -> None:
    """A follow-up with DES, the IVR, PMMIS or KidsCare (20.602.7.B-C, 20.602.8)."""
    program = _title(event) or ("xxi" if event.method == "kidscare" else "xix")
    if event.outcome in ("approved", "denied"):
        _answer(story, program, event)
        return
    referred = story.marks.get("referred_to_kidscare" if program == "xxi" else "referred_to_des")
    checked = story.marks.get(f"{program}_checked")
    if checked is None or (referred is not None and checked.sort_key() < referred.sort_key()):
        story.mark(f"{program}_checked", event.at)  # the first check of this referral
    if f"{program}_undetermined" not in story.marks or story.book.reading("followup.repeat_days") != "off":
        story.mark(f"{program}_undetermined", event.at)


def on_result(story: Story, event: Event) -> None:
    """The answer of DES or KidsCare is known."""
    program: str = _title(event) or next((p for p in TITLES if p in story.referred), "xix")
    if event.outcome in ("approved", "denied"):
        _answer(story, program, event)
    else:
        on_checked(story, event)


def on_altcs(story: Story, event: Event) -> None:
    """Referred to ALTCS with help, or its answer (20.602.12); the case goes on meanwhile."""
    story.altcs = "referred" if event.kind == "altcs_referred" else event.outcome
    if event.kind == "altcs_result" and event.outcome == "approved":
        story.add_title(event.at, "xix")


def tad_returned(story: Story, event: Event) -> None:
    """The TAD came back: the clocks of FAA and of the follow-ups stop."""
    story.mark_first("xix_result", event.at)


def pending(story: Story) -> tuple[str, ...]:
    """Programmes applied for, or to be applied for, and not answered (20.602.1)."""
    if story.title(story.now) is not None:
        return ()
    open_ = dict.fromkeys(story.referred)
    if not open_ and story.determined is not None:
        open_ = dict.fromkeys(finances.potential(story))
    return tuple(p for p in open_ if p not in story.answers and not _refused_or_denied(story.case, p))


def pathway(story: Story) -> Pathway:
    """The way of the case now; State Only once nothing else is open and the figures are in."""
    title = story.title(story.at)
    if title is not None:
        return title
    if story.member is not None:
        return "state_only"
    if story.interview is None or story.determined is None or pending(story):
        return "unknown"
    return "state_only"


def _refused_or_denied(case: Case, program: str) -> bool:
    return (case.title.xix_result if program == "xix" else case.title.xxi_result) == "denied"


def _answer(story: Story, program: str, event: Event) -> None:
    story.answers[program] = (event.outcome, event.at)
    story.mark(f"{program}_result", event.at)
    if story.member is not None and story.member.reapply:
        story.member.running = story.member.running or event
    if event.outcome == "approved":
        story.add_title(event.at, cast("Program", program))
    elif program == "xix" and _excess_income(event) and "xxi" not in story.referred:
        # DES passes the application on to KidsCare (20.602.7.D).
        story.referred["xxi"] = event.at
        story.mark_first("referred_to_kidscare", event.at)


def _excess_income(event: Event) -> bool:
    """Whether DES denied for excess income, by the code or in the words of the TAD."""
    words = event.reason.casefold()
    return event.reason_code == "excess_income" or ("excess" in words and "income" in words)


def _applied_for(story: Story, event: Event) -> None:
    program = _title(event)
    if program is not None:
        story.referred.setdefault(program, event.at)


def _interview(story: Story, event: Event) -> Moment:
    return story.interview.at if story.interview is not None else event.at


def _title(event: Event) -> Program | None:
    return event.program if event.program in ("xix", "xxi") else None
