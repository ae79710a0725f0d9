"""`crs-intake server`: set up, joined and brought up to date from the command line, on a real server."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crs_intake import storage
from crs_intake.cli import main
from crs_intake.clock import SystemClock
from crs_intake.storage import schema
from tests.storage.server import OWNER_PASSWORD, Server, running

WORD = "five quiet green tables"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from running()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> Run:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def one(*words: object, typed: tuple[str, ...] = (WORD,)) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in typed)))
        code = main([str(each) for each in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return one


def test_a_desk_is_set_up_on_a_server_joined_checked_and_brought_up_to_date(
    run: Run, server: Server, tmp_path: Path
) -> None:
    place, folder = server.address(server.new_database()), tmp_path / "desk"
    code, out, err = run("server", "set-up", place.url, "--user", "Ana Ruiz", "--site", "PHX",
                         typed=(OWNER_PASSWORD, WORD))  # fmt: skip
    assert (code, err) == (0, "")
    assert place.url in out
    assert run("server", "join", place.url, "--user", "Ana Ruiz", "--data", folder)[0] == 0
    with_site = storage.open_store(folder, "Ana Ruiz", WORD, SystemClock())
    assert with_site.site().clinic("PHX") is not None
    with_site.close()
    code, out, err = run("check", "--data", folder, "--user", "Ana Ruiz")
    assert (code, err) == (0, "")
    for word in (("backup",), ("restore", tmp_path)):
        code, _, err = run(*word, "--data", folder, "--user", "Ana Ruiz")
        assert (code, bool(err)) == (2, True)
    code, out, _ = run("server", "update", place.url, typed=(OWNER_PASSWORD,))
    assert code == 0
    assert str(schema.VERSION) in out
    server.forget(place)


def test_wrong_words_are_sentences(run: Run, server: Server, tmp_path: Path) -> None:
    place = server.new_desk()
    for words, typed, told in (
        (("join", "server.example", "--user", "Ana"), (WORD,), "Type the server's address"),
        (("join", place.url, "--user", "Ana Ruiz"), (WORD,), "do not open the desk"),
        (("set-up", place.url, "--user", "Ana Ruiz"), (OWNER_PASSWORD, WORD), "already"),
        (("set-up", place.url, "--user", "Ana Ruiz"), (OWNER_PASSWORD, "short"), "15 characters"),
    ):
        data = ("--data", tmp_path / "desk") if words[0] == "join" else ()
        code, _, err = run("server", *words, *data, typed=typed)
        assert code == 2
        assert told in err
    assert not storage.exists(tmp_path / "desk")
    server.forget(place)
