"""A desk of every released schema opens in this program and says what it said when it was stored."""

import json
import shutil
from pathlib import Path

import pytest

from crs_intake.codec import from_file, to_file
from crs_intake.domain.case import Case
from crs_intake.storage import schema
from tests.samples.make import told
from tests.storage.desk import opened

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("schema_*"))


def test_there_is_a_sample_of_every_schema() -> None:
    assert [each.name for each in SAMPLES] == [f"schema_{at}" for at in range(1, schema.VERSION + 1)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_a_stored_desk_opens_and_holds_everything(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(sample, folder)
    store = opened(folder)
    store.check(thorough=True)
    expected = json.loads((sample / "expected.json").read_text())
    for number, case in expected["cases"].items():  # with what a later program knows besides, still empty
        expected["cases"][number] = json.loads(to_file(from_file(Case, json.dumps(case))))
    expected.setdefault("scans", [])  # kept from schema 3 on
    assert json.loads(json.dumps(told(store))) == expected
    store.close()
    assert (int(sample.name[-1]) == schema.VERSION) is not any(folder.glob("desk-schema*.db"))
