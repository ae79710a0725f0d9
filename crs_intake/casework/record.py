"""A determination as it is kept: every line, exact figures and dates, read back as it was.

Fractions and dates are marked in the JSON, because a line's inputs may hold
figures, dates and words side by side. A kept record is never computed again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from crs_intake.codec import adapter
from crs_intake.domain.decision import Assessment

FORMAT = "crs-record/1"


def to_record(assessment: Assessment) -> str:
    """The assessment as JSON."""
    return json.dumps({"format": FORMAT, "assessment": _plain(assessment)}, ensure_ascii=False)


def from_record(text: str) -> Assessment:
    """The assessment that `to_record` wrote."""
    return adapter(Assessment).validate_python(json.loads(text, object_hook=_exact)["assessment"])


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Fraction):
        return {"$exact": str(value)}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    return value


def _exact(given: dict[str, Any]) -> Any:
    if len(given) == 1:
        if "$exact" in given:
            return Fraction(given["$exact"])
        if "$day" in given:
            return date.fromisoformat(given["$day"])
    return given
