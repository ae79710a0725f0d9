"""The blank referral form: where it can be had, in the words of this site (20.200)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout

from crs_intake.casework import blank_form as form
from crs_intake.clock import today
from crs_intake.domain.site import FormSources
from crs_intake.words import say
from ui.qt import blank_form
from ui.qt.editor import Ask, Editor, save_row
from ui.qt.settings_base import Part
from ui.qt.way import Way


class ReferralFormPart(Part):
    """What the form says of where it can be had; the clinics to which it goes are those of the site."""

    name = "form"

    def __init__(self, way: Way) -> None:
        super().__init__(way, say("Referral form"), say(
            "The blank CRS Application Form tells where it can be had. A form from anywhere else is taken as "
            "well (20.200). An empty field shows the shipped words again."
        ))  # fmt: skip
        self.editor = Editor((
            Ask("en", say("Where to get the form, English"), lines=4),
            Ask("es", say("Where to get the form, Spanish"), lines=4),
        ))  # fmt: skip
        self.editor.touched.connect(self.touch)
        self.column.addWidget(self.editor)
        line, self.save, self.said = save_row(say("&Save"))
        self.save.clicked.connect(self._save)
        self.column.addLayout(line)
        row = QHBoxLayout()
        self.look = blank_form.button(way.desk, self)
        row.addWidget(self.look)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_kept(self) -> None:
        """The words in use."""
        self.editor.put({language: form.sources(self.way.desk, language) for language in ("en", "es")})
        self.unsaved = False

    def _save(self) -> None:
        values = self.editor.read(today(self.way.desk.clock))
        if values is None:
            return
        shipped = {language: form.shipped(language) for language in ("en", "es")}
        own = {key: "" if " ".join(words.split()) == shipped[key] else words for key, words in values.items()}
        if self.keep(replace(self.way.desk.store.site(), form_sources=FormSources(**own)), self.said):
            self.show_kept()
