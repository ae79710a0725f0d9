"""The open points of the manual in plain words: what may be chosen, and what each choice does.

The book carries the settings; here stand only words for the screen.
"""

from __future__ import annotations

from crs_intake.domain.text import N_
from crs_intake.policy.book import ReadingRule
from crs_intake.words import say

NAMES = {
    "fpl.table": N_("Which Federal Poverty Level counts"),
    "group.age18_20": N_("Group of an applicant of 18 to 20"),
    "withdrawal.financial_clock": N_("When an application without papers is withdrawn"),
    "window.application_date": N_("Date of application"),
    "income.state_only_column": N_("Income column of State Only"),
    "income.agency_basic_needs": N_("Cash of an agency"),
    "income.child_support_split": N_("What is taken off child support"),
    "income.ssi_contribution": N_("Contribution of a person on SSI"),
    "income.gift_cliff": N_("Gift above the limit"),
    "income.window": N_("Twelve months of income"),
    "deduct.two_earners": N_("Hours, where two people work"),
    "deduct.employment_self_employed": N_("Cost of employment for the self-employed"),
    "enroll.months": N_("Length of enrollment"),
}
VALUES = {
    "fpl.table": {"determination_date": N_("In force on the day of the determination"),
                  "application_date": N_("In force on the day of the application")},
    "group.age18_20": {"own_group": N_("A group of one's own"),
                       "parents_group_if_tax_dependent": N_("The parents' group, if they claim them")},
    "withdrawal.financial_clock": {"later_of_both": N_("The later of both clocks"),
                                   "earlier_of_both": N_("The earlier of both clocks"),
                                   "interview_clock_only": N_("Ten business days after the interview"),
                                   "visit_clock_only": N_("Ten days after the visit")},
    "window.application_date": {"crs_application_form": N_("Date on the CRS Application Form"),
                                "financial_application": N_("Date on the financial application")},
    "income.state_only_column": {"xxi": N_("As Title XXI"), "xix": N_("As Title XIX"),
                                 "lower_of_both": N_("The lower of both")},
    "income.agency_basic_needs": {"counted": N_("Counts, if meant for basic needs"),
                                  "excluded": N_("Does not count, if meant for basic needs")},
    "income.child_support_split": {"per_child_if_known": N_("For each child by itself, if known"),
                                   "pooled": N_("For all children together")},
    "income.ssi_contribution": {"any": N_("Counts if any one of the conditions holds"),
                                "all": N_("Counts only if all conditions hold")},
    "income.gift_cliff": {"all": N_("The whole gift counts"),
                          "excess_only": N_("Only the part above it counts")},
    "income.window": {"12_months": N_("The twelve months up to the determination"),
                      "calendar_year": N_("The calendar year")},
    "deduct.two_earners": {"fewer_hours": N_("Of the person with fewer hours"),
                           "more_hours": N_("Of the person with more hours"), "sum": N_("Of both together")},
    "deduct.employment_self_employed": {"on": N_("Is taken off"), "off": N_("Is not taken off")},
    "enroll.months": {"12": N_("12 months"), "6": N_("6 months"), "24": N_("24 months")},
}  # fmt: skip
EFFECTS = {
    "fpl.table": {
        "determination_date": N_("A case decided after the new year's table came uses the new table."),
        "application_date": N_(
            "A case keeps the table of the day it was applied for, however late it is decided."
        ),
    },
    "group.age18_20": {
        "own_group": N_("Only the applicant's own income counts, unless married or a parent."),
        "parents_group_if_tax_dependent": N_(
            "Parents and their children count, with their income, for a dependent."
        ),
    },
    "withdrawal.financial_clock": {
        "later_of_both": N_("Nobody is withdrawn while either rule still gives time."),
        "earlier_of_both": N_("The application ends as soon as one of the two times is over."),
        "interview_clock_only": N_("The visit does not end the time for financial papers."),
        "visit_clock_only": N_("The interview does not start a time of its own."),
    },
    "window.application_date": {
        "crs_application_form": N_("Bills, premiums, stubs and proofs are dated from the referral form."),
        "financial_application": N_("They are dated from the later financial application."),
    },
    "income.state_only_column": {
        "xxi": N_("What only Title XXI counts, for example SSI, counts."),
        "xix": N_("What Title XIX leaves out, for example SSI, is left out."),
        "lower_of_both": N_("The column with less income is used for each family."),
    },
    "income.agency_basic_needs": {
        "counted": N_("Cash for food, shelter or clothing counts; other agency cash does not."),
        "excluded": N_("Cash for basic needs is left out; other agency cash counts."),
    },
    "income.child_support_split": {
        "per_child_if_known": N_("A child who does not use the whole amount leaves nothing to the others."),
        "pooled": N_("What one child does not use helps the others."),
    },
    "income.ssi_contribution": {
        "any": N_("Nearly every contribution counts; a hint asks a supervisor to look."),
        "all": N_("A contribution counts only in the rare case that all conditions hold."),
    },
    "income.gift_cliff": {
        "all": N_("One dollar above the limit, and the whole gift counts."),
        "excess_only": N_("Only the dollars above the limit count."),
    },
    "income.window": {
        "12_months": N_("Income is summed up to the day of the determination."),
        "calendar_year": N_("Income is summed from January to December."),
    },
    "deduct.two_earners": {
        "fewer_hours": N_("One parent with part-time work means the lower caps for care."),
        "more_hours": N_("One parent with full-time work means the higher caps for care."),
        "sum": N_("The hours of both are added, so the higher caps are reached sooner."),
    },
    "deduct.employment_self_employed": {
        "on": N_("The self-employed have it like employees, never more than they earn."),
        "off": N_("Only employees have it."),
    },
    "enroll.months": {
        "12": N_("New members and renewals run for a year."),
        "6": N_("New members and renewals run for half a year."),
        "24": N_("New members and renewals run for two years."),
    },
}


PLAIN = {
    "on": N_("On"), "off": N_("Off"), "none": N_("None"), "no": N_("No"), "all": N_("All"), "any": N_("Any"),
    "never": N_("Never"), "required": N_("Required"), "if_available": N_("If available"), "omit": N_("Omit"),
    "income_group": N_("Income group"), "household_listed": N_("Household listed"),
    "none_before_compare": N_("None before compare"), "monthly_before_compare": N_("Monthly before compare"),
    "arizona": N_("Arizona"), "arizona_and_federal": N_("Arizona and federal"),
    "calendar": N_("Calendar days"), "business": N_("Business days"),
    "applicant_deadlines_only": N_("Applicant deadlines only"),
    "next_business_day_same_hour": N_("Next business day, same hour"),
    "march_1": N_("March 1"), "february_28": N_("February 28"),
    "45_business": N_("45 business days"), "45_calendar": N_("45 calendar days"),
    "withdrawal_warning": N_("Withdrawal warning"), "editable": N_("Editable"), "shipped": N_("Shipped"),
    "9b_9c_7": N_("Items 9.b, 9.c and 7"), "7_always": N_("Item 7 always"), "item_15": N_("Item 15"),
    "counted": N_("Counted"), "not_counted": N_("Not counted"), "excluded": N_("Excluded"),
    "tuition_fees_books_supplies": N_("Tuition, fees, books and supplies"),
    "deposit_date": N_("Deposit date"), "third_postal_workday": N_("Third postal workday"),
    "dated_table": N_("Dated table"), "proceeds": N_("Proceeds"), "gain": N_("Gain"),
    "excluded_if_assigned": N_("Excluded if assigned"), "negative_allowed": N_("Negative allowed"),
    "under_18": N_("Under 18"), "under_21": N_("Under 21"), "any_age": N_("Any age"),
    "usps_no_delivery": N_("Days without delivery by USPS"), "federal_observed": N_("Federal, as observed"),
    "first_of_month": N_("First of the month"), "day_of_payment": N_("Day of payment"),
    "per_adult": N_("Per adult"), "per_household": N_("Per household"),
    "past_12_months": N_("Past 12 months"), "annualise": N_("Made a year's amount"),
    "average_of_window": N_("Average of the twelve months"), "latest_stub": N_("Latest stub"),
    "highest": N_("Highest"), "average_x_12": N_("Average × 12"), "sum_of_months": N_("Sum of the months"),
    "received": N_("What was received"), "again": N_("May be used again"), "once_only": N_("Once only"),
    "with_papers": N_("With papers"), "medical_determination_date": N_("Medical determination date"),
    "completion_date": N_("Completion date"), "1_business_day": N_("1 business day"),
    "same_day": N_("Same day"), "inside_45": N_("Inside 45 days"), "as_above_200": N_("As above 200 %"),
    "text": N_("Text"), "letter_date": N_("Letter date"), "plus_10_days": N_("Plus 10 days"),
    "month_end": N_("Month end"), "hold": N_("Hold"), "terminate": N_("Terminate"), "refuse": N_("Refuse"),
    "forward_same_day": N_("Forward the same day"), "from_first_attempt": N_("From the first attempt"),
    "after_an_attended_visit": N_("After an attended visit"), "later_of_both": N_("Later of both"),
    "des_date": N_("Date of DES"), "cent": N_("Cent"), "dollar": N_("Dollar"), "us_rule": N_("US rule"),
    "dates_by_hand": N_("Dates by hand"), "empty": N_("Empty"),
}  # fmt: skip
"""What a value means under every open point that has no words of its own for it."""


SECTIONS = (N_("all clocks"), N_("Partner page"), N_("20.1100 rehearing"))
"""The sections of open points that are not numbers alone."""


def name(rule: ReadingRule) -> str:
    """The open point in a few words."""
    known = NAMES.get(rule.setting)
    return say(known) if known else say(rule.question)


def section(rule: ReadingRule) -> str:
    """Its sections of the manual, or where else it stands open."""
    return say(rule.section)


def value(setting: str, chosen: str) -> str:
    """A choice in words."""
    known = VALUES.get(setting, {}).get(chosen)
    return say(known) if known else plain(chosen)


def effect(setting: str, chosen: str) -> str:
    """What a choice does; "" where the reading itself says it."""
    known = EFFECTS.get(setting, {}).get(chosen)
    return say(known) if known else ""


def plain(chosen: str) -> str:
    """A value of the book in words; a figure as it is."""
    words = chosen.replace("_", " ")
    known = PLAIN.get(chosen)
    return say(known) if known else words[:1].upper() + words[1:]


def choices(rule: ReadingRule) -> tuple[str, ...]:
    """The values that can be chosen, the default first."""
    return (rule.default, *(each for each in rule.others if each != "editable"))
