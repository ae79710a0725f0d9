"""What every part of the settings has: a title, a purpose, and saving that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crs_intake.casework.site import keep
from crs_intake.domain.people import Address
from crs_intake.domain.site import Site
from crs_intake.words import say
from ui.qt import style
from ui.qt.editor import Ask
from ui.qt.text import Label, tell_error
from ui.qt.way import Way


class Part(QWidget):
    """One part: a title, a sentence what it is for, and its editor."""

    name = ""

    def __init__(self, way: Way, title: str, purpose: str) -> None:
        super().__init__()
        self.way = way
        self.title = title
        self.unsaved = False
        self.setMaximumWidth(style.FORM_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.GAP)
        self.column.addWidget(Label(title, "section"))
        self.column.addWidget(Label(purpose, "help"))
        self.column.addSpacing(style.BETWEEN - style.GAP)

    def show_kept(self) -> None:
        """Show what is kept."""
        raise NotImplementedError

    def touch(self) -> None:
        """Something was typed that is not saved yet."""
        self.unsaved = True

    def keep(self, site: Site, said: Label) -> bool:
        """Keep the site's settings and say so; False when it did not work."""
        try:
            keep(self.way.desk, site)
            self.way.site_changed()
        except Exception as trouble:
            tell_error(self, trouble)
            return False
        self.unsaved = False
        said.setText(say("Saved. It is used from now on."))
        return True


def read_address(values: Mapping[str, Any]) -> Address | None:
    """The address that was typed, or None."""
    made = Address(street=values["street"] or "", city=values["city"] or "", state=values["state"] or "AZ",
                   zip=values["zip"] or "")  # fmt: skip
    return made if made.street or made.city or made.zip else None


def of_address(address: Address | None) -> dict[str, Any]:
    """What the fields of an address show."""
    known = address or Address()
    return {"street": known.street, "city": known.city, "state": known.state, "zip": known.zip}


def address_asks() -> tuple[Ask, ...]:
    """The fields of an address."""
    return (
        Ask("street", say("Street or post box"), lines=2), Ask("city", say("City"), width="medium"),
        Ask("state", say("State"), width="zip"), Ask("zip", say("ZIP"), "zip"),
    )  # fmt: skip
