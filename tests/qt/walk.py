"""Walks a window with the Tab key alone and tells where the cursor was lost, trapped or unseen."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QTabBar, QWidget

from tests.qt.heard import name
from ui.qt.area import Area

MOST = 400


def around(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """Each widget that has the cursor on the way with Tab until the first comes again, and what is wrong."""
    start = QApplication.focusWidget()
    assert start is not None, "nothing has the cursor"
    stops, wrong = [start], []
    while len(stops) < MOST:
        here = QApplication.focusWidget()
        assert here is not None, f"the cursor was lost behind {name(stops[-1])!r}"
        if fault := _unseen(window, here):
            wrong.append(f"{name(here)!r} ({type(here).__name__}) has the cursor and {fault}")
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
        there = QApplication.focusWidget()
        assert there is not None, f"the cursor was lost behind {name(here)!r}"
        assert there is not here, f"Tab is trapped in {name(here)!r}"
        if there in stops:
            return stops, wrong
        stops.append(there)
    raise AssertionError("Tab never comes round")


def faults(window: QWidget) -> list[str]:
    """Stops that nobody sees or hears, that Tab never reaches, or that come out of the order of reading."""
    stops, wrong = around(window)
    missed = [f"never reached: {name(each)!r} ({type(each).__name__})" for each in _missed(window, stops)]
    return [*wrong, *missed, *_out_of_order(window, stops)]


def without_mark(window: QWidget) -> list[str]:
    """Stops that look the same with the cursor and without it."""
    stops, _ = around(window)
    found = []
    for here, there in zip(stops, [*stops[1:], stops[0]], strict=True):
        if not here.isVisible() or not there.isVisible():
            continue  # what stood there went with the cursor
        here.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        marked = _picture(window, here)
        there.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if here.isVisible() and _picture(window, here) == marked:
            found.append(f"{name(here)!r} ({type(here).__name__})")
    return found


def _picture(window: QWidget, widget: QWidget) -> QImage:
    edge = 4
    return window.grab(_place(window, widget).adjusted(-edge, -edge, edge, edge)).toImage()


def _unseen(window: QWidget, widget: QWidget) -> str:
    if not widget.isVisible():
        return "is hidden"
    if not name(widget).strip():
        return "has no name"
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).intersected(window.rect())
    area = widget.parentWidget()
    while area is not None and area is not window:
        if isinstance(area, Area):
            view = area.viewport()
            seen = seen.intersected(QRect(view.mapTo(window, QPoint(0, 0)), view.size()))
        area = area.parentWidget()
    return "" if not seen.isEmpty() else "is out of sight"


def _missed(window: QWidget, stops: list[QWidget]) -> list[QWidget]:
    """What takes the Tab key and was not stopped at; of radio buttons one stands for all."""
    found = []
    for each in window.findChildren(QWidget):
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.isVisible() and each.isEnabled()
        if (
            not takes
            or each in stops
            or each.focusProxy() is not None
            or isinstance(each, Area | QRadioButton)
        ):
            continue
        if each.window() is not window or isinstance(each.parent(), QTabBar):
            continue
        found.append(each)
    return found


def _out_of_order(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Where the cursor goes up, or back to the left in its line, among the parts of one holder."""
    found = []
    for first, then in pairwise(stops):
        holder = first.parentWidget()
        together = [each for each in stops if each.parentWidget() is holder]
        if holder is not then.parentWidget() or then is min(together, key=lambda each: _rank(window, each)):
            continue  # elsewhere, or round again from the end of the window
        a, b = _place(window, first), _place(window, then)
        same_line = a.top() < b.center().y() < a.bottom()
        if b.bottom() <= a.top() or (same_line and b.right() <= a.left()):
            found.append(f"{name(then)!r} comes after {name(first)!r} and stands before it")
    return found


def _rank(window: QWidget, widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.y() // 8, corner.x()


def _place(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
