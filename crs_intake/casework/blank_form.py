"""The blank CRS Application Form, given to whoever wants to refer somebody (20.200); it is of no case."""

from __future__ import annotations

from crs_intake.casework.ports import Desk
from crs_intake.documents import referral_form


def printed(desk: Desk, language: str) -> bytes:
    """The form with the clinics of the site, the person's own first for questions; nothing is kept of it."""
    return referral_form.make(desk.store.site(), language, desk.actor.site)


def sources(desk: Desk, language: str) -> str:
    """Where the form can be had, as the form tells it."""
    return referral_form.sources(desk.store.site(), language)


def shipped(language: str) -> str:
    """The same as it was shipped, which stands while the site says nothing else."""
    return referral_form.shipped(language)
