"""Typed text becomes values; what cannot be read says what to type."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crs_intake.domain.moment import Moment
from crs_intake.domain.money import Money
from ui.forms.reading import NOT_KNOWN, Unreadable, read, tidy, unfinished, write

TODAY = date(2009, 3, 31)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    ["3/9/2009", "03/09/2009", "3-9-2009", "3.9.2009", "03092009", "2009-03-09", "3/9/09", "9 Mar 2009",
     "Mar 9, 2009", "March 9 2009", "9 de marzo de 2009", "Mon 9 Mar 2009", "  3/9/2009 "],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(typed: str) -> None:
    assert read("day", typed, TODAY) == date(2009, 3, 9)


@pytest.mark.parametrize(
    ("typed", "year"), [("1/2/95", 1995), ("1/2/12", 2012), ("1/2/30", 1930), ("1/2/00", 2000)]
)
def test_two_figures_of_a_year_mean_the_near_one(typed: str, year: int) -> None:
    assert read("day", typed, TODAY).year == year


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("day", "soon", "Type a date as month, day, year, for example 3/9/2009"),
        ("day", "2/29/2009", "That month has no day 29; check the date"),
        ("day", "13/1/2009", "There is no month 13; type month, day, year: 3/9/2009"),
        ("day", "3/9/1009", "Check the year 1009; type month, day, year: 3/9/2009"),
        ("moment", "3/9/2009 25:00", "Type a time as 8:05 or 4:40 pm"),
        ("money", "lots", "Type an amount of dollars and whole cents, for example 1,250.00"),
        ("money", "12.345", "Type an amount of dollars and whole cents, for example 1,250.00"),
        ("money", "-5", "Type an amount of dollars and whole cents, for example 1,250.00"),
        ("whole", "four", "Type a whole number, for example 4"),
        ("hours", "900", "Type the hours of a month, for example 78 or 86.5"),
        ("phone", "555-0142", "Type the area code too, for example 602-555-0142"),
        ("phone", "102-555-0142", "Type the ten digits of a phone number, for example 602-555-0142"),
        ("phone", "+52 631 312", "Type the whole number with . and its country, for example"),
        ("phone", "+999 12345678", "Type the whole number with . and its country"),
        ("phone", "call me", "Type a phone number with its area code, for example 602-555-0142"),
        ("zip", "8501", "Type the five digits of the ZIP code, for example 85013"),
        ("ssn", "12345678", "Type the nine digits of the social security number"),
        ("ssn", "000-12-3456", "Social Security never issues this number; check the digits"),
        ("ssn", "666-12-3456", "Social Security never issues this number; check the digits"),
        ("ssn", "123-00-3456", "Social Security never issues this number; check the digits"),
        ("ssn", "123-45-0000", "Social Security never issues this number; check the digits"),
        (
            "ssn",
            "912-34-5678",
            "A number that starts with 9 is not a social security number; leave this empty",
        ),
        ("zip", "00000", "There is no ZIP code 00000; check the digits"),
        ("state", "ZZ", "Type the two letters of the state: AZ"),
        ("hours", "1e2", "Type the hours of a month, for example 78 or 86.5"),
        ("text", "x" * 401, "This is too long; keep it under 400 letters"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(kind: str, typed: str, says: str) -> None:
    with pytest.raises(Unreadable, match="^" + says.replace("(", r"\(").replace("'", ".")):
        read(kind, typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("6025550142", "602-555-0142"), ("(602) 555-0142", "602-555-0142"), ("1 602 555 0142", "602-555-0142"),
     ("602.555.0142 x12", "602-555-0142 ext 12"), ("+1 602 555 0142", "602-555-0142"),
     ("+52 631 312 0142", "+52 631 312 0142"), ("+526313120142", "+52 631 312 0142"),
     ("+52 (631) 312-0142 x12", "+52 631 312 0142 ext 12"), ("011 52 631 312 0142", "+52 631 312 0142")],
)  # fmt: skip
def test_a_phone_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert read("phone", typed, TODAY) == kept
    assert read("phone", kept, TODAY) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [("zip", "８５０１３", "85013"), ("zip", "85013 1234", "85013-1234"), ("ssn", "٤٠١-٢٣-٤٥٦٧", "401234567"),
     ("state", "az", "AZ"), ("day", "20090309", date(2009, 3, 9)), ("day", "3 / 9 / 2009", date(2009, 3, 9)),
     ("phone", "６０２５５５０１４２", "602-555-0142"), ("money", "１２.５０", Money(1250))],
)  # fmt: skip
def test_figures_of_another_keyboard_and_small_letters_are_kept_in_one_form(
    kind: str, typed: str, kept: object
) -> None:
    assert read(kind, typed, TODAY) == kept


@pytest.mark.parametrize(
    ("typed", "time"),
    [("8:05", "08:05"), ("805", "08:05"), ("4:40 pm", "16:40"), ("4:40p", "16:40"), ("12 am", "00:00")],
)
def test_a_time_is_read_as_people_write_it(typed: str, time: str) -> None:
    assert str(read("moment", f"3/9/2009 {typed}", TODAY)) == f"2009-03-09T{time}"


def test_a_question_mark_means_not_known_yet() -> None:
    for kind in ("text", "day", "money", "phone", "yes_no"):
        assert read(kind, " ? ", TODAY) is NOT_KNOWN


@given(DAYS)
def test_every_day_written_is_read_again(day: date) -> None:
    assert read("day", write("day", day), TODAY) == day


@given(st.integers(0, 10**11))
def test_every_amount_written_is_read_again(cents: int) -> None:
    assert read("money", write("money", Money(cents)), TODAY) == Money(cents)


@given(DAYS, st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_every_moment_written_is_read_again(day: date, time: object) -> None:
    moment = Moment(day, time)  # type: ignore[arg-type]
    assert read("moment", write("moment", moment), TODAY) == moment


@given(st.decimals(0, 744, places=2))
def test_hours_written_are_read_again(hours: Decimal) -> None:
    assert read("hours", write("hours", hours), TODAY) == hours


@given(st.text(max_size=60))
def test_any_text_is_kept_as_it_was_but_for_spaces(words: str) -> None:
    kept = tidy(words)
    assert tidy(kept) == kept
    if kept not in ("", "?"):
        assert read("text", words, TODAY) == kept


@given(
    st.text(max_size=30), st.sampled_from(["day", "moment", "money", "phone", "zip", "ssn", "hours", "whole"])
)
def test_nothing_that_can_be_typed_does_more_than_be_refused(words: str, kind: str) -> None:
    with contextlib.suppress(Unreadable):
        read(kind, words, TODAY)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("day", "3/9"),
        ("day", "3/9/20"),
        ("phone", "602-555"),
        ("phone", "+52 631"),
        ("zip", "850"),
        ("ssn", "123-45"),
        ("money", "1,2"),
        ("day", "12/31/20"),
        ("day", "2/29/20"),
        ("day", "13 mar"),
        ("day", "2009-1"),
        ("state", "a"),
        ("zip", "85013 1"),
    ],
)
def test_while_a_text_may_still_become_right_nothing_is_said(kind: str, typed: str) -> None:
    assert unfinished(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("day", "13/45/2009"), ("day", "13/"), ("day", "2/30"), ("day", "4/31"), ("day", "2/29/09"),
     ("day", "1/32/"), ("zip", "850x"), ("zip", "000"), ("money", "12.345"), ("money", "99999999999"),
     ("phone", "call"), ("ssn", "9"), ("ssn", "000"), ("ssn", "123-00"), ("state", "ZZ")],
)  # fmt: skip
def test_what_can_never_become_right_is_said_at_once(kind: str, typed: str) -> None:
    assert not unfinished(kind, typed)
