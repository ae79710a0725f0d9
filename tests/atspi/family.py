"""Family A of the plan, insured (A-yes), as a clerk types it: page by page, by the names of the questions.

Fields of a page: (name, text). Choices: (question, answer). Rows: (button, its fields and choices).
"""

MOTHER, FATHER = "Elena Morales (Mother)", "Daniel Yazzie (Father)"
APPLICANT, SIBLING = "Lucia Yazzie Morales (Applicant)", "Tomas Yazzie Morales (Brother or sister)"


class Page:
    """A page of a wizard and what is typed on it."""

    def __init__(self, name, texts=(), choices=(), rows=()):
        self.name, self.texts, self.choices, self.rows = name, tuple(texts), tuple(choices), tuple(rows)


REFERRAL = (
    Page("Applicant",
         (("Given name", "Lucia"), ("Family name", "Yazzie Morales"), ("Birth date", "9/14/2006"),
          ("Given name of the parent", "Elena"), ("Family name of the parent", "Morales")),
         (("Sex", "Female"), ("Relation to the applicant", "Mother"))),
    Page("Referral source",
         (("Name of the person", "Karen Whitfield"), ("Relationship to the applicant", "school nurse"),
          ("Phone", "602-555-0111"), ("Street and number", "1420 W Osborn Road"), ("City", "Phoenix"),
          ("ZIP code", "85013"))),
    Page("Address and phones",
         (("Street and number", "2140 W Mulberry Drive"), ("City", "Phoenix"), ("ZIP code", "85015"),
          ("Home phone", "602-555-0142"))),
    Page("Health and coverage", (("Diagnosis", "Congenital heart defect"),),
         (("Has a physician evaluated the applicant?", "Yes"), ("Were diagnostic tests done?", "Yes"))),
    Page("Receipt and documents", (("Received, time", "08:05"), ("Date on the form", "3/6/2009")),
         (("How it came", "Fax"), ("Clinic that received it", "CRS Phoenix regional clinic")),
         (("Add a document", (("Written by", "Dr Susan Tso"), ("Dated", "3/2/2009")),
           (("Document", "Physician's document with the diagnosis"),)),
          ("Add a document", (("Dated", "3/2/2009"),), (("Document", "Diagnostic test results"),)))),
)  # fmt: skip

DETERMINATION = (
    Page("Condition", (("CRS condition", "Congenital heart defect"),)),
    Page("Determination", (("Decided by", "Susan Tso"),),
         (("Outcome", "May be eligible"), ("Role", "Medical Director"))),
)  # fmt: skip

PEOPLE = (
    (("People", "Elena Morales"), (("Birth date", "11/2/1979"),), ()),
    ("Add a person", (("Relation to the applicant", "Father"), ("Given name", "Daniel"),
                      ("Family name", "Yazzie"), ("Birth date", "4/23/1977"), ("Married to", MOTHER)),
     (("Lives in the home?", "Yes"),)),
    ("Add a person", (("Relation to the applicant", "Brother"), ("Given name", "Tomas"),
                      ("Family name", "Yazzie Morales"), ("Birth date", "3/8/2000")),
     (("Lives in the home?", "Yes"),)),
)  # fmt: skip

INTERVIEW = (
    Page("Interview", (("With whom", "Elena Morales"),),
         (("How", "In person"), ("Language of the interview", "English"))),
    Page("AHCCCS check", (), (("PMMIS shows", "Not enrolled"),)),
    Page("Applicant and parent", (("Phone of the parent", "602-555-0142"),)),
    Page("Citizenship and residency", (),
         (("Citizenship of the applicant", "U.S. citizen"), ("Lives in Arizona?", "Yes"),
          ("Intends to remain in Arizona?", "Yes"))),
    Page("Proofs", rows=(
        ("Add a paper", (("Paper", "Certified copy of a birth"),), ()),
        ("Add a paper", (("Paper", "Lease"),), ()),
        ("Add a paper", (("Paper", "Unexpired Arizona motor"), ("Expires on", "4/23/2012")), ()))),
    Page("Health insurance",
         (("Company", "Saguaro Health"), ("Phone of the company", "602-555-0170"),
          ("Policy or plan number", "SH 4471"), ("ID number", "00981")),
         (("Covered by other health insurance now?", "Yes"),
          ("Could be covered by the State employee health plan?", "No"))),
    Page("Household", rows=PEOPLE),
    Page("Application and papers",
         (("Financial application signed by", "Elena"), ("Signed on", "3/6/2009"),
          ("Household members by the form", "4")),
         rows=(("Add a paper", (("Paper", "Pay stubs"), ("Of", FATHER), ("Sheets", "1")), ()),
               ("Add a paper", (("Paper", "Pay stubs"), ("Of", MOTHER), ("Sheets", "2")), ()),
               ("Add a paper", (("Paper", "Receipts for care"), ("Of", APPLICANT), ("Sheets", "2")), ()))),
)  # fmt: skip


def _stubs(*paid):
    """Cells of a table of payments: day and amount of each row."""
    return tuple(
        cell for n, (day, amount) in enumerate(paid, 1)
        for cell in ((f"Day, row {n}", day), (f"Gross amount, row {n}", amount))
    )  # fmt: skip


def _months(*paid):
    """Cells of a table of months: `May 2008` and what was paid."""
    return tuple((f"Paid {month}", amount) for month, amount in paid)


CARE = _months(("May 2008", "80.00"), *((month, "130.00") for month in (
    "Jun 2008", "Jul 2008", "Aug 2008", "Sep 2008", "Oct 2008", "Nov 2008",
    "Dec 2008", "Jan 2009", "Feb 2009", "Mar 2009")))  # fmt: skip

WORKSHEET = (
    Page("Household"),
    Page("Income", rows=(
        ("Add income",
         (("Person", FATHER), ("Kind of income", "Wages"), ("Employer or payer", "Desert Line Freight"),
          ("How often is it paid?", "Every two weeks"),
          *_stubs(("2/6/2009", "1215.00"), ("2/20/2009", "1265.00"), ("3/6/2009", "1410.00")),
          ("How many hours of work a month?", "160")),
         (("Is it expected to go on for the next 12 months?", "Yes"),)),
        ("Add income",
         (("Person", MOTHER), ("Kind of income", "Wages"), ("Employer or payer", "Sonora Bakery"),
          ("How often is it paid?", "Every week"),
          *_stubs(("1/29/2009", "198.00"), ("2/5/2009", "228.60"), ("2/12/2009", "240.00"),
                  ("2/19/2009", "234.00"), ("2/26/2009", "245.40"), ("3/5/2009", "237.00")),
          ("How many hours of work a month?", "78"), ("When did it begin?", "5/5/2008"),
          ("When was the first payment?", "5/15/2008")),
         (("Is it expected to go on for the next 12 months?", "Yes"),)),
        ("Add income",
         (("Person", FATHER), ("Kind of income", "Tax refund"), ("How often is it paid?", "Once"),
          *_stubs(("2/11/2009", "1150.00"))), ()))),
    Page("Child care", rows=(
        ("Add care", (("Care of", APPLICANT), ("Sitter, day care or provider", "Little Saguaro"), *CARE), ()),
        ("Add care", (("Care of", SIBLING), ("Sitter, day care or provider", "Little Saguaro"),
                      *_months(("Jun 2008", "70.00"), ("Jul 2008", "70.00"))), ()))),
    Page("Cost of employment"),
    Page("Premiums and medical bills",
         (("Amount, row 1, Health insurance premiums", "96.00"), ("How often, row 1", "Every month"),
          ("First paid, row 1", "3/1/2008"), ("Paid by, row 1", "Daniel"),
          ("Of, row 1", "Lucia"), ("Day of the bill, row 1", "11/3/2008"),
          ("Amount, row 1, Medical and dental bills", "210.00"), ("Paid on, row 1", "11/12/2008"),
          ("Insurer's part, row 1", "60.00"))),
    Page("Worksheet"),
)  # fmt: skip

FIGURES = (("Gross income a year", "44,564.00"), ("Adjusted gross income a year", "41,346.00"),
           ("Adjusted gross income of State Only", "40,044.00"))  # fmt: skip
"""What A.2 and A.3 of the plan's day say."""

EVALUATION = (
    Page("Visit", (), (("How the visit went", "The family came"),)),
    Page("Finding", (("CRS physician", "Susan Tso"),),
         (("What the CRS physician found", "Medically eligible"),)),
    Page("Agreements and enrollment",
         (("Assignment of Benefits Agreement signed by", "Elena"),
          ("Member Payment Agreement signed by", "Elena"))),
)  # fmt: skip
EVALUATION_ORDER = ("Appointment", "Visit", "Finding", "Agreement before tests", "Tests", "Results",
                    "Finding after the tests", "Agreements and enrollment", "What is due then")  # fmt: skip
ANSWER = "Payment responsibility: State Only, insured, 181.61 % of the guideline: the family pays nothing"
