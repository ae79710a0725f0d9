"""Every section that a question or a line cites has its words for "Why?"."""

from tests.forms.families import about, family
from ui.flow import WIZARDS
from ui.forms.form import Field
from ui.forms.manual import keys, section


def cited(fields: tuple[Field, ...]) -> set[str]:
    found = {field.cite for field in fields if field.cite}
    return found.union(*(cited(field.columns) for field in fields)) if fields else found


def test_every_question_that_cites_the_manual_can_say_why() -> None:
    wanted = set().union(*(cited(page.fields) for wizard in WIZARDS.values() for page in wizard.pages))
    assert {cite for cite in wanted if section(cite) is None} == set()


def test_every_line_of_the_families_worksheets_can_say_why() -> None:
    for name in ("family_a_no", "family_a_yes", "family_c"):
        assessment = about(family(name)).assess()
        assert assessment is not None
        sections = {line.section for line in assessment.lines} | {line.section for line in assessment.income}
        assert {cite for cite in sections if cite and section(cite) is None} == set()


def test_a_section_says_something_in_plain_words() -> None:
    for key in keys():
        found = section(key)
        assert found is not None
        assert found.title
        assert 3 < len(found.text.split()) < 60
