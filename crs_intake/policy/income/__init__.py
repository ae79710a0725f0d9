"""Income of the household, kind by kind (20.603.2, 20.603.3): a kind is data and one small rule.

`count_all` counts the lines of a case; `kinds`, `kind` and `names` are the
list of kinds with their words, questions and rules for pages and pick lists.
"""

from crs_intake.policy.income.count import count_all
from crs_intake.policy.income.registry import (
    Expense,
    Kind,
    expenses,
    kind,
    kinds,
    messages,
    names,
    question,
)  # fmt: skip

__all__ = ["Expense", "Kind", "count_all", "expenses", "kind", "kinds", "messages", "names", "question"]
