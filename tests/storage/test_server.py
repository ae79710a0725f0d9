"""A desk on a PostgreSQL server: who sees which case, whose trail it is, what is heard, the line to it."""

import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from crs_intake import storage
from crs_intake.domain.actor import Role
from crs_intake.domain.case import Case
from crs_intake.domain.errors import NotAcceptable, NotAllowed, SavedMeanwhile, UnreadableStore, WorldTrouble
from crs_intake.domain.kept import Draft
from crs_intake.storage import audit, schema
from crs_intake.storage.server import address, doors, link
from crs_intake.storage.server.address import Address
from crs_intake.storage.server.store import ServerStore
from tests.storage import server_drills
from tests.storage.certificates import Authority
from tests.storage.desk import BEN, CLOCK, NAME, OTHER, PASSWORD, a_case, family, keep, with_note
from tests.storage.server import MISSING, OWNER, OWNER_PASSWORD, Server, programs

SEED = 5
Join = Callable[..., ServerStore]
INTERVIEWER: frozenset[Role] = frozenset({"interviewer"})


@pytest.fixture
def rosa(joined: Join) -> ServerStore:
    """The first person, an administrator at Phoenix."""
    return joined("rosa")


def beside(joined: Join, rosa: ServerStore, name: str, site: str) -> ServerStore:
    """Somebody else on the same server, at a site; put on the list by the server's owner's own hand."""
    made = rosa.add_person(rosa.signed_in, name, INTERVIEWER, rosa.chain, OTHER)
    owner = link.engine(rosa.address, OWNER, OWNER_PASSWORD)
    with owner.begin() as connection:
        connection.execute(sa.update(schema.staff).where(schema.staff.c.id == made.id).values(site=site))
    owner.dispose()
    return joined(name, desk=rosa.address, user=name, password=OTHER)


def new(store: ServerStore, case: Case) -> str:
    with store.work(store.signed_in, "test") as work:
        return work.new_case(case)


# Who sees what (20.1000.1) ---------------------------------------------------------------------------


@pytest.mark.proves("CRS-20.1000.1")
def test_a_case_is_in_sight_of_the_sites_that_serve_it_and_of_no_other(
    joined: Join, rosa: ServerStore
) -> None:
    yuma, tucson = beside(joined, rosa, "Yolanda Mora", "YUM"), beside(joined, rosa, "Tom Begay", "TUC")
    both = new(rosa, replace(family(), number="", sites=("PHX", "yum")))
    own = new(rosa, replace(family("family_c"), number="", sites=("PHX",)))
    nobodys = new(rosa, replace(a_case(), number="", sites=()))
    for store, seen in ((rosa, {both, own, nobodys}), (yuma, {both, nobodys}), (tucson, {nobodys})):
        assert {each.case.number for each in store.cases()} == seen
        assert set(store.versions()) == seen
        assert {each.number for each in store.search("c")} <= seen
    assert [each.number for each in yuma.search("carter")] == [both]
    assert tucson.search("carter") == ()
    with pytest.raises(NotAcceptable, match="no case with this number"):
        tucson.case(own)
    assert yuma.history(both)[-1].by == rosa.signed_in.id
    assert tucson.history(own) == ()


def test_another_site_that_comes_to_serve_a_case_sees_all_of_it(joined: Join, rosa: ServerStore) -> None:
    yuma = beside(joined, rosa, "Yolanda Mora", "YUM")
    number = new(rosa, replace(family(), number="", sites=("PHX",)))
    assert yuma.cases() == []
    stored = rosa.case(number)
    keep(rosa, replace(stored.case, sites=("PHX", "YUM")), stored.version)
    assert yuma.case(number).case.events == stored.case.events
    stored = yuma.case(number)
    keep(yuma, replace(stored.case, sites=("YUM",)), stored.version)  # and Phoenix serves it no more
    assert rosa.cases() == []


@pytest.mark.parametrize("table", ["events", "determinations", "audit", "scans", "documents"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_person_may_not_change_what_is_only_added_and_the_owner_is_refused_too(
    rosa: ServerStore, table: str, verb: str
) -> None:
    new(rosa, family())
    words = verb.replace("id = id", "seq = seq" if table == "audit" else "id = id").format(table)
    with pytest.raises(NotAllowed), rosa.work(rosa.signed_in, "test") as work:
        work.connection.exec_driver_sql(words)
    owner = link.engine(rosa.address, OWNER, OWNER_PASSWORD)
    with pytest.raises(sa.exc.IntegrityError, match="only added, never changed"), owner.begin() as connection:
        connection.exec_driver_sql(words)
    owner.dispose()


def test_nobody_writes_a_line_in_a_colleagues_name_or_another_sites_chain(rosa: ServerStore) -> None:
    for by, chain in ((BEN.id, "PHX"), (rosa.signed_in.id, "YUM")):
        with pytest.raises(NotAllowed), rosa.work(rosa.signed_in, "test") as work:
            audit.add(work.connection, CLOCK.now(), by, "", "test", "", {}, chain)


def test_only_an_administrator_of_the_site_keeps_its_people(joined: Join, rosa: ServerStore) -> None:
    ben = rosa.add_person(rosa.signed_in, BEN.name, BEN.roles, "PHX", OTHER)
    with pytest.raises(NotAllowed):
        rosa.add_person(rosa.signed_in, "Somebody Else", BEN.roles, "YUM", OTHER)
    his = joined("ben", desk=rosa.address, user=BEN.name, password=OTHER)
    for act in (
        lambda: his.add_person(his.signed_in, "A Friend", BEN.roles, "PHX", OTHER),
        lambda: his.change_person(his.signed_in, replace(ben, roles=frozenset({"site_admin"}))),
        lambda: his.remove_person(his.signed_in, rosa.signed_in.id),
        lambda: his.set_password(his.signed_in, rosa.signed_in.id, "seven small brown baskets"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed), his.work(his.signed_in, "test") as work:
        work.connection.exec_driver_sql("UPDATE staff SET roles = '[\"site_admin\"]'")
    his.set_password(his.signed_in, ben.id, "seven small brown baskets")  # one's own is one's own
    assert his.vouch(BEN.name, "seven small brown baskets") == ben
    assert his.cases() == []


def test_every_table_of_the_store_has_its_rules_on_the_server(rosa: ServerStore, server: Server) -> None:
    with server.connect(rosa.address.database) as line:
        found = line.execute(
            "SELECT relname, relrowsecurity, has_table_privilege('crs_people', oid, 'SELECT') "
            "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
    ruled = {name: (rules, read) for name, rules, read in found}
    assert ruled.pop("logins") == (False, False)  # read by the server's own functions alone
    assert set(ruled.values()) == {(True, True)}, ruled
    assert set(schema.tables.tables) <= set(ruled)


# Signing in is the server's sign-in ------------------------------------------------------------------


def test_a_wrong_password_is_told_as_at_a_file_and_noted_for_the_trail(
    joined: Join, rosa: ServerStore
) -> None:
    folder = rosa.folder
    for _ in range(2):
        with pytest.raises(UnreadableStore, match="do not open the desk"):
            storage.open_store(folder, NAME, "not the right password", CLOCK)
    found = storage.open_store(folder, "  rosa CHAVEZ", PASSWORD, CLOCK)
    assert [line.act for line in found.history("")][-3:] == ["sign_in.failed", "sign_in.failed", "sign_in"]
    found.close()
    assert storage.users(folder) == (NAME,)


def test_who_left_comes_in_no_more_and_sees_nothing_on_an_open_line(joined: Join, rosa: ServerStore) -> None:
    ben = rosa.add_person(rosa.signed_in, BEN.name, BEN.roles, "PHX", OTHER)
    his = joined("ben", desk=rosa.address, user=BEN.name, password=OTHER)
    new(rosa, family())
    assert len(his.cases()) == 1
    assert rosa.remove_person(rosa.signed_in, ben.id)
    with pytest.raises((UnreadableStore, WorldTrouble)):
        his.cases()
    with pytest.raises(UnreadableStore):
        storage.open_store(his.folder, BEN.name, OTHER, CLOCK)
    assert [each.name for each in rosa.people()] == [NAME]
    assert {each.name for each in rosa.everybody()} == {NAME, BEN.name}


def test_the_server_never_gets_a_password_to_keep(rosa: ServerStore, server: Server) -> None:
    rosa.add_person(rosa.signed_in, BEN.name, BEN.roles, "PHX", OTHER)
    with server.connect() as line:
        kept = line.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'ben ortiz'").fetchone()
    assert kept is not None
    assert kept[0].startswith("SCRAM-SHA-256$")
    assert OTHER not in (server.folder / "log").read_text()
    with pytest.raises(sa.exc.DBAPIError), rosa.work(rosa.signed_in, "test") as work:
        work.connection.execute(
            sa.text("SELECT crs_set_password(:me, 'plain words')"), {"me": rosa.signed_in.id}
        )


def test_an_address_with_a_name_a_password_or_a_weaker_check_is_refused() -> None:
    assert address.read("postgresql://db.example/crs").url == "postgresql://db.example/crs"
    for text in ("postgresql://rosa@db.example/crs", "postgresql://rosa:word@db.example/crs",
                 "postgresql://db.example/crs?sslmode=require", "postgresql://db.example/",
                 "http://db.example/crs", "postgresql:///crs", "postgresql://db.example:x/crs",
                 "postgresql://db.example/crs?options=-c%20x"):  # fmt: skip
        with pytest.raises(NotAcceptable):
            address.read(text)
    for each in (Address("/run/postgresql", 5433, "crs"), Address("db", 5432, "c r s", "/etc/ca.pem")):
        assert address.read(each.url) == each


def test_a_damaged_address_file_and_a_folder_with_a_desk_are_told(rosa: ServerStore, tmp_path: Path) -> None:
    (rosa.folder / address.FILE).write_text("{")
    with pytest.raises(UnreadableStore, match="cannot be read"):
        storage.users(rosa.folder)
    storage.create(tmp_path / "file", NAME, PASSWORD, CLOCK, kdf=storage.WEAK_FOR_TESTS_ONLY)[0].close()
    with pytest.raises(UnreadableStore, match="There is a desk"):
        storage.join(tmp_path / "file", rosa.address.url, NAME, PASSWORD, CLOCK)


# The trail -------------------------------------------------------------------------------------------


def test_each_site_has_a_chain_of_its_own_and_tampering_names_the_line(
    joined: Join, rosa: ServerStore, server: Server
) -> None:
    yuma = beside(joined, rosa, "Yolanda Mora", "YUM")
    for _ in range(4):
        new(rosa, replace(a_case(), number="", sites=("PHX",)))
        new(yuma, replace(a_case(), number="", sites=("YUM",)))
    assert rosa.verify_trail() is None
    assert yuma.verify_trail() is None
    with server.connect(rosa.address.database) as line:  # who looks after the server can do anything …
        line.execute("ALTER TABLE audit DISABLE TRIGGER ALL")
        line.execute("UPDATE audit SET number = 'PHX-1' WHERE chain = 'YUM' AND seq = 3")
    doubt = yuma.verify_trail()
    assert doubt is not None  # … but not unseen
    assert (doubt.kind, doubt.at) == ("trail", 3)
    assert rosa.verify_trail() is None


def test_a_server_put_back_to_an_older_state_is_found_by_the_anchor(
    joined: Join, server: Server, tmp_path: Path
) -> None:
    old = joined("rosa")
    anchors = tmp_path / "anchors"
    with closing(storage.open_store(old.folder, NAME, PASSWORD, CLOCK, anchors=anchors)) as store:
        new(store, family())  # type: ignore[arg-type]
    with server.connect(old.address.database) as line:
        line.execute("ALTER TABLE audit DISABLE TRIGGER ALL")
        line.execute("DELETE FROM audit WHERE seq > 2")
    found = storage.open_store(old.folder, NAME, PASSWORD, CLOCK, anchors=anchors)
    assert [each.kind for each in found.doubts] == ["anchor"]
    found.close()


# Others' changes, and two people on one case ---------------------------------------------------------


def test_what_others_change_is_heard_within_two_seconds_and_ones_own_is_not(
    joined: Join, rosa: ServerStore
) -> None:
    ben = beside(joined, rosa, BEN.name, "PHX")
    yuma = beside(joined, rosa, "Yolanda Mora", "YUM")
    heard: list[tuple[float, frozenset[str]]] = []
    there = threading.Event()

    def hear(numbers: frozenset[str]) -> None:
        heard.append((time.monotonic(), numbers))
        there.set()

    stop = rosa.listen(hear)
    assert rosa._listening is not None
    assert rosa._listening.hears.wait(10)
    try:
        number = new(rosa, replace(family(), number="", sites=("PHX",)))
        new(yuma, replace(a_case(), number="", sites=("YUM",)))  # no business of Phoenix
        assert not there.wait(1)
        begun = time.monotonic()
        stored = ben.case(number)
        keep(ben, with_note(stored.case, "called"), stored.version)
        assert there.wait(5)
        assert heard[0][1] == {number}
        assert heard[0][0] - begun < 2
    finally:
        stop()


def test_two_people_on_one_case_the_second_is_refused_and_nothing_is_lost(
    joined: Join, rosa: ServerStore
) -> None:
    ben = beside(joined, rosa, BEN.name, "PHX")
    number = new(rosa, family())
    mine, his = rosa.case(number), ben.case(number)
    keep(rosa, with_note(mine.case, "Rosa's"), mine.version)
    with pytest.raises(SavedMeanwhile):
        keep(ben, with_note(his.case, "Ben's"), his.version)
    newest = ben.case(number)
    assert newest.case.applicant
    assert (newest.case.applicant.note, newest.saved_by) == ("Rosa's", NAME)


def test_while_one_decides_on_a_case_the_other_waits_and_then_sees_the_newest(
    joined: Join, rosa: ServerStore
) -> None:
    ben = beside(joined, rosa, BEN.name, "PHX")
    number, order = new(rosa, family()), []
    inside = threading.Event()

    def later() -> None:
        inside.wait(5)
        with ben.work(ben.signed_in, "test") as work:
            order.append(work.case(number).version)

    other = threading.Thread(target=later)
    other.start()
    with rosa.work(rosa.signed_in, "test") as work:
        stored = work.case(number)
        inside.set()
        time.sleep(0.3)
        order.append(work.keep(with_note(stored.case, "first"), stored.version))
    other.join(10)
    assert order == [2, 2]


def test_a_number_that_another_sites_case_has_is_not_given_twice(joined: Join, rosa: ServerStore) -> None:
    yuma = beside(joined, rosa, "Yolanda Mora", "YUM")
    taken = new(yuma, replace(a_case(), number="PHX-2009-0001", sites=("YUM",)))
    with pytest.raises(NotAcceptable, match="in the desk already"):
        new(rosa, replace(a_case(), number=taken))
    assert new(rosa, replace(a_case(), number="", sites=("PHX",))) == "PHX-2009-0002"


# When the server goes away ---------------------------------------------------------------------------


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop."""
    if programs() is None:
        pytest.skip(MISSING)
    made = Server()
    yield made
    made.end()


def test_a_server_that_falls_over_is_told_in_words_and_work_goes_on_when_it_is_back(
    own_server: Server, tmp_path: Path
) -> None:
    desk = own_server.new_desk()
    store = storage.join(tmp_path / "desk", desk.url, NAME, PASSWORD, CLOCK)
    heard: list[frozenset[str]] = []
    stop = store.listen(heard.append)
    number = new(store, family())
    own_server.stop(signal.SIGQUIT)
    stored_draft = Draft(number, "interview", "papers", {"x": "typed"})
    with pytest.raises((WorldTrouble, UnreadableStore), match="does not answer"):  # noqa: SIM117
        with store.work(store.signed_in, "test") as work:
            work.keep_draft(stored_draft)
    own_server.start()
    with store.work(store.signed_in, "test") as work:
        work.keep_draft(stored_draft)
    assert store.case(number).case.number == number
    deadline = time.monotonic() + 10
    while not heard and time.monotonic() < deadline:  # after a gap everything is looked at anew
        time.sleep(0.05)
    assert heard == [frozenset()]
    stop()
    store.close()


def test_a_base_backup_in_the_place_of_a_lost_server_is_the_whole_desk(
    own_server: Server, tmp_path: Path
) -> None:
    desk = own_server.new_desk()
    store = storage.join(tmp_path / "desk", desk.url, NAME, PASSWORD, CLOCK, anchors=tmp_path / "anchors")
    number = new(store, family())
    store.close()
    copy = own_server.folder / "copy"
    own_server.run("pg_basebackup", "-D", str(copy), "-h", str(own_server.folder), "-p", str(own_server.port),
                   "-U", "postgres", "-c", "fast", "--no-sync")  # fmt: skip
    own_server.run("pg_verifybackup", str(copy))
    own_server.stop()
    shutil.rmtree(own_server.data)
    own_server.data = copy
    own_server.start()
    found = storage.open_store(store.folder, NAME, PASSWORD, CLOCK, anchors=tmp_path / "anchors")
    assert found.case(number).case == family()
    assert found.verify_trail() is None
    assert found.doubts == []
    found.close()


def test_trouble_of_the_server_quotes_no_word_of_a_case(rosa: ServerStore) -> None:
    number = new(rosa, family())
    with pytest.raises(sa.exc.IntegrityError) as trouble:  # noqa: SIM117
        with rosa.work(rosa.signed_in, "test") as work:
            row = work.connection.execute(sa.select(schema.cases)).mappings().one()
            work.connection.execute(sa.insert(schema.cases), {**row, "id": 99, "number": "X-1"})
    assert number not in str(trouble.value)
    assert "Carter" not in str(trouble.value)
    assert str(row["uuid"]) not in str(trouble.value)


# Over the network: TLS with our own authority --------------------------------------------------------


@pytest.fixture
def with_tls(tmp_path: Path) -> Iterator[tuple[Server, Authority]]:
    """A server on this computer's network with a certificate for "localhost"."""
    if programs() is None:
        pytest.skip(MISSING)
    authority = Authority(tmp_path / "authority")
    made = Server(port=_free_port())
    made.stop()
    certificate, key = authority.server(tmp_path / "server", "localhost")
    for each in (certificate, key):
        copy = shutil.copy(each, made.folder / each.name)
        Path(copy).chmod(0o600)
        if made._as:
            shutil.chown(copy, "postgres", "postgres")
    made.settings += ["listen_addresses=127.0.0.1", "ssl=on", f"ssl_cert_file={made.folder}/server.crt",
                      f"ssl_key_file={made.folder}/server.key"]  # fmt: skip
    made.start()
    yield made, authority
    made.end()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_over_the_network_the_certificate_is_proved_before_a_word_is_sent(
    with_tls: tuple[Server, Authority], tmp_path: Path
) -> None:
    server, authority = with_tls
    database = server.new_desk().database
    right = Address("localhost", server.port, database, str(authority.certificate))
    store = storage.join(tmp_path / "desk", right.url, NAME, PASSWORD, CLOCK)
    with store._reading() as connection:
        used = connection.exec_driver_sql(
            "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).one()
    assert (used.ssl, used.version) == (True, "TLSv1.3")
    store.close()
    stranger = Authority(tmp_path / "stranger", "Somebody else")
    for wrong in (
        replace(right, certificate=str(stranger.certificate)),  # signed by nobody we know
        replace(right, host="127.0.0.1"),  # the certificate is of another name
        replace(right, certificate=""),  # not known to this system
    ):
        with pytest.raises(UnreadableStore, match="could not prove"):
            storage.join(tmp_path / "other", wrong.url, NAME, PASSWORD, CLOCK)
    with pytest.raises(UnreadableStore, match="do not open"):
        storage.join(tmp_path / "other", right.url, NAME, "not the right password", CLOCK)


def test_a_server_without_tls_is_sent_nothing(with_tls: tuple[Server, Authority], tmp_path: Path) -> None:
    server, authority = with_tls
    desk = server.new_desk()
    server.stop()
    server.settings.append("ssl=off")
    server.start()
    plain = Address("localhost", server.port, desk.database, str(authority.certificate))
    with pytest.raises(UnreadableStore, match="could not prove"):
        storage.join(tmp_path / "desk", plain.url, NAME, PASSWORD, CLOCK)
    # The control: without the check the password would have been sent.
    with psycopg.connect(host="127.0.0.1", port=server.port, dbname=desk.database, user=NAME.lower(),
                         password=PASSWORD, sslmode="prefer"):  # fmt: skip
        pass


# Setting up and bringing up to date ------------------------------------------------------------------


def test_a_database_that_sorts_otherwise_or_holds_a_desk_is_refused(server: Server) -> None:
    with server.connect() as line:
        line.execute(
            f"CREATE DATABASE crs_odd OWNER {OWNER} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
        )
    with pytest.raises(NotAcceptable, match="UTF8"):
        doors.set_up(server.address("crs_odd"), OWNER, OWNER_PASSWORD, "Ana Ruiz", OTHER, CLOCK)
    desk = server.new_desk()
    with pytest.raises(UnreadableStore, match="already"):
        doors.set_up(desk, OWNER, OWNER_PASSWORD, "Ana Ruiz", OTHER, CLOCK)
    for each in (desk, server.address("crs_odd")):
        server.forget(each)


def test_a_step_runs_whole_or_not_at_all_and_desks_of_the_older_program_are_told(
    joined: Join, rosa: ServerStore
) -> None:
    now = schema.VERSION

    def good(operations: object) -> None:
        operations.add_column("staff", sa.Column("phone", sa.String))  # type: ignore[attr-defined]

    def bad(operations: object) -> None:
        good(operations)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        doors.bring_up_to_date(rosa.address, OWNER, OWNER_PASSWORD, {now + 1: bad}, now + 1)
    rosa.people()
    told = doors.bring_up_to_date(rosa.address, OWNER, OWNER_PASSWORD, {now + 1: good}, now + 1)
    assert told == (now, now + 1)
    with pytest.raises(UnreadableStore, match="newer version"):
        storage.open_store(rosa.folder, NAME, PASSWORD, CLOCK)
    with pytest.raises(UnreadableStore):
        doors.bring_up_to_date(rosa.address, NAME.lower(), "not the right password", {}, now)


# Many at once ----------------------------------------------------------------------------------------


def test_desks_on_one_server_lose_and_double_nothing_while_it_crashes(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip(MISSING)
    told = server_drills.crash_drill(tmp_path, 4, 15, 2, 2, SEED)
    assert (told["edits"], told["lost"]) == (60, 0)
    assert (told["crashes"], told["kills"]) == (2, 2)


def test_the_control_without_the_version_edits_on_a_server_are_lost(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip(MISSING)
    assert server_drills.crash_drill(tmp_path, 4, 15, 0, 0, SEED, blindly=True)["lost"] > 0
