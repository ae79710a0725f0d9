"""Discontinuances: who ends what, whom it is told, and what stays (804.C, 809).

The list of reasons by which KidsCare ends both and the one by which DES does
differ, as printed (AMB-315).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crs_intake.domain.parents import EndReason
from crs_intake.domain.text import N_
from crs_intake.policy.parents import figures


@dataclass(frozen=True, slots=True)
class Effect:
    """What a discontinuance of one side does to a dual parent."""

    kidscare_ends: bool
    sobra_ends: bool
    notice: bool
    tips: Literal["discontinuance", "disposition", ""]
    section: str
    sentence: str
    reevaluate: bool = False


def reason_words(reason: EndReason) -> str:
    """The reason as the page prints it (message id)."""
    return str(figures.data()["reasons"][reason]["label"])


def by_kidscare(reason: EndReason, *, dual: bool) -> Effect:
    """KidsCare discontinues a KidsCare parent (809.A, 809.C)."""
    lists = figures.data()["endings"]
    if not dual:
        return Effect(True, False, True, "", "809.A", N_("KidsCare parent: procedures of Chapter 1200, which "
                      "is not supplied"))  # fmt: skip
    if reason in lists["kidscare_ends_both"]:
        place = lists["kidscare_ends_both"].index(reason) + 1
        return Effect(True, True, True, "discontinuance", f"809.C.kc.{place:02}",
                      N_("ACE discontinues the S.O.B.R.A. parent eligibility too, makes the notice and tells "
                         "DES through TIPS"))  # fmt: skip
    if reason in lists["kidscare_alone"]:
        return Effect(True, False, False, "disposition", "809.C.excess",
                      N_("The S.O.B.R.A. parent eligibility is not discontinued; ACE sends the disposition "
                         "to DES through TIPS"))  # fmt: skip
    return Effect(True, False, False, "", "809.C", N_("The chart does not name this reason: the S.O.B.R.A. "
                  "parent eligibility stays"))  # fmt: skip


def by_des(reason: EndReason, *, dual: bool) -> Effect:
    """DES discontinues a S.O.B.R.A. parent (804.C, 809.B, 809.C)."""
    listed = figures.data()["endings"]["des_ends_both"]
    if not dual:
        return Effect(False, True, True, "", "809.B.des", N_("ACE discontinues on the termination "
                      "information of DES and sends the notice (804.C)"))  # fmt: skip
    if reason in listed:
        return Effect(True, True, True, "", f"809.C.des.{listed.index(reason) + 1}",
                      N_("ACE discontinues the KidsCare parent eligibility too and makes the "
                         "notice"))  # fmt: skip
    return Effect(False, True, False, "", "809.C.des.other",
                  N_("The KidsCare parent eligibility is not discontinued; Tech Service Center works with "
                     "the KidsCare Specialty unit to reevaluate it, as needed"), reevaluate=True)  # fmt: skip


def by_ace(reason: EndReason) -> Effect | None:
    """ACE discontinues a S.O.B.R.A. parent by itself; None where it has no ground for that (809.B)."""
    grounds = figures.data()["endings"]["ace_ends_sobra"]
    if reason not in grounds:
        return None
    return Effect(False, True, True, "", f"809.B.{grounds.index(reason) + 1}",
                  N_("ACE discontinues and makes the notice"))  # fmt: skip
