"""What Ctrl+Z takes back and Ctrl+Y gives again, without a window."""

from tests.forms.families import about
from ui.forms import household
from ui.forms.form import Form
from ui.forms.undo import Undo


def typed(undo: Undo, path: str, words: str, texts: dict[str, str]) -> None:
    """Letter by letter, as a hand does."""
    for at in range(1, len(words) + 1):
        texts[path] = words[:at]
        undo.typed(path, words[:at], dict(texts))


def test_a_word_is_one_step_and_steps_go_back_in_the_order_in_which_they_were_made() -> None:
    texts: dict[str, str] = {}
    undo = Undo({})
    typed(undo, "given", "Ana", texts)
    typed(undo, "family", "Ruiz", texts)
    undo.typed("given", "Anab", {**texts, "given": "Anab"})  # gone back to the first answer
    assert undo.back() is not None
    found = undo.back()
    assert found is not None and (found.path, dict(found.texts)) == ("family", {"given": "Ana"})
    found = undo.back()
    assert found is not None and (found.path, dict(found.texts)) == ("given", {})
    assert undo.back() is None


def test_a_paste_and_letters_taken_out_are_steps_of_their_own() -> None:
    texts: dict[str, str] = {}
    undo = Undo({})
    typed(undo, "note", "one", texts)
    for words in ("on", "o"):
        undo.typed("note", words, {"note": words})
    undo.typed("note", "something pasted", {"note": "something pasted"})
    back = [undo.back() for _ in range(3)]
    assert [dict(each.texts) for each in back if each] == [{"note": "o"}, {"note": "one"}, {}]


def test_a_word_typed_over_another_one_is_one_step() -> None:
    undo = Undo({"given": "Lucia"})
    typed(undo, "given", "Lucy", {})
    found = undo.back()
    assert found is not None and dict(found.texts) == {"given": "Lucia"}


def test_what_was_taken_back_is_given_again_until_something_else_is_typed() -> None:
    undo = Undo({})
    typed(undo, "given", "Ana", {})
    undo.left({"given": "Ana"})
    assert undo.back() is not None
    again = undo.again()
    assert again is not None and dict(again.texts) == {"given": "Ana"}
    assert undo.back() is not None
    typed(undo, "given", "Eva", {})
    assert undo.again() is None


def test_what_was_tidied_on_leaving_is_no_step() -> None:
    undo = Undo({})
    typed(undo, "born", "9/14/06", {})
    undo.left({"born": "9/14/2006"})
    found = undo.back()
    assert found is not None and dict(found.texts) == {}
    assert undo.back() is None


def test_a_new_row_comes_back_as_empty_as_it_was() -> None:
    """Only then is it a step that nothing but its own Ctrl+Z takes back, and no person without a name."""
    form = Form(household.PAGE.fields, about())
    form.add_row("people", {"in_home": True})
    assert form.dump() == {}
    again = Form(household.PAGE.fields, about()).load(form.dump(whole=True))
    assert [row.empty for row in again.rows("people")] == [True]
    assert again.rows("people")[0].text("in_home") == "yes"
    assert again.dump() == {}
