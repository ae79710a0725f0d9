"""The people of the desk: who may sign in, in which roles, at which site."""

from __future__ import annotations

from dataclasses import replace

from crs_intake.casework.ports import Desk
from crs_intake.casework.rights import allow
from crs_intake.domain.actor import Actor, Role
from crs_intake.domain.errors import NotAcceptable
from crs_intake.domain.text import N_


def add(desk: Desk, name: str, roles: frozenset[Role], password: str, site: str = "") -> Actor:
    """Let one more person sign in; raises NotAcceptable for a name or password that will not do."""
    allow(desk, "people.keep")
    return desk.store.add_person(desk.actor, name, _some(roles), site or desk.actor.site, password)


def change(desk: Desk, person: Actor, *, roles: frozenset[Role], site: str) -> Actor:
    """Give a person other roles or another site; somebody must stay who can do this."""
    allow(desk, "people.keep")
    roles = _some(roles)
    others = [each for each in desk.store.people() if each.id != person.id]
    if "site_admin" not in roles and not any("site_admin" in each.roles for each in others):
        raise NotAcceptable(N_("Somebody must stay site administrator; give another person that role first."))
    changed = replace(person, roles=roles, site=site)
    desk.store.change_person(desk.actor, changed)
    return changed


def remove(desk: Desk, person: Actor) -> None:
    """A person leaves and can sign in no more; what they did keeps their name."""
    allow(desk, "people.keep")
    if person.id == desk.actor.id:
        raise NotAcceptable(N_("Another site administrator must take you off the list."))
    desk.store.remove_person(desk.actor, person.id)


def _some(roles: frozenset[Role]) -> frozenset[Role]:
    if not roles:
        raise NotAcceptable(N_("Give the person at least one role."), where="roles")
    return roles
