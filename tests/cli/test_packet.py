"""The fax packet from the command line."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from crs_intake.cli import main
from crs_intake.codec import to_file
from tests.documents import scans
from tests.documents.papers import SAMPLES, pages_of, whole_site, words_of


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """Family A, a site with everything set, and three scans."""
    (tmp_path / "site.json").write_bytes(to_file(whole_site()))
    (tmp_path / "app.pdf").write_bytes(scans.pdf("application", 8))
    (tmp_path / "birth.jpg").write_bytes(scans.photograph(["State of Arizona"]))
    (tmp_path / "stubs.tif").write_bytes(scans.fax_file(3))
    return [
        "packet", str(SAMPLES / "family_a_no.json"), "--site", str(tmp_path / "site.json"),
        "--on", "2009-03-31T15:20", "--application", str(tmp_path / "app.pdf"),
        "--copy", f"{tmp_path / 'birth.jpg'}:citizenship", "--copy", f"{tmp_path / 'stubs.tif'}:income",
        "--by", "R. Chavez",
    ]  # fmt: skip


def test_the_packet_is_written_as_pdf_and_as_fax_file(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given, "-o", str(tmp_path / "packet.pdf"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == 14
    pdf = (tmp_path / "packet.pdf").read_bytes()
    assert pages_of(pdf) == 14
    assert "Pages including cover: 14" in words_of(pdf)
    assert main([*given, "-o", str(tmp_path / "packet.tif"), "--standard"]) == 0
    with Image.open(io.BytesIO((tmp_path / "packet.tif").read_bytes())) as opened:
        assert (opened.n_frames, opened.size) == (14, (1728, 1078))  # type: ignore[attr-defined]
    out = capsys.readouterr()
    assert "Medical Assistance Application: from page 3, 8 pages" in out.out
    assert "of which no copy goes along" in out.err


def test_a_bad_scan_a_bad_row_and_a_bad_name_are_refused_with_a_sentence(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "birth.jpg").write_bytes(b"no picture")
    assert main([*given, "-o", str(tmp_path / "packet.pdf")]) == 2
    assert "no PDF, TIFF, PNG or JPEG" in capsys.readouterr().err
    assert main([*given, "-o", str(tmp_path / "packet.doc")]) == 2
    with pytest.raises(SystemExit):
        main([*given, "--copy", "x.pdf:passport", "-o", str(tmp_path / "packet.pdf")])
    assert "citizenship" in capsys.readouterr().err
    assert not (tmp_path / "packet.pdf").exists()
