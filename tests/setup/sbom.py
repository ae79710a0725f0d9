"""Writes the bill of materials (CycloneDX 1.5) from the lock, and the list of licences of what is installed.

    python -m tests.setup.sbom [FOLDER]

Names, versions and hashes come from requirements.lock; licences from the metadata of the installed packages.
"""

import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(lock: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, version and hashes of every package in a lock."""
    found: list[tuple[str, str, list[str]]] = []
    for line in lock.splitlines():
        if (start := PINNED.match(line)) is not None:
            found.append((start[1], start[2], []))
        if found:
            found[-1][2].extend(HASH.findall(line))
    return [(name, version, tuple(hashes)) for name, version, hashes in found]


def licence(name: str) -> str:
    """The licence as the installed package states it; "" if it is not installed here (other systems')."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    lines = told.get_all("Classifier", [])
    named = [line.split(" :: ")[-1] for line in lines if line.startswith("License ::")]
    short = str(told.get("License") or "").strip().splitlines()[:1]
    return " AND ".join(named) or (short[0][:80] if short else "")


def bill(lock: str) -> dict[str, object]:
    """The bill of materials; the same lock gives the same bill."""
    components = []
    for name, version, hashes in pinned(lock):
        told = licence(name)
        components.append({
            "type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}",
            "bom-ref": f"{name.lower()}@{version}",
            "licenses": [{"license": {"name": told}}] if told else [],
            # One package has a file for each system; the lock accepts any of these.
            "properties": [{"name": "crs-intake:sha256", "value": each} for each in hashes],
        })  # fmt: skip
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", "name": "crs-intake", "bom-ref": "crs-intake"}},
        "components": components,
        "dependencies": [{"ref": "crs-intake", "dependsOn": [str(each["bom-ref"]) for each in components]}],
    }  # fmt: skip


def licences(lock: str) -> str:
    """A table of what is shipped under which licence."""
    lines = ["| package | version | licence |", "|---|---|---|"]
    for name, version, _ in pinned(lock):
        told = licence(name) or "see the package (not installed on the machine that wrote this)"
        lines.append(f"| {name} | {version} | {told} |")
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write both files."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(lock), indent=1) + "\n", encoding="utf-8")
    head = "# Licences of what CRS Intake brings along\n\nWritten by `python -m tests.setup.sbom docs`.\n\n"
    (folder / "licences.md").write_text(head + licences(lock), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
