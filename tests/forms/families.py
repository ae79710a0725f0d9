"""The sample families, and what a page looks at while a test types into it."""

from datetime import datetime
from importlib.resources import files

from crs_intake.clock import FixedClock, moment
from crs_intake.domain.actor import ROLES, Actor
from crs_intake.domain.case import Case
from crs_intake.domain.decision import Assessment
from crs_intake.exchange.case_file import read_case
from crs_intake.policy.book import Book
from crs_intake.policy.determine import assess
from ui.forms.form import About, Form, Page

NOBODY = Case(format="crs-case/1")
DAY = FixedClock(datetime(2009, 3, 31, 13, 30))  # noqa: DTZ001 - Arizona time, as the clock takes it
LATER = FixedClock(datetime(2010, 6, 1, 9, 0))  # noqa: DTZ001
CLERK = Actor(id="u1", name="R. Chavez", roles=frozenset(ROLES), site="PHX")
BOOK = Book.load()


def family(name: str) -> Case:
    """One of the sample families, for example "family_a_yes"."""
    return read_case((files("resources") / "sample" / f"{name}.json").read_bytes())


def about(case: Case = NOBODY, clock: FixedClock = DAY) -> About:
    """What a page may look at: the case, the desk's day, the book."""

    def assessed() -> Assessment:
        return assess(case, BOOK, moment(clock).day)

    return About(case=case, now=moment(clock), actor=CLERK, book=BOOK, assess=assessed)


def opened(page: Page, case: Case = NOBODY, clock: FixedClock = LATER) -> Form:
    """A page as it opens on a case."""
    form = Form(page.fields, about(case, clock)).put(page.show(case))
    page.prepare(form)
    return form
