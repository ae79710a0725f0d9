"""Takes family A from the sign-in to its membership, by accessible names only.

    python3 tests/atspi/enroll.py FOLDER     inside dbus-run-session, with the program already started

Each line says what it does, so that a failure shows how far a screen reader comes. FOLDER is the desk's,
only for the clock on its wall.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import family
import hand

Role = hand.Role
PASSWORD = "five quiet green tables"
CHILD = "Lucia Yazzie Morales"
TYPED = (Role.TEXT, Role.COMBO_BOX)
HOLDS = (Role.FILLER, Role.PANEL, Role.GROUPING)


def say(words):
    print(words, flush=True)


def turn_clock(folder, when):
    """The clock on the wall of the desk."""
    Path(folder, "clock").write_text(f"{when}:00-07:00", encoding="utf-8")


def press(node, name):
    hand.press(hand.find(node, name, Role.PUSH_BUTTON))
    time.sleep(0.1)


def fill(page, wizard):
    """Type into the fields of a page, choose its answers and add its rows, each by its name."""
    answer(wizard, page.texts, page.choices)
    for button, texts, choices in page.rows:
        if isinstance(button, tuple):  # a row that is there already
            table, words = button
            hand.go_to_row(hand.find(wizard, table, Role.TABLE), words)
        else:
            press(wizard, button)
        answer(wizard, texts[:2], ())
        answer(wizard, texts[2:], choices)


def answer(page, texts, choices):
    """Choices first: they open what is typed after them."""
    for question, name in choices:
        box = hand.find(page, question, *HOLDS)
        hand.press(hand.find(box, name, Role.RADIO_BUTTON, Role.CHECK_BOX))
    known = {}
    for name, text in texts:
        known = known if name in known else hand.named(page, *TYPED)
        try:
            hand.write(known[name], text)
        except (hand.Lost, KeyError):  # not there yet, or made anew since the page was read
            hand.write_in(page, name, text, *TYPED)
            known = {}


def through(app, wizard, pages, finish):
    """Page after page with Next; at the end the button that records."""
    for at, page in enumerate(pages):
        if at:
            onward(wizard, page.name)
        fill(page, wizard)
    if finish:
        press(wizard, finish)


def onward(wizard, heading):
    """Next, wait for the page with that name, and read the rest of the page that was left."""
    counted = [(each, each.get_child_count()) for each in hand.walk(wizard)]
    press(wizard, "Next")
    hand.find(wizard, heading, *HOLDS)
    hand.read_on(counted)
    say(f"page: {heading}")


def sign_in(app):
    door = hand.window(app, "Sign in")
    hand.write(hand.find(door, "Password", Role.PASSWORD_TEXT), PASSWORD)
    press(door, "Sign in")
    desk = hand.wait(lambda: hand.exactly(app, "CRS Intake"), "the desk", 40)
    say("signed in")
    return desk


def refer(app, desk):
    press(desk, "New referral")
    wizard = hand.window(app, "Referral")
    time.sleep(0.3)
    through(app, wizard, family.REFERRAL, "File the referral")
    hand.find(desk, CHILD, Role.LABEL)
    hand.find(desk, "Everything of 20.200 is there.", Role.LABEL)
    say("referral filed; the case is open and complete")


def decide(app, desk):
    """The preliminary determination, from the case's part to its state."""
    press(desk, "Medical")
    wizard = hand.window(app, "Preliminary")
    through(app, wizard, family.DETERMINATION, "Record the determination")
    hand.find(desk, "Medical determination: may be eligible", Role.LABEL, starts=True)
    hand.find(desk, "State: May be eligible", Role.LABEL, starts=True, patience=2)
    say("medical determination recorded")


def book(app, desk):
    """Both visits stand in the book; the notice may only go out with them."""
    hand.press(hand.find(desk, "Appointments and contacts", Role.PAGE_TAB))
    for kind, when in (("Interview", "3/31/2009 13:30"), ("Initial evaluation", "4/2/2009 10:00")):
        answer(desk, (("Kind", kind), ("Day and time", when)), ())
        press(desk, "Book")
        hand.find(desk, f"{kind}: ", Role.LABEL, starts=True)
    say("interview and evaluation booked")


def send(desk, paper, *recipients):
    """Mark a paper as mailed, once for each recipient."""
    hand.press(hand.find(desk, "Documents", Role.PAGE_TAB))
    table = hand.find(desk, "Papers of the case", Role.TABLE)
    for recipient in recipients:
        hand.go_to_row(table, paper, recipient)
        mailed = hand.find(desk, "Mark as mailed", Role.PUSH_BUTTON)
        hand.wait(lambda button=mailed: hand.enabled(button), f"{paper} is ready")
        hand.press(mailed)
        hand.wait(lambda to=recipient: "Sent" in " ".join(hand.row(table, paper, to)), f"{paper} is sent")
        say(f"mailed: {paper} to {recipient}")


def notify(app, desk):
    book(app, desk)
    send(desk, "Notice of preliminary determination", "Family", "Referral source")


def interview(app, desk):
    """The enrollment interview, from the case's part to its state."""
    press(desk, "Interview")
    wizard = hand.window(app, "Enrollment interview")
    through(app, wizard, family.INTERVIEW, "Record the interview")
    hand.find(desk, "Proofs shown: 3", Role.LABEL)
    hand.find(desk, "Age: met", Role.LABEL, starts=True)
    say("interview recorded")


def figure(app, desk):
    """The financial worksheet: its lines are read as a table, and the answer as a sentence."""
    press(desk, "Household and income")
    wizard = hand.window(app, "Financial worksheet")
    through(app, wizard, family.WORKSHEET, "")
    columns = hand.find(wizard, "Three columns", Role.TABLE)
    for words, amount in family.FIGURES:
        cells = " ".join(hand.row(columns, words))
        if amount not in cells:
            raise hand.Lost(f"{words}: {amount} is not heard in {cells!r}")
        say(f"heard: {words} {amount}")
    hand.find(wizard, family.ANSWER, Role.LABEL, starts=True)
    press(wizard, "Decide")
    hand.find(desk, "Determined Tue 31 Mar 2009", Role.LABEL, starts=True)
    say("determined")


def decide_and_sign(app, desk):
    """The worksheet, then both agreements, made and handed over at the desk."""
    interview(app, desk)
    figure(app, desk)


def evaluate(app, desk):
    """The initial evaluation, with the agreements the mother signed, until the child is a member."""
    press(desk, "Initial evaluation")
    wizard = hand.window(app, "Initial evaluation")
    pages = {each.name: each for each in family.EVALUATION}
    for _ in range(9):
        heading = hand.wait(
            lambda: next((each for each in family.EVALUATION_ORDER if hand.shown(wizard, each, *HOLDS)), ""),
            "a page",
        )
        if heading in pages:
            fill(pages[heading], wizard)
            say(f"page: {heading}")
        if way_on(wizard) != "Next":
            break
        press(wizard, "Next")
        hand.wait(lambda was=heading: not hand.shown(wizard, was, *HOLDS), f"the page after {heading}")
    press(wizard, "Record the evaluation")
    hand.find(desk, "State: Enrolled", Role.LABEL)
    hand.find(desk, "Pathway: State Only", Role.LABEL)
    send(desk, "Enrollment record and card", "Family")
    say("enrolled, and the family has it in writing")


def way_on(wizard):
    """The button that leads on: Next, or at the end the one that records."""
    ways = ("Next", "Record the evaluation")
    return hand.wait(lambda: next((each for each in ways if hand.shown(wizard, each, Role.PUSH_BUTTON)), ""),
                     "a way on")  # fmt: skip


def another_day(app, desk, folder, when):
    """The clerk leaves, signs in on another day, and finds the case."""
    press(desk, "Switch user")
    hand.window(app, "Sign in")
    turn_clock(folder, when)
    desk = sign_in(app)
    hand.write_in(desk, "Search", "yazzie", *TYPED)
    found = hand.find(desk, "Search results", Role.LIST)
    hand.wait(lambda: any(each.startswith(CHILD) for each in hand.items(found)), f"{CHILD} in the results")
    hand.key("Return")
    hand.find(desk, "Parts of the case", Role.LABEL)
    say(f"day: {when}")
    return desk


STEPS = (
    ("2009-03-09T08:05", refer), ("2009-03-16T11:20", decide), ("2009-03-17T15:30", notify),
    ("2009-03-31T13:30", decide_and_sign), ("2009-04-02T11:15", evaluate),
)  # fmt: skip


def main(folder):
    app = hand.program()
    desk = sign_in(app)
    for at, (when, step) in enumerate(STEPS):
        if at:
            desk = another_day(app, desk, folder, when)
        step(app, desk)


if __name__ == "__main__":
    main(sys.argv[1])
