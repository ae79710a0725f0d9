"""`crs-intake backup`, `check` and `restore`: with a password on standard input, also on an empty machine."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crs_intake.cli import main
from tests.storage import drills
from tests.storage.desk import NAME, PASSWORD

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> Run:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def one(*words: object, typed: str = PASSWORD) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        code = main([str(each) for each in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return one


def test_a_back_up_and_its_way_back_on_an_empty_machine(run: Run, tmp_path: Path) -> None:
    desk, stick = drills.with_two(tmp_path / "desk"), tmp_path / "stick"
    stick.mkdir()
    code, out, err = run("backup", "--data", desk, "--user", NAME, "--to", stick)
    assert (code, err) == (0, "")
    assert "1 case," in out
    code, out, err = run("check", "--data", desk, "--user", NAME)
    assert (code, err) == (0, "")
    assert "sound" in out
    shutil.rmtree(desk)
    assert run("restore", stick, "--list")[0] == 0
    code, out, _ = run("restore", stick, "--data", desk, "--user", NAME)
    assert (code, str(desk) in out) == (0, True)
    assert run("check", "--data", desk, "--user", NAME)[0] == 0
    assert run("check", stick, "--user", drills.BEN, typed=drills.OTHER)[0] == 0


def test_a_wrong_password_or_place_is_a_sentence(run: Run, tmp_path: Path) -> None:
    desk = drills.with_two(tmp_path / "desk")
    code, out, err = run("backup", "--data", desk, "--user", NAME, typed="wrong words all over")
    assert (code, out) == (2, "")
    assert "do not open the desk" in err
    code, _, err = run("backup", "--data", desk)
    assert (code, drills.BEN in err) == (2, True)
    code, _, err = run("restore", tmp_path / "nowhere")
    assert (code, "no back-up" in err) == (2, True)


def test_a_changed_history_is_told_and_gives_exit_code_one(run: Run, tmp_path: Path) -> None:
    desk = drills.with_two(tmp_path / "desk")
    store = drills.at(desk)
    with store.work(store.signed_in, "test") as work:
        work.connection.exec_driver_sql("DROP TRIGGER keep_audit_update")
        work.connection.exec_driver_sql("UPDATE audit SET \"by\" = 'somebody' WHERE seq = 2")
    store.close()
    code, out, err = run("check", "--data", desk, "--user", NAME)
    assert (code, out) == (1, "")
    assert "line 2 is not as it was written" in err
