"""What `run.py` decides before it starts anything: what is missing, and whether to install again.

It runs on the person's own Python before any package is there, so it may use the standard library alone.
"""

import ast
import re
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]


def test_run_py_needs_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in names if name.split(".")[0] not in sys.stdlib_module_names] == []


@pytest.mark.parametrize("file", ["run.py", "requirements.lock", "pyproject.toml", "README.md", ".ci/run"])
def test_no_registry_host_is_named(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|\S+\.(?:org|com|io)\b", text) == []


def test_every_package_in_the_lock_has_a_hash() -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", (ROOT / "requirements.lock").read_text()))
    bare = [entry.split("\n")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert bare == []


def test_everything_pyproject_asks_for_is_in_the_lock() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text())
    names = {re.split(r"[[=;<>~ ]", each)[0].lower() for each in asked}
    assert sorted(names - set(locked)) == []


def test_as_a_user_the_one_apt_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda word: ["python3-venv", "libegl1"])
    monkeypatch.setattr(run.shutil, "which", lambda program: "/usr/bin/apt-get")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(run.CannotStart) as said:
        run.install_system_pieces("")
    assert "sudo apt-get install -y --no-install-recommends python3-venv libegl1" in str(said.value)


def test_a_missing_piece_ends_with_exit_code_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda word: ["libegl1"])
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    assert run.main([]) == 2
    assert "libegl1" in capsys.readouterr().err


def test_a_changed_lock_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    run.LOCK.write_text("one==1")
    run.STAMP.write_text(run.stamp())
    assert run.stamp_is_right()
    run.LOCK.write_text("one==2")
    assert not run.stamp_is_right()


def test_without_a_display_qt_is_told_to_draw_offscreen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not sys.platform.startswith("linux") or run.surroundings()["QT_QPA_PLATFORM"] == "offscreen"


def test_soak_is_a_word_of_its_own_and_draws_offscreen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def heard(*words: str) -> int:
        asked.append(words)
        return 0

    monkeypatch.setattr(run, "hand_over", heard)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert run.start("soak", ["soak", "--minutes", "2"]) == 0
    assert asked == [("-m", "tests.soak", "--minutes", "2")]
    assert run.os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "soak" in run.WINDOWED, "the drills with windows need Qt's libraries"
