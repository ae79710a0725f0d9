"""A parent as S.O.B.R.A. parent: what DES sent, what AHCCCS decided on it, and what ends it (804, 809)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crs_intake.domain.parents import EndReason, ParentDecision, ParentFacts
from crs_intake.domain.text import N_
from crs_intake.policy.parents import endings, figures, interface, requirements
from crs_intake.policy.parents.tracks import IN_PMMIS, Around, Track, after, denied, ended, faulty


def sobra(around: Around, beside: Track | None) -> Track:
    """The parent as S.O.B.R.A. parent (804, 809); `beside` is the KidsCare track of a dual parent."""
    made = _sobra_standing(around)
    if not made.in_place:
        return made
    return _sobra_ending(around, made, beside) or made


def _sobra_standing(around: Around) -> Track:
    decided, facts = around.decided("sobra"), around.facts
    if facts.des is not None and (decided is None or _reopened(facts, decided)):
        return _through_interface(around, _fresh(facts) if _is_new(facts) or decided is not None else facts)
    if decided is not None and decided.outcome == "denied":
        found = _through_interface(around, facts) if facts.des is not None else _with_des()
        return denied(decided, found, "804.B")
    if decided is not None:
        figures.in_force(decided.effective or decided.on)
        state = "P_ENROLLED" if decided.effective is None or decided.effective <= around.on else "P_APPROVED"
        return Track("sobra", "approved", state, N_("Approved"), "804.B.5.yes", effective=decided.effective)
    if facts.pmmis_code == "325":
        return Track("sobra", "approved", "P_ENROLLED", N_("In PMMIS as S.O.B.R.A. parent"), IN_PMMIS)
    return _with_des()


def _with_des() -> Track:
    return Track("sobra", "des", "P_APPLIED", N_("DES determines eligibility of S.O.B.R.A. parents"),
                 "804.A.des", registered=False,
                 missing=[N_("The record of DES through TIPS (804.B.1)")])  # fmt: skip


def _through_interface(around: Around, facts: ParentFacts) -> Track:
    run = interface.run(around.case, facts, around.book, around.on)
    return Track("sobra", run.outcome, run.state, run.reason, run.section, run.code, run.effective,
                 missing=run.missing, todo=run.todo, run=run)  # fmt: skip


def _reopened(facts: ParentFacts, decided: ParentDecision) -> bool:
    """DES sent the parent again after a denial, or for coverage that begins after its discontinuance."""
    assert facts.des is not None  # noqa: S101 - asked only where there is one
    again = facts.des.received > decided.on
    return again and (decided.outcome == "denied" or _is_new(facts))


def _is_new(facts: ParentFacts) -> bool:
    """The record of DES is for coverage that begins after the one that DES discontinued."""
    des, ended = facts.des, facts.des_discontinuance
    if des is None or ended is None or des.effective is None or ended.effective is None:
        return False
    return des.effective > ended.effective and des.received >= ended.received


def _fresh(facts: ParentFacts) -> ParentFacts:
    """The parent without the searches that were made for an earlier record (804.B.3-5)."""
    assert facts.des is not None  # noqa: S101 - asked only where there is one
    since = facts.des.received
    debt, medicaid, available = facts.debt, facts.medicaid, facts.available
    return replace(
        facts,
        debt=debt if debt is not None and debt.searched >= since else None,
        medicaid=medicaid if medicaid is not None and medicaid.looked_up >= since else None,
        available=available if available is not None and available.looked_up >= since else None,
    )


def _sobra_ending(around: Around, made: Track, beside: Track | None) -> Track | None:
    facts = around.facts
    des = facts.des_discontinuance
    if des is not None and des.reason is not None and not after(made, des.effective) and not faulty(around):
        return ended(made, endings.by_des(des.reason, dual=beside is not None and _was_approved(beside)),
                      des.reason, des.effective)  # fmt: skip
    if (
        beside is not None
        and beside.effect is not None
        and beside.effect.sobra_ends
        and not after(made, beside.ends)
    ):
        return ended(made, beside.effect, _as_reason(beside.code), beside.ends)
    own = next((each for each in facts.endings
                if each.program == "sobra" and not after(made, each.effective or each.on)), None)  # fmt: skip
    reason: EndReason | None = own.reason if own is not None else _ground(around, made)
    if reason is None:
        return None
    effect = endings.by_ace(reason)
    return None if effect is None else ended(made, effect, reason, own.effective if own else None)


def _was_approved(track: Track) -> bool:
    return track.in_place or track.outcome == "ended"


def _as_reason(code: str) -> EndReason:
    return next((key for key in figures.data()["reasons"] if key == code), "other")


def _ground(around: Around, made: Track) -> EndReason | None:
    """Why ACE discontinues a S.O.B.R.A. parent by itself on this day (809.B)."""
    facts, since = around.facts, _began(around, made)
    unpaid = requirements.unpaid_month(facts, around.on, made.effective)
    if not facts.exempt and unpaid is not None:
        return "non_payment"
    approved = facts.medicaid_approved
    return "medicaid" if approved is not None and (since is None or approved >= since) else None


def _began(around: Around, made: Track) -> date | None:
    """The day from which an approval for Medicaid ends this coverage: that of its decision or record."""
    decided, des = around.decided("sobra"), around.facts.des
    if made.run is not None and des is not None:
        return des.received
    return decided.on if decided is not None else None
