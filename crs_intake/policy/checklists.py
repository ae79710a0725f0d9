"""What stands beside a determination: the financial application, the papers, the comparison with PMMIS.

None of it changes a figure. It tells the desk what the form still lacks
(20.501), which papers the family brings (20.502), and where the card and
PMMIS disagree (20.601.1).
"""

from __future__ import annotations

from crs_intake.domain.case import Case
from crs_intake.domain.checklists import Checklists
from crs_intake.domain.decision import Assessment
from crs_intake.policy import application, eligibility, papers, pmmis
from crs_intake.policy.book import Book
from crs_intake.policy.rule import Sheet


def of(case: Case, book: Book, found: Assessment) -> Checklists:
    """The lists for a determination."""
    if eligibility.title_route(case, Sheet(book, found.on)) is not None:
        return Checklists(pmmis=pmmis.comparison(case), submitted=pmmis.submitted(case))
    return Checklists(application.missing(case, book, found.on), papers.wanted(case, book, found))
