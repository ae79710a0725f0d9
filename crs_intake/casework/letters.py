"""Confirming the words of the letters: somebody of the site read them and stands for them."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.casework.ports import Desk
from crs_intake.casework.site import keep
from crs_intake.clock import today
from crs_intake.documents import wording
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.site import ConfirmedText
from crs_intake.domain.text import N_
from crs_intake.words import say


def confirm(desk: Desk, document: str, language: str = "es") -> ConfirmedText:
    """Note that the person at the desk confirms this text as it stands today; raises NotAcceptable."""
    text = next((each for each in wording.texts(language) if each.document == document), None)
    if text is None:
        raise NotAcceptable(say(N_("There is no text {document} in this language."), document=document))
    site = desk.store.site()
    made = ConfirmedText(
        document=document, language=language, sha256=text.sha256, by=desk.actor.name, since=today(desk.clock)
    )
    others = (each for each in site.letters if (each.document, each.language) != (document, language))
    keep(desk, replace(site, letters=(*others, made)))
    return made
