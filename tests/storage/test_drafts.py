"""What was typed stays as it stood, per person and page, until it is kept as facts or thrown away."""

from collections.abc import Callable

import pytest

from crs_intake.domain.kept import Draft
from crs_intake.storage.store import SqlStore
from tests.storage.desk import again, as_ben


@pytest.fixture
def type_in(store: SqlStore) -> Callable[..., None]:
    def keep(page: str, text: str, ben: SqlStore | None = None, number: str = "new:1") -> None:
        with (ben or store).work(as_ben(ben) if ben else store.signed_in, "drafts.keep") as work:
            work.keep_draft(Draft(number, "referral", page, {"given": text}, "given"))

    return keep


def test_the_newest_typing_of_a_page_takes_the_place_of_the_earlier(
    store: SqlStore, type_in: Callable[..., None]
) -> None:
    for text in ("M", "Ma", "Mat"):
        type_in("applicant", text)
    type_in("source", "Jensen")
    drafts = {draft.page: draft for draft in store.drafts("new:1")}
    assert {page: draft.fields["given"] for page, draft in drafts.items()} == {
        "applicant": "Mat",
        "source": "Jensen",
    }
    assert (drafts["source"].focus, drafts["source"].by_name) == ("given", "Rosa Chavez")


def test_a_draft_survives_the_program(store: SqlStore, type_in: Callable[..., None]) -> None:
    type_in("applicant", "Mateo")
    found = again(store)
    assert [draft.fields for draft in found.drafts()] == [{"given": "Mateo"}]
    found.close()


def test_two_people_on_one_page_do_not_overwrite_each_other(
    store: SqlStore, ben: SqlStore, type_in: Callable[..., None]
) -> None:
    type_in("applicant", "Rosa's")
    type_in("applicant", "Ben's", ben)
    assert sorted(draft.fields["given"] for draft in store.drafts()) == ["Ben's", "Rosa's"]
    with ben.work(as_ben(ben), "test") as work:
        work.drop_drafts("new:1", "referral")
    assert [draft.fields["given"] for draft in store.drafts()] == ["Rosa's"]


def test_another_person_goes_on_with_what_was_begun(
    store: SqlStore, ben: SqlStore, type_in: Callable[..., None]
) -> None:
    type_in("applicant", "Mateo")
    type_in("source", "Jensen")
    with ben.work(as_ben(ben), "drafts.taken_over") as work:
        work.take_drafts("new:1", "referral", store.signed_in.id)
    assert {(draft.page, draft.by_name) for draft in store.drafts()} == {
        ("applicant", "Ben Ortiz"),
        ("source", "Ben Ortiz"),
    }
    assert store.history("new:1")[-1].details["taken_over_from"] == store.signed_in.id


def test_typing_leaves_no_line_in_the_audit_trail(store: SqlStore, type_in: Callable[..., None]) -> None:
    before = len(store.history(""))
    type_in("applicant", "Mateo")
    assert len(store.history("")) == before
    assert store.history("new:1") == ()


def test_one_page_can_be_forgotten_alone(store: SqlStore, type_in: Callable[..., None]) -> None:
    type_in("applicant", "Mateo")
    type_in("source", "Jensen")
    with store.work(store.signed_in, "test") as work:
        work.drop_drafts("new:1", "referral", "applicant")
    assert [draft.page for draft in store.drafts()] == ["source"]
