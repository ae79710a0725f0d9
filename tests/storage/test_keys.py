"""Who can open a desk: people with a password of their own, and the printed recovery code."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from crs_intake import storage
from crs_intake.domain.errors import NotAcceptable, UnreadableStore
from crs_intake.storage import keys
from crs_intake.storage.store import SqlStore
from tests.storage.desk import CLOCK, NAME, PASSWORD, Make, again, family, opened

pytestmark = pytest.mark.of_a_file

OTHER = "nine slow purple ladders"


def test_the_first_person_holds_all_roles_and_the_names_need_no_key(store: SqlStore) -> None:
    assert storage.users(store.folder) == (NAME,)
    assert len(store.signed_in.roles) == 6
    assert store.signed_in.site == "PHX"


def test_nothing_is_set_up_in_an_empty_folder(tmp_path: Path) -> None:
    assert not storage.exists(tmp_path)
    with pytest.raises(UnreadableStore, match="no desk in this folder"):
        storage.users(tmp_path)


@pytest.mark.parametrize(
    "password",
    ["", "fourteen chars", "aaaaaaaaaaaaaaaaaaaaaa", "rosa chavezrosa chavez", "121212121212121212"],
)
def test_a_password_that_is_easy_to_guess_is_refused_with_advice(tmp_path: Path, password: str) -> None:
    with pytest.raises(NotAcceptable, match="four or five words"):
        storage.create(tmp_path / "desk", NAME, password, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)
    assert not storage.exists(tmp_path / "desk")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Rosa\nChavez"])
def test_a_name_is_a_line_that_can_be_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAcceptable) if name != "Rosa\nChavez" else pytest.raises(UnreadableStore):
        storage.create(tmp_path / "desk", name, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)
        storage.users(tmp_path / "other")  # a line break is read as a space, so the set-up goes through


def test_the_name_is_recognized_without_capitals_and_the_password_in_either_composition(
    new_desk: Make,
) -> None:
    store = new_desk()
    store.add_person(store.signed_in, "Zoë Núñez", frozenset({"front_desk"}), "PHX", "el año pasado en mayo")
    store.close()
    decomposed = "el an\N{COMBINING TILDE}o pasado en mayo"
    found = storage.open_store(store.folder, "  zoë  NÚÑEZ ", decomposed, CLOCK)
    assert found.signed_in.name == "Zoë Núñez"
    assert found.signed_in.roles == {"front_desk"}
    found.close()


@pytest.mark.parametrize(
    "name, password",
    [(NAME, OTHER), (NAME, ""), (NAME, PASSWORD + " "), (NAME, PASSWORD.upper()), ("Somebody", PASSWORD)],
)
def test_a_wrong_name_or_password_opens_nothing_and_says_the_same(
    store: SqlStore, name: str, password: str
) -> None:
    store.close()
    with pytest.raises(UnreadableStore, match="This name and password do not open the desk") as trouble:
        storage.open_store(store.folder, name, password, CLOCK)
    assert "recovery code" in trouble.value.then


def test_a_second_person_sees_the_same_cases_and_the_first_still_signs_in(store: SqlStore) -> None:
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(family())
    store.add_person(store.signed_in, "Ben Ortiz", frozenset({"interviewer"}), "PHX", OTHER)
    store.close()
    assert storage.users(store.folder) == ("Ben Ortiz", NAME)
    for name, password in (("Ben Ortiz", OTHER), (NAME, PASSWORD)):
        found = storage.open_store(store.folder, name, password, CLOCK)
        assert found.case(number).case == family()
        found.close()


def test_two_people_of_one_name_are_told_apart(store: SqlStore) -> None:
    with pytest.raises(NotAcceptable, match="add a middle name"):
        store.add_person(store.signed_in, "rosa CHAVEZ", frozenset({"front_desk"}), "PHX", OTHER)
    assert len(store.people()) == 1, "a refused person must not stay half-way"


def test_a_person_who_left_opens_nothing_and_keeps_the_name_in_history(store: SqlStore) -> None:
    ben = store.add_person(store.signed_in, "Ben Ortiz", frozenset({"interviewer"}), "PHX", OTHER)
    store.remove_person(store.signed_in, ben.id)
    assert [person.name for person in store.people()] == [NAME]
    with pytest.raises(NotAcceptable, match="add another person first"):
        store.remove_person(store.signed_in, store.signed_in.id)
    store.close()
    with pytest.raises(UnreadableStore):
        storage.open_store(store.folder, "Ben Ortiz", OTHER, CLOCK)


def test_a_new_password_takes_the_place_of_the_old_one(store: SqlStore) -> None:
    store.set_password(store.signed_in, store.signed_in.id, OTHER)
    store.close()
    with pytest.raises(UnreadableStore):
        storage.open_store(store.folder, NAME, PASSWORD, CLOCK)
    storage.open_store(store.folder, NAME, OTHER, CLOCK).close()


def test_the_printed_code_opens_the_desk_for_a_reason_that_is_noted(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    made, (code, _) = storage.create(folder, NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)
    made.close()
    assert [len(group) for group in code.split("-")] == [4] * 8
    with pytest.raises(NotAcceptable, match="Say why"):
        storage.open_with_recovery(folder, code, " ", CLOCK)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    found = storage.open_with_recovery(folder, typed, "Rosa is ill", CLOCK)
    assert found.history("")[-1].details == {"reason": "Rosa is ill"}
    person = found.people()[0]
    found.set_password(person, person.id, OTHER)
    found.close()
    storage.open_store(folder, NAME, OTHER, CLOCK).close()


def test_a_new_recovery_code_makes_the_printed_one_void(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    made, (code, _) = storage.create(folder, NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)
    new = made.new_recovery_code(made.signed_in)
    made.close()
    with pytest.raises(UnreadableStore, match="not the recovery code"):
        storage.open_with_recovery(folder, code, "forgotten", CLOCK)
    found = storage.open_with_recovery(folder, new, "forgotten", CLOCK)
    with pytest.raises(NotAcceptable, match="opened with the recovery code"):
        assert found.signed_in
    found.close()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "A" * 32, "ä" * 32, "0" * 31])
def test_a_wrong_code_opens_nothing(store: SqlStore, code: str) -> None:
    store.close()
    with pytest.raises(UnreadableStore):
        storage.open_with_recovery(store.folder, code, "test", CLOCK)


def test_slots_of_another_desk_or_person_do_not_fit(new_desk: Make) -> None:
    one, other = new_desk("one"), new_desk("other")
    one.add_person(one.signed_in, "Ben Ortiz", frozenset({"front_desk"}), "PHX", OTHER)
    one.close()
    other.close()
    mine, theirs = keys.read(one.folder), keys.read(other.folder)
    rosa, ben = (next(s for s in mine.slots if s.name == name) for name in (NAME, "Ben Ortiz"))
    for slots in (theirs.slots, (replace(rosa, sealed=ben.sealed, nonce=ben.nonce, salt=ben.salt),)):
        keys.write(one.folder, replace(mine, slots=slots))
        with pytest.raises(UnreadableStore):
            storage.open_store(one.folder, NAME, PASSWORD, CLOCK)
    keys.write(one.folder, mine)
    opened(one.folder).close()


def test_nobody_can_lower_the_work_of_guessing_unseen(store: SqlStore) -> None:
    store.close()
    ring = keys.read(store.folder)
    slot = next(slot for slot in ring.slots if slot.name == NAME)
    for kdf in (replace(slot.kdf, passes=2), replace(slot.kdf, for_tests=False)):
        keys.write(store.folder, replace(ring, slots=(replace(slot, kdf=kdf),)))
        with pytest.raises(UnreadableStore):
            opened(store.folder)


def test_slots_say_how_they_were_made_and_the_default_is_strong(store: SqlStore, tmp_path: Path) -> None:
    assert all(slot.kdf.for_tests for slot in keys.read(store.folder).slots)
    strong = keys.KeyRing("desk").with_password(bytes(32), "p", NAME, PASSWORD, storage.STRONG).slots[0]
    assert (strong.kdf.memory_kib, strong.kdf.passes, strong.kdf.lanes) == (64 * 1024, 3, 4)
    assert not strong.kdf.for_tests


def test_a_damaged_key_file_says_what_to_do(store: SqlStore) -> None:
    store.close()
    file = store.folder / keys.FILE
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with suppress(UnreadableStore):  # a flip in the recovery slot or in white space does no harm
            opened(store.folder).close()
    for text in ("", "[]", "{}", '{"format": "crs-keys/1", "desk": 1, "slots": []}', '{"slots": [{}]}'):
        file.write_text(text)
        with pytest.raises(UnreadableStore, match="keys is damaged"):
            opened(store.folder)
    file.write_text(json.dumps({"format": "crs-keys/9"}))
    with pytest.raises(UnreadableStore, match="newer version"):
        opened(store.folder)


def test_a_set_up_that_was_cut_short_throws_nothing_away(store: SqlStore) -> None:
    store.close()
    (store.folder / keys.FILE).unlink()
    kept = (store.folder / "desk.db").read_bytes()
    assert not storage.exists(store.folder)
    storage.create(store.folder, NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)[0].close()
    assert [file.read_bytes() for file in store.folder.glob("unfinished-*-desk.db")] == [kept]
    with pytest.raises(UnreadableStore, match="a desk in this folder already"):
        storage.create(store.folder, NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)


def test_a_desk_opens_again_as_it_was_closed(store: SqlStore) -> None:
    with store.work(store.signed_in, "test") as work:
        number = work.new_case(family("family_c"))
    found = again(store)
    assert found.case(number).case == family("family_c")
    found.close()


def test_programs_that_write_the_same_small_file_at_once_leave_one_whole(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "small.json"
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda at: keys.write_whole(path, str(at % 10).encode() * 3000), range(200)))
    assert len(set(path.read_bytes())) == 1, "parts of two writers"
    assert [each.name for each in tmp_path.iterdir()] == ["small.json"]
