"""The manners of the house: no wall clock, no print, no stitched SQL, no raw markup, no bare words.

Each test names the place and the way out, so that whoever trips over it knows what to do.
"""

import ast
import re

import pytest

from tests.house.source import Source, in_room, program, sources, text_in

WALL_CLOCK = re.compile(
    r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|ctime)"
    r"|QDate\.currentDate|QTime\.currentTime|QDateTime\.(currentDateTime|currentDateTimeUtc|currentMSecsSinceEpoch))$"
)
SQL = re.compile(
    r"^\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|CREATE\s+(VIRTUAL\s+)?TABLE\s|ALTER\s+TABLE\s)",
    re.S,
)
RUNS_SQL = {"text", "execute", "executescript", "exec_driver_sql", "DDL", "scalar", "scalars"}
SHOWS = """
setText setWindowTitle setToolTip setPlaceholderText setAccessibleName setAccessibleDescription
setTitle setSubTitle setStatusTip setWhatsThis setInformativeText setDetailedText setLabelText
setButtonText setSuffix setPrefix setSpecialValueText setHeaderLabels setHorizontalHeaderLabels
setCurrentText addAction addItem addItems addTab addMenu addButton addRow showMessage information
warning critical question about QLabel QPushButton QToolButton QCheckBox QRadioButton QGroupBox
QAction QCommandLinkButton
"""
MARKUP = re.compile(r"<[^>]*>")
A_WORD = re.compile(r"[^\W\d_]{2,}")

SPEAKS = {"crs_intake.cli", "crs_intake.desk_words", "crs_intake.server_words", "ui.__main__"}


def test_only_the_system_clock_asks_what_time_it_is() -> None:
    said = [
        f"{source.at(call)}: {name}()"
        for source in program()
        if source.name != "crs_intake.clock"
        for name, call in source.calls()
        if WALL_CLOCK.search(name)
    ]
    assert not said, "Take the clock of the desk instead (crs_intake/clock.py):\n" + "\n".join(said)


def test_only_the_wires_print() -> None:
    said = [
        source.at(call)
        for source in program()
        if source.name not in SPEAKS
        for name, call in source.calls()
        if name in {"print", "pprint", "sys.stdout.write", "sys.stderr.write"}
    ]
    assert not said, "Only cli.py, its words and ui/__main__.py speak to a terminal:\n" + "\n".join(said)


def test_sql_is_never_stitched_from_text() -> None:
    said = [
        source.at(call)
        for source in program()
        if in_room(source, "crs_intake.storage")
        for name, call in source.calls()
        if name.split(".")[-1] in RUNS_SQL and call.args and _stitched(call.args[0])
    ]
    assert not said, "Bind values with :names instead of putting them into the text:\n" + "\n".join(said)


def _stitched(sql: ast.expr) -> bool:
    if isinstance(sql, ast.Call):
        return isinstance(sql.func, ast.Attribute) and sql.func.attr == "format"
    if isinstance(sql, ast.JoinedStr):
        # A PRAGMA or a trigger cannot bind values; their names are ours and never a person's text.
        return not text_in(sql).lstrip().upper().startswith(("PRAGMA", "CREATE TRIGGER", "DROP TRIGGER"))
    return isinstance(sql, ast.BinOp) and isinstance(sql.op, ast.Add | ast.Mod) and not _plain(sql)


def _plain(sql: ast.expr) -> bool:
    return isinstance(sql, ast.Constant) or (
        isinstance(sql, ast.BinOp) and isinstance(sql.op, ast.Add) and _plain(sql.left) and _plain(sql.right)
    )


def test_sql_lives_in_storage_alone() -> None:
    said = [
        source.at(node)
        for source in program()
        if not in_room(source, "crs_intake.storage")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
    assert not said, "SQL outside crs_intake/storage:\n" + "\n".join(said)


def test_one_place_makes_paragraphs() -> None:
    # reportlab reads markup in a Paragraph; the one helper escapes what people typed.
    places = {
        f"{source.path.name} in {_function_around(source, call)}"
        for source in sources("crs_intake/documents")
        for name, call in source.calls()
        if name.split(".")[-1] in {"Paragraph", "XPreformatted"}
    }
    assert len(places) <= 1, f"Raw Paragraph() in more than one place: {', '.join(sorted(places))}"


def _function_around(source: Source, node: ast.expr) -> str:
    functions = [
        each
        for each in ast.walk(source.tree)
        if isinstance(each, ast.FunctionDef) and each.lineno <= node.lineno <= (each.end_lineno or 0)
    ]
    return functions[-1].name if functions else "the module"


def test_windows_show_no_bare_words() -> None:
    said = [
        f"{source.at(call)}: {name}({ast.unparse(argument)})"
        for source in sources("ui/qt")
        for name, call in source.calls()
        if name.split(".")[-1] in SHOWS.split()
        for argument in _arguments(call)
        if A_WORD.search(MARKUP.sub("", text_in(argument)))
    ]
    assert not said, "Every word shown goes through crs_intake.words.say:\n" + "\n".join(said)


def _arguments(call: ast.Call) -> list[ast.expr]:
    given = [*call.args, *(each.value for each in call.keywords if each.arg not in {"objectName", "parent"})]
    return [
        one for each in given for one in (each.elts if isinstance(each, ast.List | ast.Tuple) else [each])
    ]


def test_messages_are_not_filled_before_they_are_translated() -> None:
    # say(f"…{x}…") never finds its catalogue entry; say("…{x}…", x=x) does.
    said = [
        source.at(call)
        for source in program()
        for name, call in source.calls()
        if name.split(".")[-1] in {"say", "say_with", "N_"}
        and call.args
        and isinstance(call.args[0], ast.JoinedStr)
    ]
    assert not said, "Give the blanks by name, not in an f-string:\n" + "\n".join(said)


@pytest.mark.parametrize("word", ["utils", "helpers", "misc"])
def test_nothing_is_named_by_what_it_is_not(word: str) -> None:
    assert [str(source.path) for source in program() if word in source.name.split(".")] == []


def test_every_room_says_why_it_exists() -> None:
    said = [str(each.path.name) for each in program() if each.tree.body and not ast.get_docstring(each.tree)]
    assert not said, "A module docstring is missing in: " + ", ".join(said)
