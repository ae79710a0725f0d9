"""Every income case in `cases/` comes out as an analyst wrote it, to the cent."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.policy.income.run import cases, problems


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_income_counts_as_the_case_says(case: Mapping[str, Any]) -> None:
    assert problems(case) == []
