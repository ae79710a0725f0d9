"""crs-intake: the program's words for scripts, tests and other programs.

`assess`, `deadlines`, `document` and `schema` need neither database nor
display. Bad input gives a sentence on standard error and exit code 2.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from crs_intake import __version__
from crs_intake.domain.errors import DeskError, Missing, NotAcceptable
from crs_intake.domain.moment import Moment
from crs_intake.words import say

if TYPE_CHECKING:
    from crs_intake.domain.case import Case
    from crs_intake.domain.partner import Partnership
    from crs_intake.policy.book import Book

REFUSED = 2
T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 answered, 2 refused with a sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except Missing as trouble:
        return _refuse(str(trouble), *(f"- {item}" for item in trouble.items), trouble.then)
    except DeskError as trouble:
        return _refuse(str(trouble), trouble.then)
    except BrokenPipeError:
        return 0


def _refuse(*lines: str) -> int:
    for line in lines:
        if line:
            print(line, file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="crs-intake", description=say("CRS Intake for the front desk."))
    parser.add_argument("--version", action="version", version=f"crs-intake {__version__}")
    words = parser.add_subparsers(dest="word", required=True, metavar="command")
    _add_case_words(words)
    _add_heaplus(words)
    _add_table_words(words)
    _add_tips_words(words)
    schema = words.add_parser("schema", help=say("print a JSON Schema"))
    schema.add_argument(
        "what",
        choices=("case", "site", "assessment", "deadlines", "heaplus", "parents", "partner"),
        nargs="?",
        default="case",
    )
    schema.set_defaults(run=_schema)
    demo = words.add_parser("demo", help=say("open the sample families without sign-in"))
    demo.add_argument("--data", type=Path, required=True, help=say("folder for the sample store"))
    demo.add_argument("--at", type=_moment, required=True, help=say("instant of the desk's clock"))
    demo.set_defaults(run=_demo)
    from crs_intake import desk_words, server_words  # here: the words above must not wait for them

    desk_words.add(words)
    server_words.add(words)
    desk = words.add_parser("desk", help=say("open the program's window"))
    desk.add_argument("--data", type=Path, help=say("folder of the store"))
    desk.set_defaults(run=_desk)
    return parser


def _add_case_words(words: Any) -> None:
    assess = words.add_parser("assess", help=say("who is eligible, what counts, what the family pays"))
    _case_and_site(assess)
    assess.add_argument("--on", type=_day, required=True, help=say("day of the determination"))
    assess.add_argument("--json", action="store_true")
    assess.set_defaults(run=_assess)
    parents = words.add_parser("parents", help=say("parents' coverage: KidsCare Manual, Chapter 800"))
    _case_and_site(parents)
    parents.add_argument("--on", type=_day, required=True, help=say("day of the determination"))
    parents.add_argument("--json", action="store_true")
    parents.set_defaults(run=_parents)
    deadlines = words.add_parser("deadlines", help=say("state, clocks, papers due, what may happen now"))
    _case_and_site(deadlines)
    _at(deadlines)
    deadlines.add_argument("--json", action="store_true")
    deadlines.set_defaults(run=_deadlines)
    document = words.add_parser("document", help=say("write a notice or form as a PDF"))
    document.add_argument("document", help="DOC-05")
    document.add_argument("case", type=Path, nargs="?", metavar="CASE.json",
                          help=say("left out for the blank referral form, DOC-01"))  # fmt: skip
    document.add_argument("--site", type=Path, metavar="SITE.json")
    document.add_argument("--on", type=_day, help=say("date of the document"))
    document.add_argument("-o", "--output", type=Path, required=True)
    document.add_argument("--language", choices=("en", "es"), default="en")
    document.add_argument("--to", help=say("recipient, for example referral_source; the family if left out"))
    document.set_defaults(run=_document)
    _add_packet(words)


def _add_packet(words: Any) -> None:
    packet = words.add_parser("packet", help=say("write the fax to FAA: cover, TAD, application, copies"))
    _case_and_site(packet)
    packet.add_argument("--on", type=_moment, required=True, help=say("day or instant on which it is faxed"))
    packet.add_argument("--application", type=Path, required=True, metavar="SCAN",
                        help=say("scan of the signed Medical Assistance Application"))  # fmt: skip
    packet.add_argument("--copy", type=_copy, action="append", default=[], metavar="SCAN:ROW",
                        help=say("scan and its row of the TAD: passport.jpg:citizenship"))  # fmt: skip
    packet.add_argument("--by", default="", help=say("who sends the fax and makes the citizenship copies"))
    packet.add_argument("--standard", action="store_true", help=say("fax TIFF at 204×98 instead of 204×196"))
    packet.add_argument("-o", "--output", type=Path, required=True, help=say("file ending in .pdf or .tif"))
    packet.add_argument("--json", action="store_true")
    packet.set_defaults(run=_packet)


def _copy(text: str) -> tuple[Path, str]:
    from crs_intake.documents.packet import ROWS

    path, _, row = text.rpartition(":")
    if not path or row not in ROWS:
        rows = ", ".join(ROWS)
        raise argparse.ArgumentTypeError(
            say("give a file and a row of the TAD, as passport.jpg:citizenship; rows are {rows}", rows=rows)
        )
    return Path(path), row


def _at(parser: argparse.ArgumentParser) -> None:
    """The instant that is asked about; a day means its whole day, and may be given as to the other words."""
    parser.add_argument(
        "--at", "--on", dest="at", type=_moment, required=True,
        help=say("instant, for example 2009-03-31T14:30"),
    )  # fmt: skip


def _add_heaplus(words: Any) -> None:
    heaplus = words.add_parser("heaplus", help=say("whether HEAplus is up, now or at any instant"))
    _at(heaplus)
    heaplus.add_argument("--site", type=Path, metavar="SITE.json")
    heaplus.add_argument("--json", action="store_true")
    heaplus.set_defaults(run=_heaplus)
    partner = words.add_parser("partner", help=say("how the HEAplus partnership stands at an instant"))
    partner.add_argument("partner", type=Path, metavar="PARTNER.json")
    partner.add_argument("--site", type=Path, metavar="SITE.json")
    _at(partner)
    partner.add_argument("--json", action="store_true")
    partner.set_defaults(run=_partner)


def _add_tips_words(words: Any) -> None:
    taken = words.add_parser("tips-import", help=say("the day's file of DES: a preview, or taken in (804.B)"))
    taken.add_argument("file", type=Path, metavar="FILE.csv")
    _cases_and_day(taken)
    taken.add_argument("--resolve", action="append", default=[], metavar="LINE=matched|created",
                       help=say("how staff settled a partial match"))  # fmt: skip
    written = say("write the changed and new case files here; without it nothing is written")
    taken.add_argument("-o", "--output", type=Path, metavar="FOLDER", help=written)
    taken.add_argument("--json", action="store_true")
    taken.set_defaults(run=_tips_import)
    sent = words.add_parser("tips-export", help=say("what goes to DES on a day, as CSV (804.B.6)"))
    _cases_and_day(sent)
    sent.add_argument("-o", "--output", type=Path, help=say("file for the CSV; standard output if left out"))
    sent.set_defaults(run=_tips_export)


def _cases_and_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", type=Path, nargs="*", metavar="CASE.json")
    parser.add_argument("--site", type=Path, metavar="SITE.json")
    parser.add_argument("--on", type=_day, required=True, help=say("day of the interface"))


def _add_table_words(words: Any) -> None:
    extract = words.add_parser("extract", help=say("title applicants' status for a plan, as CSV (20.404)"))
    _cases_and_site(extract)
    extract.add_argument("--plan", default="", help=say("only applicants of this plan"))
    extract.set_defaults(run=_extract)
    tracking = words.add_parser("tracking", help=say("how the referrals of a span of days stand (20.602.9)"))
    _cases_and_site(tracking)
    tracking.add_argument("--from", dest="first", type=_day, required=True, help=say("first day of receipt"))
    tracking.add_argument("--to", dest="last", type=_day, required=True, help=say("last day of receipt"))
    tracking.set_defaults(run=_tracking)


def _cases_and_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", type=Path, nargs="+", metavar="CASE.json")
    parser.add_argument("--site", type=Path, metavar="SITE.json")
    _at(parser)
    parser.add_argument(
        "-o", "--output", type=Path, help=say("file for the CSV; standard output if left out")
    )
    parser.add_argument("--json", action="store_true")


def _case_and_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.json")
    parser.add_argument("--site", type=Path, metavar="SITE.json")


def _day(text: str) -> date:
    return _given(lambda: date.fromisoformat(text), say("a day as 2009-03-31"))


def _moment(text: str) -> Moment:
    return _given(lambda: Moment.read(text), say("an instant as 2009-03-31T14:30"))


def _given(read: Callable[[], T], wanted: str) -> T:
    try:
        return read()
    except ValueError:
        raise argparse.ArgumentTypeError(say("give {wanted}", wanted=wanted)) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise NotAcceptable(
            say("The file {path} cannot be read: {reason}.", path=path, reason=trouble.strerror)
        ) from None


def _case(arguments: argparse.Namespace) -> Case:
    from crs_intake.exchange.case_file import read_case

    return read_case(_read(arguments.case))


def _book(arguments: argparse.Namespace) -> Book:
    from crs_intake.exchange.case_file import read_site
    from crs_intake.policy.book import Book

    if arguments.site is None:
        print(say("No --site given: the shipped default settings serve."), file=sys.stderr)
        return Book.load()
    return Book.load(read_site(_read(arguments.site)))


def _assess(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import answers, summary
    from crs_intake.policy import checklists
    from crs_intake.policy.determine import assess
    from crs_intake.policy.explain import explain
    from crs_intake.words import paragraph

    case, book = _case(arguments), _book(arguments)
    found = assess(case, book, arguments.on)
    lists = checklists.of(case, book, found)
    if arguments.json:
        _print_json(answers.assessment(found, lists))
    else:
        told = f"  {paragraph(explain(found, case))}"
        print("\n".join((*summary.assessment(found, case), *summary.checklists(lists, case), told)))


def _parents(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import parents_answer
    from crs_intake.policy.parents.decide import decide

    found = decide(_case(arguments), _book(arguments), arguments.on)
    if arguments.json:
        _print_json(parents_answer.answer(found))
    else:
        print("\n".join(parents_answer.lines(found)))


def _tips_import(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import tips_files
    from crs_intake.policy.parents import tips

    cases = dict(zip(arguments.cases, _cases(arguments), strict=True))
    settled = tips_files.settled(arguments.resolve)
    paths = tips_files.by_number(cases)
    found = tips.preview(_read(arguments.file), tuple(cases.values()), arguments.on, settled)
    if arguments.output is not None:
        tips_files.write(found, paths, arguments.output)
    if arguments.json:
        _print_json(tips_files.answer(found, taken=arguments.output is not None))
    else:
        print("\n".join(tips_files.lines(found)))


def _tips_export(arguments: argparse.Namespace) -> None:
    from crs_intake.domain import spreadsheet
    from crs_intake.policy.parents import tips_out

    records = tips_out.standing(_cases(arguments), _book(arguments), arguments.on)
    _write(arguments, spreadsheet.to_csv(tips_out.SENT, [each.cells for each in records]))


def _deadlines(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import answers, summary
    from crs_intake.policy.life import standing

    case = _case(arguments)
    found = standing(case, _book(arguments), arguments.at)
    if arguments.json:
        _print_json(answers.deadlines(found))
    else:
        print("\n".join(summary.deadlines(found)))


def _heaplus(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import heaplus_answer
    from crs_intake.policy import heaplus

    found = heaplus.available(_book(arguments), arguments.at)
    if arguments.json:
        _print_json(heaplus_answer.answer(found))
    else:
        print("\n".join(heaplus_answer.lines(found)))


def _partner(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import partner_answer
    from crs_intake.policy import partner

    found = partner.standing(_partnership(arguments.partner), _book(arguments), arguments.at)
    if arguments.json:
        _print_json(partner_answer.answer(found))
    else:
        print("\n".join(partner_answer.lines(found)))


def _partnership(path: Path) -> Partnership:
    from crs_intake.exchange.case_file import read_partner

    return read_partner(_read(path))


def _extract(arguments: argparse.Namespace) -> None:
    from crs_intake.casework.sharing import extract

    made = extract(_cases(arguments), _book(arguments), arguments.at, arguments.plan)
    if arguments.json:
        _print_json({"plan": made.plan, "at": str(made.at), "cases": made.numbers, "no_plan": made.no_plan,
                     "columns": made.columns.names,
                     "rows": _rows(made.columns.names, made.rows)})  # fmt: skip
    else:
        _write(arguments, made.text)


def _tracking(arguments: argparse.Namespace) -> None:
    from crs_intake.casework.reports import referral_tracking

    if arguments.last < arguments.first:
        raise NotAcceptable(say("--to is a day before --from; give the first day of receipt, then the last."))
    made = referral_tracking(
        _cases(arguments), _book(arguments), arguments.at, arguments.first, arguments.last
    )
    if arguments.json:
        _print_json({"from": str(made.first), "to": str(made.last), "at": str(made.at),
                     "form": made.columns.form, "figures": made.figures, "median_days": made.median_days,
                     "columns": made.columns.names,
                     "rows": _rows(made.columns.names, made.rows)})  # fmt: skip
    else:
        _write(arguments, made.text)


def _rows(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def _cases(arguments: argparse.Namespace) -> list[Case]:
    from crs_intake.exchange.case_file import read_case

    return [read_case(_read(path)) for path in arguments.cases]


def _write(arguments: argparse.Namespace, text: str) -> None:
    from crs_intake.domain import spreadsheet

    if arguments.output is None:
        sys.stdout.write(text.replace("\r\n", "\n"))
        return
    try:
        arguments.output.write_bytes(spreadsheet.to_bytes(text))
    except OSError as trouble:
        raise NotAcceptable(
            say(
                "The file {path} cannot be written: {reason}.", path=arguments.output, reason=trouble.strerror
            )
        ) from None


def _document(arguments: argparse.Namespace) -> None:
    from crs_intake.documents import catalogue, partner_papers, referral_form

    document = _document_id(arguments.document)
    if document == referral_form.DOCUMENT:  # the blank form is of no case and of no day
        _write_bytes(arguments.output, referral_form.make(_book(arguments).site, arguments.language))
        return
    if arguments.case is None or arguments.on is None:
        raise NotAcceptable(say("Give the case file and --on with the date of the document."))
    if document in partner_papers.PAPERS:  # of the partner desk: the file is a crs-partner/1
        pdf = partner_papers.produce(
            document, arguments.to or "", _partnership(arguments.case), _book(arguments), arguments.on
        )
    else:
        pdf = catalogue.produce(
            document,
            _case(arguments),
            _book(arguments),
            arguments.on,
            language=arguments.language,
            to=arguments.to,
        )
    _write_bytes(arguments.output, pdf)


def _write_bytes(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as trouble:
        raise NotAcceptable(
            say("The file {path} cannot be written: {reason}.", path=path, reason=trouble.strerror)
        ) from None


def _packet(arguments: argparse.Namespace) -> None:
    from crs_intake.documents import packet
    from crs_intake.documents.facts import Facts
    from crs_intake.exchange import fax

    ending = arguments.output.suffix.casefold()
    if ending not in (".pdf", ".tif", ".tiff"):
        raise NotAcceptable(say("The fax is written as .pdf or .tif; give -o such a name."))
    case, book, at = _case(arguments), _book(arguments), arguments.on
    facts = Facts(case, book, at.day, "en", "faa", at if at.time else None, None, arguments.by)
    copies = [
        packet.Copy(_scan(path), row, path.name, stamped=at.day if arguments.by else None,
                    copied_by=arguments.by)
        for path, row in arguments.copy
    ]  # fmt: skip
    made = packet.make(facts, _scan(arguments.application), copies)
    mode: fax.Mode = "standard" if arguments.standard else "fine"
    _write_bytes(arguments.output, made.pdf if ending == ".pdf" else fax.tiff(made.pdf, mode))
    if arguments.json:
        parts = [{"name": part.name, "first": part.first, "pages": part.pages} for part in made.parts]
        _print_json({"pages": made.pages, "parts": parts, "cautions": made.cautions})
    else:
        for part in made.parts:
            print(say("{name}: from page {first}, {pages} pages", name=part.name, first=part.first,
                      pages=part.pages))  # fmt: skip
        for each in made.cautions:
            print(each, file=sys.stderr)


def _scan(path: Path) -> bytes:
    from crs_intake.exchange.fax_pages import copied

    try:
        return copied(_read(path))
    except NotAcceptable as trouble:
        raise NotAcceptable(f"{path}: {say(str(trouble))}", then=say(trouble.then)) from None


def _document_id(typed: str) -> str:
    """DOC-05 for doc5, DOC-5 and the like; other words as they were typed."""
    number = re.fullmatch(r"(?:DOC)?[- ]?(\d{1,2})", typed.strip(), re.IGNORECASE)
    return f"DOC-{int(number[1]):02d}" if number else typed


def _schema(arguments: argparse.Namespace) -> None:
    from crs_intake.exchange import schemas
    from crs_intake.policy import income, proofs

    _print_json(schemas.named(arguments.what, incomes=income.names(), proofs=proofs.kinds()))


def _demo(arguments: argparse.Namespace) -> int:
    from ui.__main__ import demo

    if arguments.at.instant is None:
        raise NotAcceptable(say("Give --at with a time, for example 2009-03-31T07:55."))
    return int(demo(arguments.data, arguments.at.instant) or 0)


def _desk(arguments: argparse.Namespace) -> int:
    from ui.__main__ import main as window

    return int(window(["--data", str(arguments.data)] if arguments.data else []) or 0)


def _print_json(plain: Any) -> None:
    print(json.dumps(plain, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
