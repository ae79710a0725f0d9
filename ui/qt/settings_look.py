"""How the desk speaks and looks to the person who sits here; a letter keeps the language of its family."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from crs_intake.words import language, say
from ui.qt import parts, style
from ui.qt.settings_base import Part
from ui.qt.way import Way
from ui.tastes import LANGUAGES, LOOKS, Taste


class LookPart(Part):
    """Language and palette, each person's own; used at once, with everything typed still there."""

    name = "look"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Language and look"),
                         say("For you alone, on this computer, from now on. What you have begun to type "
                             "stays. Letters go out in the language of each family."))  # fmt: skip
        self.language = QComboBox()
        for tongue, words in LANGUAGES:
            self.language.addItem(words, tongue)
        parts.field(self.column, say("Language of the desk"), self.language, width=320)
        self.look = QComboBox()
        for look, words in LOOKS:
            self.look.addItem(say(words), look)
        parts.field(self.column, say("Colors"), self.look, width=400,
                    help=say("High contrast is white and yellow on black, with thick borders."))  # fmt: skip
        self.language.activated.connect(lambda _at: self._wish("language", self.language))
        self.look.activated.connect(lambda _at: self._wish("look", self.look))

    def show_kept(self) -> None:
        """Show what is in use."""
        self.language.setCurrentIndex(max(0, self.language.findData(language())))
        self.look.setCurrentIndex(max(0, self.look.findData(style.look())))

    def _wish(self, what: Taste, box: QComboBox) -> None:
        self.way.taste(what, str(box.currentData()))
