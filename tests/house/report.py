"""What the house tells but does not forbid: long functions, long files, and the register's coverage."""

import ast

from tests.house import register
from tests.house.source import ROOT, program

LONG_FUNCTION = 30
LONG_FILE = 350


def lines() -> list[str]:
    """The report, printed after the tests of `run.py test`."""
    functions, files = [], []
    for source in program():
        length = len(source.path.read_text(encoding="utf-8").splitlines())
        files.append((length, str(source.path.relative_to(ROOT))))
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions.append(
                    ((node.end_lineno or node.lineno) - node.lineno + 1, f"{source.at(node)} {node.name}")
                )
    said = [
        _longest(functions, LONG_FUNCTION, "functions"),
        _longest(files, LONG_FILE, "files"),
    ]
    return [*said, *(register.coverage() if register.entries() else ["Register: not at hand"])]


def _longest(found: list[tuple[int, str]], habit: int, what: str) -> str:
    long = sorted((each for each in found if each[0] > habit), reverse=True)
    worst = "; ".join(f"{place} ({length})" for length, place in long[:3])
    return f"Longer than {habit} lines: {len(long)} of {len(found)} {what}{': ' if worst else ''}{worst}"
