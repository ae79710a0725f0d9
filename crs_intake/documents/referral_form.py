"""The blank CRS Application Form, to be filled in by hand: items A to F and the papers (20.200, DOC-01).

It needs no case. Where it is to be sent are the clinics of the site; where it can
be had is a text of the site, or the shipped one while the site says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from crs_intake.documents import frame, letter
from crs_intake.documents.layout import WIDTH, Begin, Cell, Grid, Look, Row, Rule, SignHere, build, cell
from crs_intake.documents.style import ONE_AT_A_TIME, RULE, words
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import Clinic, Site
from crs_intake.domain.text import N_
from crs_intake.words import say

DOCUMENT = "DOC-01"
LANGUAGES = ("en", "es")
BOX = "\N{BALLOT BOX}"
EMPTY = "\N{NO-BREAK SPACE}"
GAP = EMPTY * 6
LABEL = 162.0
PAD = 4.0
"""Above and below the words of a row; together a row of 23 points, enough to write in by hand."""

Said = Mapping[str, Any]
Part = list[Flowable]


def make(site: Site, language: str = "en", clinic: str = "") -> bytes:
    """The blank form as a PDF of two pages; `clinic` is the id of the one that gives it out.

    Raises NotAcceptable for a language in which there is no such form.
    """
    if language not in LANGUAGES:
        raise NotAcceptable(say(N_("{document} is not written in {language}."), document=DOCUMENT,
                                language=language), where="language")  # fmt: skip
    said, around = form_words(language), letter.frame(language)
    story: Part = [
        Begin(DOCUMENT), words(said["title"], "title"),
        *(words(line, "body_dense") for line in said["intro"]),
        *_clinics(site, said), *_who(said), *_sources(site, language, said),
        CondPageBreak(150), *_known(said), *_papers(said), *_signed(said),
        *_help(site, around, clinic), *_receipt(said),
    ]  # fmt: skip
    look = Look(title=f"CRS {DOCUMENT}", language=around["language"], page_words=around["page"],
                foot=said["foot"])  # fmt: skip
    with ONE_AT_A_TIME:
        return build(story, look)


def sources(site: Site, language: str) -> str:
    """Where the form can be had, as the site says it or, while it says nothing, as shipped (20.200)."""
    own = {"en": site.form_sources.en, "es": site.form_sources.es}[language].strip()
    return own or shipped(language)


def shipped(language: str) -> str:
    """Where the form can be had, as shipped."""
    return " ".join(str(form_words(language)["sources"]).split())


@cache
def form_words(language: str) -> Said:
    """The words of the form in a language."""
    text = (files("resources") / "letters" / f"{DOCUMENT}.{language}.yaml").read_text(encoding="utf-8")
    loaded: Said = yaml.safe_load(text)
    return loaded


def _clinics(site: Site, said: Said) -> Part:
    return [*(words(_clinic(each, said), "small") for each in site.clinics), Rule(WIDTH, before=1, after=1)]


def _clinic(clinic: Clinic, said: Said) -> str:
    place = ", ".join(clinic.address.lines) if clinic.address is not None else ""
    fax = f"{said['fax']}{EMPTY}{clinic.fax}" if clinic.fax else ""
    phone = f"{said['phone']}{EMPTY}{clinic.phone}" if clinic.phone else ""
    return " – ".join(part for part in (clinic.name or clinic.id, place, fax, phone) if part)


def _who(said: Said) -> Part:
    """Items A to E, which every form must have; D for a child."""
    home = (said["street"], said["city"])
    return [
        *_part(said["a"], said["name"], said["organization"], *home), _pair(said["phone"], said["fax"]),
        *_part(said["b"], said["relation"]),
        *_part(said["c"], said["applicant"]), _ticks(said["sex"], said["female"], said["male"]),
        *_part(said["d"], said["parent"]),
        *_part(said["e"], *home), _pair(said["home_phone"], said["work_phone"]),
    ]  # fmt: skip


def _known(said: Said) -> Part:
    """Item F: each may be answered with "I do not know"."""
    unknown = f"{BOX} {said['not_known']}"
    rows = [_row(said[name], EMPTY, unknown) for name in ("born", "diagnosis", "care")]
    rows.append(_row(said["care_phone"], EMPTY, EMPTY))
    rows.append(_row(said["before"], _boxes(said["yes"], said["no"]), unknown))
    return [
        Grid([_row(said["again"], EMPTY)], [LABEL, WIDTH - LABEL], pad=PAD),  # faxed sheets come apart
        words(said["f"], "heading"), Grid(rows, [LABEL, WIDTH - LABEL - 96, 96], pad=PAD),
        _pair(said["before_year"], said["before_contractor"]),
    ]  # fmt: skip


def _papers(said: Said) -> Part:
    asked = [
        (said["seen"], _boxes(said["yes"], said["no"])),
        (said["enrolled"], _boxes(said["xix"], said["xxi"], said["neither"])),
        (said["plan"], EMPTY), (said["insured"], _boxes(said["yes"], said["no"])),
    ]  # fmt: skip
    rows = [_row(label, answer) for label, answer in asked]
    return [
        words(said["papers"], "heading"), Grid(rows, [250, WIDTH - 250], pad=PAD),
        words(said["seen_part"], "small_label"),
        *(words(f"{BOX} {said[name]}", "small_label") for name in ("diagnosis_paper", "results", "no_tests")),
        Spacer(1, 4), words(said["reason"], "small_label"),
        Grid([Row([cell(EMPTY, "cell12")], RULE) for _ in range(3)], [WIDTH], pad=PAD),
    ]  # fmt: skip


def _signed(said: Said) -> Part:
    return [SignHere(words(said["signed"], "small"), words(said["date"], "small"), WIDTH)]


def _sources(site: Site, language: str, said: Said) -> Part:
    return [words(said["sources_part"], "subheading"), words(sources(site, language), "small")]


def _help(site: Site, around: Said, own: str) -> Part:
    clinic = site.clinic(own) or next(iter(site.clinics), None)
    return frame.free_help(around, clinic.phone) if clinic is not None and clinic.phone else []


def _receipt(said: Said) -> Part:
    """Where the clinic notes when and how the form came: the clocks run from then (20.200, 20.401.1)."""
    return [
        CondPageBreak(80), words(said["clinic_part"], "subheading"),
        Grid([Row([*_asks(said["received"]), *_asks(said["clinic"])], RULE)], _FOUR, pad=PAD),
        _ticks(said["channel"], said["fax"], said["mail"], said["in_person"]),
    ]  # fmt: skip


_FOUR = (104.0, WIDTH / 2 - 104, 104.0, WIDTH / 2 - 104)


def _part(title: str, *labels: str) -> Part:
    rows = [_row(label, EMPTY) for label in labels]
    return [words(title, "heading"), Grid(rows, [LABEL, WIDTH - LABEL], pad=PAD)]


def _pair(*labels: str) -> Grid:
    return Grid([Row([each for label in labels for each in _asks(label)], RULE)], _FOUR, pad=PAD)


def _ticks(label: str, *choices: str) -> Grid:
    return Grid([_row(label, _boxes(*choices))], [LABEL, WIDTH - LABEL], pad=PAD)


def _boxes(*choices: str) -> str:
    return GAP.join(f"{BOX}{EMPTY}{each.replace(' ', EMPTY)}" for each in choices)


def _row(label: str, *answers: str) -> Row:
    head = Cell((words(label, "small_label"),), heading="Row")
    return Row([head, *(cell(each, "cell12" if each == EMPTY else "small_label") for each in answers)], RULE)


def _asks(label: str) -> Sequence[Cell]:
    return Cell((words(label, "small_label"),), heading="Row"), cell(EMPTY, "cell12")
