"""Papers made at the same time, as the window's workers make them, are the papers made alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.resources import files

import pytest

from crs_intake.documents import catalogue, style
from crs_intake.exchange.case_file import read_case, read_site
from crs_intake.policy.book import Book

PAPERS = (
    ("DOC-05", "family_a_no", date(2009, 3, 17)),
    ("DOC-27", "family_a_no", date(2009, 3, 31)),
    ("DOC-33", "family_c", date(2009, 3, 31)),
    ("DOC-58", "family_b", date(2009, 3, 19)),
)


def test_papers_made_at_the_same_time_are_the_papers_made_alone() -> None:
    folder = files("resources") / "sample"
    book = Book.load(read_site((folder / "site.json").read_bytes()))
    cases = {name: read_case((folder / f"{name}.json").read_bytes()) for _, name, _ in PAPERS}

    def paper(number: int) -> bytes:
        document, name, on = PAPERS[number % len(PAPERS)]
        return catalogue.produce(document, cases[name], book, on)

    alone = [paper(number) for number in range(len(PAPERS))]
    with ThreadPoolExecutor(6) as workers:
        together = list(workers.map(paper, range(24)))
    assert together == [alone[number % len(PAPERS)] for number in range(24)]


def test_a_paper_waits_until_the_one_in_work_is_done() -> None:
    # The typeface reads its letters from one place in its file: two threads at once read each other's.
    case = read_case((files("resources") / "sample" / "family_b.json").read_bytes())
    book = Book.load(read_site((files("resources") / "sample" / "site.json").read_bytes()))
    with ThreadPoolExecutor(1) as worker:
        with style.ONE_AT_A_TIME:
            waiting = worker.submit(catalogue.produce, "DOC-58", case, book, date(2009, 3, 19))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1.5)
        assert waiting.result(timeout=60).startswith(b"%PDF")
