"""How hard a letter is to read: published formulas, with names, addresses and programme names left out.

English: Flesch-Kincaid grade = 0.39 words a sentence + 11.8 syllables a word - 15.59.
Spanish: Fernández Huerta = 206.84 - 60 syllables a word - 1.02 words a sentence.
textstat wants a word list from the network for English, so the syllables are counted here, rather
too many than too few: on a word in doubt the letter looks harder than it is.
"""

import re

from crs_intake.documents.letter import Block, Letter, hearing_text

PROGRAMMES = re.compile(
    "|".join(
        (
            r"Children's Rehabilitative Services \(CRS\)",
            r"A\.R\.S\. [\d-]+",
            r"\b(?:CRS|AHCCCSA?|KidsCare|Title X[IX]+|DES|FAA|USCIS|Medicare|Arizona)\b",
            "State Administrative Hearing",
            "Audiencia Administrativa Estatal",
            "Immigration and Naturalization Service",
            "Servicio de Inmigración y Naturalización",
            "Member Payment Agreement",
            "Assignment of Benefits Agreement",
            "Schedule C",
            "Forma C",
            "W-2",
        )
    )
)
NAMES = set(
    "applicant family receiving_clinic receiving_address receiving_phone receiving_fax visit_place "
    "visit_phone "
    "hearing_office hearing_address hearing_fax contractor authorization case_number medical_director "
    "born denial_cite home_address home_phone ahcccs_id authorization_number site_names "
    "past_due_parent past_due_amount parents_premium denied_parents approved_parents ended_parents".split()
)
DATES = re.compile(r"(_day|_by|_from|_to|today|_on|expires)$")
TYPED = re.compile(r"(_reason|_items|reason)$")
"""Words of the staff; their plainness is theirs."""


def sentences(blocks: list[Block], language: str) -> list[str]:
    """The sentences a family reads; facts (label and value) are no sentences."""
    found = []
    for block in blocks:
        if block.kind in ("fact", "sign"):
            continue
        text = PROGRAMMES.sub("", _filled(block.text.replace("**", ""), language))
        found += [each for each in re.split(r"(?<=[.:?!])\s+", text) if re.search(r"\w", each)]
    return found


def _filled(text: str, language: str) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name in NAMES or TYPED.search(name):
            return ""
        if DATES.search(name):
            return "March 2" if language == "en" else "2 de marzo"
        return "10"

    text = re.sub(r"\{([a-z_0-9]+)\}", value, text)
    return re.sub(r"\bU\.S\.|EE\. UU\.", "US", text)


def english_grade(found: list[str]) -> float:
    """Flesch-Kincaid grade."""
    words = [word for each in found for word in re.findall(r"[A-Za-z][A-Za-z'’-]*|\d+", each)]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(_english, words)) / len(words) - 15.59


def spanish_ease(found: list[str]) -> float:
    """Fernández Huerta."""
    words = [word for each in found for word in re.findall(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+|\d+", each)]
    return 206.84 - 60 * sum(map(_spanish, words)) / len(words) - 1.02 * len(words) / len(found)


SILENT_E = re.compile(r"[^aeiouyl]e$|[^aeiouy]les$|[^td]ed$|[^scgxzh]es$")


def _english(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return 1
    if "-" in word:
        return sum(_english(part) for part in word.split("-") if part)
    count = len(re.findall(r"[aeiouy]+", word))
    count -= bool(count > 1 and SILENT_E.search(word))
    count += len(re.findall(r"ia(?!l\b)|io(?!n)|eo|iu|ua(?!r)", word))
    return max(count, 1)


def _spanish(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return 1
    groups = re.findall(r"[aeiouáéíóúüy]+", word.replace("qu", "k").replace("gue", "ge").replace("gui", "gi"))
    count = 0
    for group in groups:
        strong = len(re.findall(r"[aeoáéíóú]", group))
        count += max(strong, 1)
    return max(count, 1)


def measured(letter: Letter) -> float:
    """The letter's own words, without the hearing text."""
    found = [letter.title, *sentences(list(letter.blocks), letter.language)]
    return english_grade(found) if letter.language == "en" else spanish_ease(found)


def measured_hearing(language: str) -> float:
    """The hearing text."""
    found = sentences(list(hearing_text(language)), language)
    return english_grade(found) if language == "en" else spanish_ease(found)
