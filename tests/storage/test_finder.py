"""The index of the search holds what the cases hold, whatever happened; every way finds the same."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crs_intake.domain.people import Person
from crs_intake.storage import engine, finder, keys, search
from crs_intake.storage.search import Word, words_of
from crs_intake.storage.store import SqlStore
from tests.storage.desk import CLOCK, NAME, PASSWORD, Put, a_case, again, family, keep, opened
from tests.storage.test_saving import NAUGHTY

pytestmark = pytest.mark.of_a_file
SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2009, 3, 31)


def in_index(store: SqlStore) -> set[tuple[str, int, str]]:
    """Every word of the index with its case and side."""
    with store.work(store.signed_in, "test") as work:
        ask = work.connection.exec_driver_sql
        ask("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'find', 'instance')")
        rows = {
            (term, finder.TURNED - doc, col) for term, doc, col in ask("SELECT term, doc, col FROM temp.held")
        }
        ask("INSERT INTO find(find) VALUES ('integrity-check')")
        ask("DROP TABLE temp.held")
    return rows


def in_cases(store: SqlStore) -> set[tuple[str, int, str]]:
    """The same, made anew from the facts of every case."""
    with store._reading() as connection:
        rows = connection.exec_driver_sql("SELECT number, id FROM cases").all()
    ids = {row.number: row.id for row in rows}
    held = set()
    for stored in store.cases(open_only=False):
        for word in words_of(stored.case, store._ssn_word):
            held.add((word.word, ids[stored.case.number], _side(word.person)))
    return held


def in_words(store: SqlStore) -> set[tuple[str, int, str]]:
    """The same from the table of words."""
    with store._reading() as connection:
        rows = connection.exec_driver_sql("SELECT word, case_id, person FROM words").all()
    return {(word, case_id, _side(person)) for word, case_id, person in rows}


def _side(person: str) -> str:
    return "own" if person == "applicant" else "others"


@pytest.fixture
def lived(store: SqlStore, put: Put) -> SqlStore:
    """A desk on which names were put right, people came and went, and one case says nothing at all."""
    jaylen = put(family("family_b"))
    put(family("family_c"))
    put(a_case("", ""))
    for word in NAUGHTY:
        put(a_case(word[:50], word[:50]))
    stored = store.case(jaylen)
    assert stored.case.applicant
    changed = replace(stored.case.applicant, given="Jordan", family="Árbol-Núñez", ssn="526-41-9982")
    uncle = Person(
        id="uncle", relation="aunt_or_uncle", given="Ρήγας", family="O'Brien", phones=("4805550100",)
    )
    version = keep(store, stored.case.with_person(changed).with_person(uncle), stored.version)
    now = store.case(jaylen).case
    without = replace(now, people=tuple(each for each in now.people if each.id != "uncle"))
    with store.work(store.signed_in, "test") as work:
        work.keep(without, version, closed=TODAY)
    return store


def test_the_index_holds_what_the_cases_hold(lived: SqlStore) -> None:
    assert in_cases(lived)
    assert in_index(lived) == in_cases(lived) == in_words(lived)
    assert not [word for word, *_ in in_index(lived) if word in ("obrien", "jaylen4805550100")]


def test_a_step_that_is_taken_back_leaves_the_index_as_it_was(lived: SqlStore) -> None:
    before, number = in_index(lived), lived.search("jordan")[0].number
    stored = lived.case(number)
    assert stored.case.applicant
    with pytest.raises(RuntimeError), lived.work(lived.signed_in, "test") as work:
        work.new_case(a_case("Never", "Was"))
        changed = replace(stored.case.applicant, given="Nobody")
        work.keep(stored.case.with_person(changed), stored.version)
        raise RuntimeError
    assert in_index(lived) == before
    assert not lived.search("never") and not lived.search("nobody")


def test_made_anew_the_index_is_the_same(lived: SqlStore) -> None:
    before = in_index(lived)
    with lived.work(lived.signed_in, "test") as work:
        work.connection.exec_driver_sql(f"DELETE FROM find WHERE rowid = {finder.TURNED - 1}")
    assert in_index(lived) != before
    with lived.work(lived.signed_in, "test") as work:
        finder.fill(work.connection)
    assert in_index(lived) == before
    store = again(lived)
    store.check(thorough=True)
    store.close()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("schema_*")), ids=lambda each: each.name)
def test_a_desk_of_an_older_schema_gets_its_index_and_the_same_tables(
    sample: Path, tmp_path: Path, store: SqlStore
) -> None:
    folder = tmp_path / "old"
    shutil.copytree(sample, folder)
    old = opened(folder)
    assert in_index(old) == in_words(old) != set()
    assert in_index(old) >= in_cases(old)
    old.close()
    (key,) = keys.read(folder).open(NAME, PASSWORD)[0]
    assert _find_tables(folder, key) == _find_tables(store.folder, store._key)


def _find_tables(folder: Path, key: bytes) -> list[tuple[str, str]]:
    with closing(engine.connect(folder / engine.DATABASE, key, read_only=True)) as connection:
        named = (
            "SELECT name, sql FROM sqlite_master WHERE name LIKE 'find%' OR name = 'cases_card' ORDER BY name"
        )
        return connection.execute(named).fetchall()


@pytest.mark.parametrize(
    "typed",
    ["jordan", "jor arb", "arbol nunez", "arbolnunez", "carter", "ja", "j", "phx 2009 0001", "9982",
     "526419982", "s", "zzz", "morales yaz", "ya mo", "4805550100"],
)  # fmt: skip
def test_a_file_and_a_server_find_the_same(lived: SqlStore, typed: str) -> None:
    with lived._reading() as connection:
        pieces = search.sought(typed, TODAY, lived._ssn_word)
        assert lived.search(typed) == search.search(finder.PlainFinder(connection), pieces, 50)


def test_a_word_is_no_language(lived: SqlStore) -> None:
    """Whatever is typed is looked for, and never read as a command to the index."""
    for typed in ['"', "*", "NEAR", "NEAR(a b)", "^jordan", "own:jordan", "jordan OR", "AND", "NOT jordan",
                  "a\0b", "\0", "x" * 10_000, "j " * 5_000, "'; DROP TABLE find; --", "%", "_", "()", "-",
                  "\ud800",
                  "{own} : a", "+", "१२३", "፩" * 8, "²", "٤", "🙂", "ssn:", *NAUGHTY]:  # fmt: skip
        assert len(lived.search(typed, 5)) <= 5


def test_figures_of_other_scripts_are_figures(store: SqlStore, put: Put) -> None:
    put(a_case("Ana", "Lopez"))
    number = put(replace(a_case("Eva", "Luna"), phones=("602 555 0123",)))
    assert [hit.number for hit in store.search("٠١٢٣")] == [number]
    assert store.search("१२९९") == ()


def test_words_are_made_the_same_way_by_everybody(lived: SqlStore) -> None:
    assert Word("nunez", "family", "applicant") in words_of(a_case("", "NÚÑEZ"), str)
    (piece,) = search.sought("núñez", TODAY, str)
    assert piece.starts == ("nunez",)
    assert CLOCK.now().date() == TODAY
