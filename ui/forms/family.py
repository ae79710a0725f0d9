"""The worksheet as the family sees it: their own figures in plain words, in their own language.

Nothing of anybody else stands here, no numbers of the case, no notes of the desk; every figure is one of
the worksheet beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.domain.money import shown
from crs_intake.domain.text import N_
from crs_intake.policy.explain import explain
from crs_intake.words import said, say
from ui.forms import sheet

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class FamilyPage:
    """What stands on the family's page, every word in one language."""

    language: str
    title: str
    figures: tuple[tuple[str, str], ...]
    """Words and the figure behind them, in the order in which they are worked out."""
    sentences: tuple[str, ...]
    """The outcome in short sentences."""
    caution: str = ""
    """That this is not the last word yet."""


def language_of(case: Case) -> str:
    """The family's language; English where none is told."""
    return case.language if case.language in LANGUAGES else "en"


def page(assessment: Assessment | None, case: Case, language: str = "") -> FamilyPage:
    """The page for an assessment, in a language or in the family's own."""
    tongue = language or language_of(case)
    title = say(N_("Your family and CRS"), lang=tongue)
    if assessment is None or not assessment.columns:
        return FamilyPage(tongue, title, (), (say(N_("There are no figures yet."), lang=tongue),))
    caution = say(N_("This is how it looks now. It can change until all papers are here."), lang=tongue)
    return FamilyPage(
        tongue, title, tuple(_figures(assessment, tongue)),
        tuple(said(each, lang=tongue) for each in explain(assessment, case)),
        caution if assessment.provisional or assessment.missing else "",
    )  # fmt: skip


def _figures(assessment: Assessment, tongue: str) -> list[tuple[str, str]]:
    column, fpl = assessment.columns["state_only"], assessment.fpl
    if fpl is None and not assessment.income:  # whoever has AHCCCS is not asked for income
        return []
    taken = column.deductions + column.extra_deductions

    def line(words: str, amount: Fraction) -> tuple[str, str]:
        return say(words, lang=tongue), f"${shown(amount)}"

    found = [line(N_("Money that counts, in a year"), column.earned + column.unearned)]
    if taken:
        found.append(line(N_("What we take off for your costs"), taken))
    found += [
        line(N_("What is left, in a year"), column.agi),
        line(N_("What is left, in a month"), column.agi / 12),
    ]
    if fpl is None:
        return found
    found.insert(0, (say(N_("People who count in your family"), lang=tongue), str(fpl.size)))
    if limit := next((each for each in sheet.marks(assessment) if each.pays_nothing), None):
        dollars = limit.percent * fpl.amount / 100
        found.append(line(N_("Up to this much in a year you pay nothing"), dollars))
    if fpl.percent is not None:
        found.append((say(N_("Your part of the federal guideline"), lang=tongue), f"{shown(fpl.percent)} %"))
    return found
