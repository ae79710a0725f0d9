"""A citation's journey: the section that a rule, number or letter names exists; so does all a test proves."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.house import register
from tests.house.source import ROOT, program

CITED = re.compile(r"^(20|\d{3})\.[\w.]+$")  # lists of citations leave out the chapter: 20.604.4.E, 603.4.C


def in_code() -> Iterator[tuple[str, str]]:
    for source in program():
        for _, call in source.calls():
            for given in call.keywords:
                if given.arg in {"cite", "section"} and isinstance(given.value, ast.Constant):
                    yield str(given.value.value), source.at(call)


def in_data() -> Iterator[tuple[Any, str]]:
    for file in sorted((ROOT / "resources").rglob("*.yaml")):
        yield from (
            (cite, f"{file.relative_to(ROOT)}") for cite in _cites(yaml.safe_load(file.read_text("utf-8")))
        )


def _cites(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in {"cite", "section"} and not isinstance(value, dict | list):
                yield value
            yield from _cites(value)
    elif isinstance(tree, list):
        for each in tree:
            yield from _cites(each)


def test_every_cited_section_exists() -> None:
    if not register.entries():
        pytest.skip(f"the register is not at hand ({register.REGISTER})")
    unknown = [
        f"{place}: {one}"
        for cite, place in (*in_code(), *in_data())
        for one in re.split(r"[,;]\s*|\s+and\s+|\s+", str(cite))
        if CITED.match(one) and not {one, f"20.{one}"} & register.sections()
    ]
    assert not unknown, "No such section of the manual:\n" + "\n".join(unknown)


def test_citations_in_data_are_quoted_where_yaml_would_read_a_number() -> None:
    # 20.300 without quotation marks is the number 20.3.
    numbers = [f"{place}: {cite}" for cite, place in in_data() if isinstance(cite, int | float)]
    assert not numbers, "Put quotation marks around:\n" + "\n".join(numbers)


def test_every_proof_names_an_entry_of_the_register() -> None:
    if not register.entries():
        pytest.skip(f"the register is not at hand ({register.REGISTER})")
    unknown = [
        f"{place}: {identity}" for identity, place in register.proofs() if identity not in register.entries()
    ]
    assert not unknown, "No such entry in the register:\n" + "\n".join(unknown)
