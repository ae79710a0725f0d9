"""Takes a family from the sign-in to a recorded interview, by accessible names only.

    python3 tests/atspi/enroll.py        inside dbus-run-session, with the program already started

Each line says what it does, so that a failure shows how far a screen reader comes.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import hand

Role = hand.Role
PASSWORD = "five quiet green tables"


def say(words):
    print(words, flush=True)


def answer(page, texts, radios=()):
    """Type into fields and press buttons of one page, each by its name."""
    for name, text in texts.items():
        hand.write(hand.find(page, name, Role.TEXT, Role.COMBO_BOX), text)
    for group, name in radios:
        box = hand.find(page, group, Role.FILLER, Role.PANEL, Role.GROUPING)
        hand.press(hand.find(box, name, Role.RADIO_BUTTON, Role.CHECK_BOX))


def onward(wizard, heading):
    """Next, wait for the page with that name, and read the rest of the page that was left."""
    counted = [(each, each.get_child_count()) for each in hand.walk(wizard)]
    hand.press(hand.find(wizard, "Next", Role.PUSH_BUTTON))
    hand.find(wizard, heading, Role.FILLER, Role.PANEL)
    hand.read_on(counted)
    say(f"page: {heading}")


def main():
    app = hand.program()
    door = hand.window(app, "Sign in")
    hand.write(hand.find(door, "Password", Role.PASSWORD_TEXT), PASSWORD)
    hand.press(hand.find(door, "Sign in", Role.PUSH_BUTTON))
    desk = hand.wait(lambda: hand.exactly(app, "CRS Intake"), "the desk", 40)
    say("signed in")
    hand.press(hand.find(desk, "New referral", Role.PUSH_BUTTON))
    wizard = hand.window(app, "Referral")
    time.sleep(0.3)
    for page in PAGES:
        heading, texts, radios = page
        if heading != "Applicant":
            onward(wizard, heading)
        answer(wizard, texts, radios)
    hand.press(hand.find(wizard, "File the referral", Role.PUSH_BUTTON))
    hand.find(desk, "Rosa Begay Luna", Role.LABEL)
    say("referral filed; the case is open")
    decide(app, desk)
    interview(app, desk)


def decide(app, desk):
    """The preliminary determination, from the case's part to its state."""
    hand.press(hand.find(desk, "Medical", Role.PUSH_BUTTON))
    wizard = hand.window(app, "Preliminary")
    answer(wizard, {"CRS condition": "Cleft palate"})
    onward(wizard, "Determination")
    answer(wizard, {}, (("Outcome", "May be eligible"),))
    answer(wizard, {"Decided by": "Susan Tso"}, (("Role", "Medical Director"),))
    hand.press(hand.find(wizard, "Record the determination", Role.PUSH_BUTTON))
    hand.find(desk, "Medical determination: may be eligible", Role.LABEL, starts=True)
    hand.find(desk, "State: May be eligible", Role.LABEL, starts=True, patience=2)
    say("medical determination recorded")


def interview(app, desk):
    """The enrollment interview, from the case's part to its state."""
    hand.press(hand.find(desk, "Interview", Role.PUSH_BUTTON))
    wizard = hand.window(app, "Enrollment interview")
    for heading, texts, radios in TALK:
        if heading != "Interview":
            onward(wizard, heading)
        if heading == "Proofs":
            hand.press(hand.find(wizard, "Add a paper", Role.PUSH_BUTTON))
        answer(wizard, texts, radios)
    hand.find(wizard, "Financial application signed by", Role.COMBO_BOX, patience=5)  # though answered
    hand.press(hand.find(wizard, "Record the interview", Role.PUSH_BUTTON))
    hand.find(desk, "State: Interview", Role.LABEL)
    hand.find(desk, "Age: met", Role.LABEL, starts=True)
    say("interview recorded")


PAGES = (
    ("Applicant", {"Given name": "Rosa", "Family name": "Begay Luna", "Birth date": "9/14/2006",
                   "Given name of the parent": "Anna",
                   "Family name of the parent": "Begay"},
     (("Sex", "Female"), ("Relation to the applicant", "Mother"))),
    ("Referral source", {"Name of the person": "Karen Whitfield",
                         "Relationship to the applicant": "school nurse",
                         "Phone": "602-555-0111", "Street and number": "1 N Encanto Blvd", "City": "Phoenix",
                         "ZIP code": "85015"}, ()),
    ("Address and phones", {"Street and number": "44 W Thomas Rd", "City": "Phoenix", "ZIP code": "85013",
                            "Home phone": "602-555-0144"}, ()),
    ("Health and coverage", {"Diagnosis": "Cleft palate"},
     (("Has a physician evaluated the applicant?", "Yes"),)),
    ("Receipt and documents", {"Received, time": "08:00", "Date on the form": "3/6/2009"},
     (("How it came", "Fax"), ("Clinic that received it", "CRS Phoenix regional clinic"))),
)  # fmt: skip

TALK = (
    ("Interview", {"With whom": "Anna Begay"},
     (("How", "In person"), ("Language of the interview", "English"))),
    ("AHCCCS check", {}, (("PMMIS shows", "Not enrolled"),)),
    ("Applicant and parent", {"Phone of the parent": "602-555-0144"}, ()),
    ("Citizenship and residency", {},
     (("Citizenship of the applicant", "U.S. citizen"), ("Lives in Arizona?", "Yes"),
      ("Intends to remain in Arizona?", "Yes"))),
    ("Proofs", {"Paper": "Birth cert"}, ()),
    ("Health insurance", {},
     (("Covered by other health insurance now?", "No"),
      ("Covered at any time in the last three months?", "No"),
      ("Could be covered by the State employee health plan?", "No"))),
    ("Household", {}, ()),
    ("Application and papers", {"Financial application signed by": "Anna", "Signed on": "3/9/2009",
                                "Household members by the form": "2"}, ()),
)  # fmt: skip

if __name__ == "__main__":
    main()
