"""The register of the policy and what the tests prove of it.

The register lies beside the checkout; where it is not at hand its tests are skipped and say so.
"""

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.house.source import ROOT, sources

REGISTER = Path(os.environ.get("CRS_REGISTER") or ROOT.parent / "shared/policy/register.yaml")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Every entry of the register by its id; empty where the register is not at hand."""
    if not REGISTER.exists():
        return {}
    return {entry["id"]: entry for entry in yaml.load(REGISTER.read_text(encoding="utf-8"), LOADER)}


def proofs() -> Iterator[tuple[str, str]]:
    """Every id that a test says it proves, with the place that says so."""
    for source in sources("tests"):
        for name, call in source.calls():
            if name.split(".")[-1] != "proves":
                continue
            for given in call.args:
                literal = isinstance(given, ast.Constant) and isinstance(given.value, str)
                yield (given.value if literal else f"not written out: {ast.unparse(given)}"), source.at(call)
    for file in sorted((ROOT / "tests").rglob("*.yaml")):
        for found in _proves_in(yaml.load(file.read_text(encoding="utf-8"), LOADER)):
            yield found, str(file.relative_to(ROOT))


def _proves_in(tree: Any) -> Iterator[str]:
    if isinstance(tree, list):
        for each in tree:
            yield from _proves_in(each)
    elif isinstance(tree, dict):
        said = tree.get("proves", [])
        yield from [str(said)] if isinstance(said, str) else map(str, said or [])
        for each in tree.values():
            if isinstance(each, dict | list):
                yield from _proves_in(each)


def part(identity: str) -> str:
    """The part of the manual that an id belongs to: CRS-20.603.2.09 is in CRS-20.603."""
    found = re.match(r"(CRS-20\.\d+|CRS-TAD|KC-\d+|CP)", identity)
    return found[0] if found else identity


def coverage() -> list[str]:
    """Lines that say how much of the register is proved, part by part."""
    proved = {identity for identity, _ in proofs()} & entries().keys()
    of, done = Counter(map(part, entries())), Counter(map(part, proved))
    lines = [f"  {name:<12} {done[name]:>3} of {total:>3}" for name, total in of.items()]
    head = f"Register: {len(proved)} of {len(entries())} entries proved by a test"
    return [
        head,
        *("".join(f"{each:<28}" for each in lines[at : at + 4]).rstrip() for at in range(0, len(lines), 4)),
    ]


@cache
def sections() -> frozenset[str]:
    """Every section that may be cited: those of manual.yaml and of the register, with all parents."""
    manual = ROOT / "resources/policy/manual.yaml"
    named = {str(key) for key in _names(yaml.load(manual.read_text(encoding="utf-8"), LOADER))}
    named |= {identity.partition("-")[2] for identity in entries()} | {
        e["section"] for e in entries().values()
    }
    return frozenset(parent for each in named for parent in _parents(each))


def _names(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            if re.match(r"(20|8\d\d)\b", str(key)):
                yield str(key)
            yield from _names(value)
    elif isinstance(told, list):
        for each in told:
            yield from _names(each)
    elif isinstance(told, str) and re.match(r"(20|8\d\d)\.[\w.]+$", told):
        yield told


def _parents(section: str) -> Iterator[str]:
    bits = section.split(".")
    for end in range(1, len(bits) + 1):
        # The register writes 09 where the manual prints 9.
        yield ".".join(bits[:end])
        yield ".".join([bits[0], *(bit.lstrip("0") or bit for bit in bits[1:end])])
