"""A screen of 1366 × 768 at 200 %: 683 × 384 points. Every page of every wizard fits, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from crs_intake import words
from crs_intake.casework.ports import Desk
from tests.qt import desks
from tests.qt.cuts import cut
from tests.qt.desks import WALKS, desk
from tests.qt.windows import settle
from ui.flow import WIZARDS

__all__ = ["desk"]
WIDTH, HEIGHT = 683, 384


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.use(request.param)
    yield str(request.param)
    words.use("en")


@pytest.mark.parametrize(("wizard", "number"), WALKS)
def test_no_page_is_wider_than_the_screen_and_no_words_are_cut(
    qtbot: Any, desk: Desk, language: str, wizard: str, number: str | None
) -> None:
    window = desks.opened(qtbot, desk, number, wizard)
    window.resize(WIDTH, HEIGHT)
    settle()
    assert window.width() <= WIDTH
    found = {}
    for at, page in enumerate(WIZARDS[wizard].pages):
        window.go(at)
        settle()
        found[page.id] = cut(window, signs=False)
    assert {where: what for where, what in found.items() if what} == {}
