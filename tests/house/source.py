"""The source tree as the house tests see it: which file is in which room, and what it says.

Files are parsed, never imported, so that a rule can be checked on a room that does not work yet.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file of the program or its tests."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """Dotted module name, for example crs_intake.policy.book."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def at(self, node: ast.AST) -> str:
        """The place of a node as an editor can open it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the name called as it is written, for example date.today."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """Every module or name imported, absolute, wherever in the file."""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else []
                module = ".".join([*base, *([node.module] if node.module else [])])
                yield from ((f"{module}.{alias.name}", node) for alias in node.names)


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Parse every Python file below these folders of the repository."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(Source(file, ast.parse(file.read_text(encoding="utf-8"), str(file))) for file in files)


def program() -> tuple[Source, ...]:
    """The program itself, without its tests."""
    return sources("crs_intake", "ui", "resources")


def in_room(source: Source, *rooms: str) -> bool:
    """Whether a file is one of these modules or lies in one of these packages."""
    return any(source.name == room or source.name.startswith(f"{room}.") for room in rooms)


def text_in(node: ast.AST) -> str:
    """The literal words in an expression: of a string, an f-string, or strings put together."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_in(each) for each in node.values)
    if isinstance(node, ast.BinOp):
        return text_in(node.left) + text_in(node.right)
    if isinstance(node, ast.IfExp):
        return text_in(node.body) + text_in(node.orelse)
    return ""
