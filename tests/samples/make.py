"""Writes the sample desk of the present schema: run when a schema is released, never again for it.

    python -m tests.samples.make

Every later version of the program must open it and find what `expected.json` says
(tests/storage/test_samples.py).
"""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

from crs_intake import storage
from crs_intake.codec import to_file
from crs_intake.domain.kept import Determination, Draft, KeptDocument
from crs_intake.domain.moment import Moment
from crs_intake.domain.scan import Scan
from crs_intake.domain.site import Clinic, Site
from crs_intake.storage import schema
from crs_intake.storage.store import SqlStore
from tests.storage.desk import CLOCK, NAME, PASSWORD, a_case, family
from tests.storage.test_saving import NAUGHTY

HERE = Path(__file__).parent
FAMILIES = ("family_a_no", "family_b", "family_c", "member_m")
AT = Moment.read("2009-03-31T07:55")


def fill(store: SqlStore) -> None:
    """A little of everything a desk keeps."""
    rosa = store.signed_in
    ben = store.add_person(rosa, "Ben Ortiz", frozenset({"front_desk"}), "PHX", "nine slow purple ladders")
    store.keep_site(rosa, Site(format="crs-site/1", contractor="CRS Phoenix", clinics=(Clinic(id="phx"),)))
    with store.work(rosa, "sample") as work:
        numbers = [work.new_case(family(name)) for name in FAMILIES]
        odd = [work.new_case(replace(a_case(word[:50], word[:50]), condition=word[:50])) for word in NAUGHTY]
        work.not_the_same(numbers[0], odd[0])
        work.keep_determination(Determination(numbers[0], 0, AT.day, rosa.name, AT, "first", '{"a": 1}'))
        pdf = bytes(range(256)) * 20
        paper = KeptDocument(
            "paper-1", numbers[1], "DOC-59", "en", ("plan",), AT, pdf, hashlib.sha256(pdf).hexdigest()
        )
        work.keep_document(paper)
        work.mark_document("paper-1", "sent", AT, "mail")
        fax = b"II*\0" + bytes(range(255, -1, -1)) * 20
        work.keep_scan(
            Scan("scan-1", numbers[1], "DOC-28", "returned TAD.tif", "image/tiff", len(fax), 1,
                 hashlib.sha256(fax).hexdigest(), AT, rosa.name, note="by fax", content=fax)
        )  # fmt: skip
    with store.work(ben, "drafts.keep") as work:
        work.keep_draft(Draft("new:1", "referral", "source", {"name": "Jensen", "odd": "\ud800"}, "phone"))


def told(store: SqlStore) -> dict[str, object]:
    """What the desk must still say, whatever program opens it."""
    cases = store.cases(open_only=False)
    return {
        "cases": {stored.case.number: json.loads(to_file(stored.case)) for stored in cases},
        "versions": {stored.case.number: stored.version for stored in cases},
        "papers": [
            [p.id, p.sha256, p.status, str(p.sent)] for c in cases for p in store.documents(c.case.number)
        ],
        "scans": [
            [s.id, s.document, s.name, s.sha256, len(store.scan(s.id).content)]
            for c in cases
            for s in store.scans(c.case.number)
        ],
        "determinations": [d.assessment for c in cases for d in store.determinations(c.case.number)],
        "drafts": [[d.wizard, d.page, dict(d.fields), d.by_name] for d in store.drafts()],
        "people": sorted([person.name, *sorted(person.roles)] for person in store.people()),
        "site": store.site().contractor,
        "found": [hit.number for hit in store.search("yazzie")],
    }


def make() -> None:
    """Write the sample of this schema."""
    folder = HERE / f"schema_{schema.VERSION}"
    shutil.rmtree(folder, ignore_errors=True)
    store, _ = storage.create(folder, NAME, PASSWORD, CLOCK, site="PHX", kdf=storage.WEAK_FOR_TESTS_ONLY)
    fill(store)
    (folder / "expected.json").write_text(json.dumps(told(store), indent=1, sort_keys=True) + "\n")
    store.close()
    (folder / "desk.lock").unlink()


if __name__ == "__main__":
    make()
