"""Records of the case file say what was done, when and by whom."""

from datetime import date

import pytest

from crs_intake.documents import catalogue
from crs_intake.domain.errors import Missing
from tests.documents.papers import book, family, words_of


def record(document: str, name: str, day: str) -> str:
    """The words of a record."""
    return words_of(catalogue.produce(document, family(name), book(), date.fromisoformat(day)))


@pytest.mark.proves("CRS-20.1201.D")
def test_the_contact_log_keeps_every_attempt_with_its_time_also_the_one_that_does_not_count() -> None:
    text = record("DOC-57", "b", "2009-04-08")
    for printed in (
        "Mar 17, 2009 10:30 a.m.",
        "Mar 19, 2009 8:30 a.m.",
        "Mar 19, 2009 10:30 a.m.",
        "left message",
    ):
        assert printed in text


def test_the_comparison_shows_the_birth_date_that_differs_and_who_is_believed() -> None:
    text = record("DOC-19", "b", "2009-04-08")
    assert "Jun 21, 2002 Jun 12, 2002 DIFFERENT: PMMIS counts" in text


def test_the_interview_record_does_not_know_what_came_later() -> None:
    text = record("DOC-18", "c", "2009-03-11")
    assert "Rachel Whitman" in text
    assert "not received yet" in text
    with pytest.raises(Missing, match="enrollment interview"):
        record("DOC-18", "c", "2009-03-10")


def test_the_follow_up_log_shows_the_way_of_the_application() -> None:
    text = record("DOC-30", "a_no", "2009-04-20")
    assert text.index("Application faxed") < text.index("DES contacted") < text.index("denied")
