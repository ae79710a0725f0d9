"""The fax packet on the screen, without Qt: which scans are asked for, which are chosen, how it went.

The papers asked for are those that the TAD names; a scan is chosen for each, or it is left out and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from crs_intake.casework import faxing
from crs_intake.casework.faxing import Line, Piece, Result, Role
from crs_intake.casework.ports import Desk
from crs_intake.clock import today
from crs_intake.documents import packet, tad
from crs_intake.domain.case import Case
from crs_intake.domain.kept import KeptDocument
from crs_intake.domain.text import N_
from crs_intake.policy import proofs
from crs_intake.words import day, say
from ui import names

RESULTS: dict[Result, str] = {
    "ok": N_("It got through"), "busy": N_("Busy"), "no_answer": N_("No answer"), "failed": N_("Failed"),
}  # fmt: skip
ROW_WORDS: dict[str, str] = {
    "residence": N_("Residence"), "identity": N_("Identity"), "citizenship": N_("Citizenship"),
    "alien_status": N_("Alien status"), "ssn": N_("Social Security number"),
    "dependent_care": N_("Dependent care"), "income": N_("Income"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """A paper of which a scan is asked for."""

    key: str
    role: Role
    words: str
    """The paper, in the language of the desk."""
    stamp: str = ""
    """Which stamp the program puts on it."""


def slots(case: Case, on: date) -> tuple[Slot, ...]:
    """The application, and every paper that the TAD names, in the order of the fax."""
    found = [Slot("application", "application", say(N_("Medical Assistance Application, signed and dated")),
                  say(N_("“CRS” on page one")))]  # fmt: skip
    for row in packet.ROWS:
        for at, words in enumerate(_papers(case, on, row)):
            stamp = say(N_("“DES-Copy of Original”")) if row == "citizenship" else ""
            found.append(Slot(f"{row}:{at}", row, f"{say(ROW_WORDS[row])}: {words}", stamp))
    return tuple(found)


def _papers(case: Case, on: date, row: packet.TadRow) -> list[str]:
    if row in ("income", "dependent_care"):
        kinds = tad.INCOME if row == "income" else tad.CARE
        came = (p.kind for p in case.papers if p.kind in kinds and p.received and p.received <= on)
        return [say(kinds[kind]) for kind in dict.fromkeys(came)]
    shown = (p for p in case.proofs if p.shown is not None and p.shown <= on)
    return [say(kind.label) for kind in map(proofs.kind_of, shown) if kind.tad == row]


@dataclass
class Packing:
    """The scans chosen so far; each slot takes one file or several."""

    slots: tuple[Slot, ...]
    chosen: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def put(self, key: str, pieces: Sequence[Piece]) -> None:
        """Choose these scans for a paper, in the place of earlier ones."""
        self.chosen[key] = tuple(pieces)

    def leave_out(self, key: str) -> None:
        """Choose none for it."""
        self.chosen.pop(key, None)

    def pieces(self) -> list[Piece]:
        """All chosen scans in the order of the fax."""
        return [piece for slot in self.slots for piece in self.chosen.get(slot.key, ())]

    def slot(self, key: object) -> Slot | None:
        """The paper of that key."""
        return next((slot for slot in self.slots if slot.key == key), None)

    def cells(self, slot: Slot) -> tuple[str, str, str]:
        """Paper, scan and stamp, in words."""
        pieces = self.chosen.get(slot.key, ())
        if not pieces:
            return slot.words, say(N_("no scan chosen")), ""
        pages = sum(packet.page_count(piece.pdf) for piece in pieces)
        files = ", ".join(piece.name for piece in pieces)
        return slot.words, say(N_("{files}, {pages} pages"), files=files, pages=pages), slot.stamp


def office_words(desk: Desk, case: Case) -> str:
    """Where the fax goes, with the day its number was confirmed; a gap is said (20.401)."""
    zip_code = case.address.zip if case.address else ""
    found = faxing.office(desk, case)
    if found is None:
        return say(
            N_("No FAA office is known for ZIP code {zip}; set it in Settings, FAA offices."),
            zip=zip_code or "?",
        )
    confirmed = (
        say(N_("confirmed on {day}"), day=day(found.last_confirmed)) if found.last_confirmed
        else say(N_("never confirmed; call before you fax"))
    )  # fmt: skip
    fax = found.fax or say(N_("fax number not known"))
    return say(N_("To {office}, fax {fax} ({confirmed})"), office=found.name, fax=fax, confirmed=confirmed)


def parts_words(made: packet.Packet) -> str:
    """The pages in their order, in one line."""
    told = [f"{each.name} {each.first}–{each.first + each.pages - 1}" if each.pages > 1
            else f"{each.name} {each.first}" for each in made.parts]  # fmt: skip
    return say(N_("{count} pages: {parts}"), count=made.pages, parts=" · ".join(told))


def log_words(line: Line) -> str:
    """One line of the fax log."""
    result = names.named(names.OUTCOMES, line.result)
    return say(N_("{when}: {result} · to {number} · {pages} pages · {by}"), when=names.moment(line.at),
               result=result, number=line.number or "?", pages=line.pages or "?", by=line.by)  # fmt: skip


def waiting_packet(desk: Desk, number: str) -> KeptDocument | None:
    """The packet that was made today and has not gone through yet."""
    made = (each for each in faxing.open_packets(desk, number) if each.made.day == today(desk.clock))
    return next(made, None)


def kept_words(paper: KeptDocument) -> str:
    """What stands over a packet that was made before."""
    sentence = N_("Packet of {pages} pages, made {when}. Note how the fax went, or choose scans for another.")
    return say(sentence, pages=faxing.pages_of(paper), when=names.moment(paper.made))


def corrects_words(corrects: KeptDocument) -> str:
    """What stands over a packet that puts a sent one right."""
    sentence = N_("Puts the fax of {when} right; its cover says so. Choose the scans that go along.")
    return say(sentence, when=names.moment(corrects.sent or corrects.made))


def file_name(number: str, on: date, ending: str) -> str:
    """Kind, case number, day: never a name."""
    kept = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in number) or "case"
    return f"FAX-{kept}-{on.isoformat()}.{ending}"
