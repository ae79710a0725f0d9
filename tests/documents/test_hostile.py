"""Whatever was typed is printed as it was typed; nothing is obeyed, nothing is opened, nothing is cut."""

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crs_intake.documents import catalogue, style
from crs_intake.documents.addressee import FAMILY
from crs_intake.domain.case import Case
from crs_intake.domain.errors import Missing, NotAcceptable
from crs_intake.domain.people import Address
from tests.documents.papers import book, family, words_of

NAUGHTY = [
    "John <johnny> Smith", "<b>Maria", "</para></p>", "<!-- gone -->", "<![CDATA[gone]]>", "<?php gone ?>",
    "&amp; & &lt;", "&#x110000;", "&nosuch;", "<img src='/etc/passwd'/>",
    '<img src="http://example.invalid/x.png"/>', "<font color='red' size='99'>big</font>",
    "<a href='file:///etc/passwd'>x</a>", "<onDraw name='x'/>", "{applicant}", "{}", "%s %(name)s %d",
    "**bold**", "# title", "- point", "1. point", "[when title]", "[end]", "[hearing]", "[sign] me | now",
    "Label :: value", "O’Brien", "Ana–María", "Tłʼízí Łichííʼ", "Yázhí Nát’oh", "Nguyễn Thị Ánh",
    "Đặng Phương",
    "Wałęsa", "Özgür Şahin", "Ţepeş", "Ольга", "Ελένη", "ﬁrst", "½ ¾ ± µ",
    unicodedata.normalize("NFD", "Yázhí Muñoz"), "=HYPERLINK(1)", "'; DROP TABLE cases; --",
    "../../etc/passwd", "CON", "\\\\server\\share",
    "$HOME `id` $(id)", "W" * 300, "ab " * 200, "NULL", "None", "0", "-1", "1/0",
]  # fmt: skip
"""Strings that have broken letters, forms and programs elsewhere."""

UNDRAWABLE = {"王小明": "王小明", "محمد علي": "محدعلي", "김민준": "김민준", "שלום": "שלום", "👶🏽": "👶🏽"}
"""Names that no font here can draw as they are read, and the letters that are named before printing."""


def written(text: str) -> Case:
    """Family A with the text in every field that a letter prints."""
    case = family("a_no")
    people = tuple(replace(p, given=text, family=text) for p in case.people)
    assert case.referral is not None
    assert case.referral.source is not None
    source = replace(case.referral.source, name=text, organization=text)
    events = tuple(replace(e, name=text, reason=text) for e in case.events)
    return replace(
        case,
        people=people,
        events=events,
        address=Address(street=text, city=text, zip="85015"),
        referral=replace(case.referral, source=source),
    )


def squeezed(text: str) -> str:
    """Text as it is compared: composed letters, no ligatures, no gaps."""
    return "".join(unicodedata.normalize("NFKC", style.clean(text)).replace("\u00ad", "").split())


class Watch:
    """One ear for the whole run, as Python lets nobody take an ear off again."""

    own = tuple(map(str, (Path(__file__).resolve().parents[2], Path(sys.prefix), Path(sys.base_prefix))))

    def __init__(self) -> None:
        self.seen: list[str] | None = None
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Note what is opened or reached, apart from the program's own files."""
        if self.seen is None:
            return
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode(errors="replace")
            if not path.startswith(self.own):
                self.seen.append(f"open {path}")
        elif event.startswith(("socket.", "subprocess.", "urllib.", "os.system", "os.exec", "ctypes.dlopen")):
            self.seen.append(f"{event} {arguments!r}")


@cache
def watch() -> Watch:
    """The ear."""
    return Watch()


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is opened or reached while inside."""
    seen: list[str] = []
    watch().seen = seen
    try:
        yield seen
    finally:
        watch().seen = None


def test_the_watch_hears_a_file_being_opened(tmp_path: Path) -> None:
    with watched() as seen:
        (tmp_path / "a").write_text("x")
    assert seen == [f"open {tmp_path / 'a'}"]


@pytest.mark.parametrize("text", NAUGHTY)
def test_the_same_text_comes_out_and_no_file_is_opened(text: str) -> None:
    case = written(text)
    with watched() as seen:
        notice = catalogue.produce("DOC-05", case, book(), date(2009, 3, 17))
        form = catalogue.produce("DOC-27", case, book(), date(2009, 3, 31), to="faa", person=text)
        sheet = catalogue.produce("DOC-33", case, book(), date(2009, 3, 31), to="case_file")
    assert seen == []
    for pdf in (notice, form, sheet):
        assert squeezed(text) in squeezed(words_of(pdf))


@pytest.mark.parametrize("text", UNDRAWABLE)
def test_letters_that_cannot_be_drawn_are_named_before_printing(text: str) -> None:
    case = written(text)
    assert set(catalogue.unprintable_in(case)) >= set(UNDRAWABLE[text])
    assert catalogue.produce("DOC-05", case, book(), date(2009, 3, 17)).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["José Núñez", "Tłʼízí", "Nguyễn Thị Ánh", "Wałęsa", "Ольга", "O’Brien"])
def test_letters_of_arizona_families_can_all_be_drawn(text: str) -> None:
    assert style.unprintable(text) == ""


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_at_all_makes_a_letter_unless_it_says_nothing(text: str) -> None:
    case = replace(family("b"), people=written(text).people)
    if style.says_something(text):
        assert catalogue.produce("DOC-58", case, book(), date(2009, 3, 19)).startswith(b"%PDF")
    else:
        with pytest.raises(Missing):
            catalogue.produce("DOC-58", case, book(), date(2009, 3, 19))


def test_a_lone_half_of_a_pair_and_control_characters_do_no_harm() -> None:
    assert style.clean("a\ud800b\x00c\x1bd\n") == "a\ufffdb c d "


@pytest.mark.parametrize(
    "document, day, to", [("DOC-33", "2009-03-31", "case_file"), ("DOC-05", "2009-03-17", FAMILY)]
)
def test_thousands_of_letters_in_a_name_are_all_printed(document: str, day: str, to: str) -> None:
    case = family("a_no")
    people = tuple(replace(p, given="Guadalupe " * 2000) if p.id == "mother" else p for p in case.people)
    pdf = catalogue.produce(document, replace(case, people=people), book(), date.fromisoformat(day), to=to)
    assert words_of(pdf).count("Guadalupe") >= 2000


def test_a_case_number_that_would_not_fit_the_code_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="case number"):
        catalogue.produce("DOC-05", replace(family("a_no"), number="9" * 41), book(), date(2009, 3, 17))


def test_only_one_place_makes_paragraphs() -> None:
    room = Path(style.__file__).parent
    makers = [
        f"{path.name}: {line.strip()}"
        for path in sorted(room.glob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "Paragraph(" in line.replace("(Paragraph)", "") or ("Words(" in line and "class" not in line)
    ]
    assert [each.split(":")[0] for each in makers] == ["style.py"], makers


def test_reportlab_is_told_to_trust_no_host() -> None:
    from reportlab import rl_config

    assert rl_config.trustedHosts is None


@pytest.mark.parametrize("text", UNDRAWABLE)
def test_letters_of_any_text_on_a_paper_are_named_not_only_those_of_names(text: str) -> None:
    case = family("a_no")
    events = tuple(replace(e, outcome="not_eligible", reason=text, name="Dr. Tso")
                   if e.kind == "medical_determination" else e for e in case.events)  # fmt: skip
    case = replace(case, events=events)
    found = catalogue.unprintable_on("DOC-14", case, book(), date(2009, 3, 17))
    assert set(found) == set(UNDRAWABLE[text]) - set(" ")
    assert catalogue.may_lack_letters(case, book())
    assert catalogue.unprintable_on("DOC-05", family("a_no"), book(), date(2009, 3, 17)) == ""
    assert not catalogue.may_lack_letters(family("a_no"), book())
