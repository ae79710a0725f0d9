"""The bill of materials names every package of the lock with its hashes, and docs carries the newest one."""

import json
import re

from tests.setup import sbom

LOCK = (sbom.ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_every_package_of_the_lock_stands_in_the_bill_with_a_hash() -> None:
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", LOCK, re.M))
    parts = sbom.bill(LOCK)["components"]
    assert isinstance(parts, list)
    assert {part["name"] for part in parts} == names
    assert all(part["properties"] for part in parts), "a package without a hash could be exchanged"


def test_the_bill_in_docs_is_of_this_lock() -> None:
    kept = json.loads((sbom.ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    told = {(part["name"], part["version"]) for part in kept["components"]}
    assert told == {(name, version) for name, version, _ in sbom.pinned(LOCK)}, (
        "write it anew: python -m tests.setup.sbom"
    )
    licences = (sbom.ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert all(f"| {name} | {version} |" in licences for name, version in told)
