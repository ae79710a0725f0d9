"""Who does something at the desk: a person with roles, at a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["front_desk", "interviewer", "medical_director", "designee", "supervisor", "site_admin"]
ROLES: tuple[Role, ...] = (
    "front_desk", "interviewer", "medical_director", "designee", "supervisor", "site_admin",
)  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """The signed-in person; every act of `casework` takes one."""

    id: str
    name: str
    roles: frozenset[Role]
    site: str
