"""Breaks one branch of a rule at a time, in place, so that the cases can be seen to fail."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import CodeType, FunctionType, ModuleType
from typing import Any

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip


def branches(module: ModuleType) -> Iterator[tuple[str, ast.Module]]:
    """Every branch and comparison of a module: its place, and the module with just that one turned round."""
    source = inspect.getsource(module)
    spots = [(at, which) for at, node in enumerate(_nodes(ast.parse(source))) for which in _ways(node)]
    for at, which in spots:
        tree = ast.parse(source)
        node = _nodes(tree)[at]
        place = f"{module.__name__.rpartition('.')[2]}:{node.lineno}: {which}: {ast.unparse(_shown(node))}"
        _turn(node, which)
        yield place, ast.fix_missing_locations(tree)


def _nodes(tree: ast.Module) -> list[Any]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.If | ast.IfExp | ast.Compare | ast.While)]


def _shown(node: Any) -> ast.expr:
    return node if isinstance(node, ast.Compare) else node.test


def _ways(node: Any) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        if any(type(op) in (ast.Lt, ast.LtE, ast.Gt, ast.GtE) for op in node.ops):
            yield "edge"
    elif not isinstance(node, ast.While):
        yield "turned"


def _turn(node: Any, which: str) -> None:
    if which == "edge":
        node.ops = [_SWAPPED.get(type(op), type(op))() for op in node.ops]
    else:
        node.test = ast.UnaryOp(ast.Not(), node.test)


@contextmanager
def broken(module: ModuleType, tree: ast.Module) -> Iterator[None]:
    """The module's functions with the code of the broken tree, whoever has imported them."""
    functions = dict(_functions(module))
    codes = dict(_codes(compile(tree, str(module.__file__), "exec"), ""))
    kept = {name: function.__code__ for name, function in functions.items()}
    try:
        for name, function in functions.items():
            if name in codes:
                function.__code__ = codes[name]
        _forget(module)
        yield
    finally:
        for name, function in functions.items():
            function.__code__ = kept[name]
        _forget(module)


def _forget(module: ModuleType) -> None:
    """What the module has made before and kept."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear") and value.__module__ == module.__name__:
            value.cache_clear()


def _functions(holder: Any, path: str = "") -> Iterator[tuple[str, FunctionType]]:
    for name, value in vars(holder).items():
        inner = getattr(value, "__wrapped__", None) or value
        if isinstance(value, cached_property):
            inner = value.func
        elif isinstance(value, property):
            inner = value.fget
        if isinstance(inner, FunctionType) and inner.__module__ == _name(holder):
            yield path + name, inner
        elif isinstance(value, type) and value.__module__ == _name(holder) and not path:
            yield from _functions(value, f"{name}.")


def _name(holder: Any) -> str:
    return str(holder.__name__ if isinstance(holder, ModuleType) else holder.__module__)


def _codes(code: CodeType, path: str) -> Iterator[tuple[str, CodeType]]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            name = f"{path}{each.co_name}"
            yield name, each
            if not each.co_flags & inspect.CO_OPTIMIZED:  # a class body, not a function
                yield from _codes(each, f"{name}.")
