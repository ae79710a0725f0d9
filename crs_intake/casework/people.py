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


def remove(desk: Desk, person: Actor) -> bool:
    """A person leaves and can sign in no more; what they did keeps their name.

    The data is sealed anew, so that the key they knew opens nothing; False where that must wait.
    """
    allow(desk, "people.keep")
    if person.id == desk.actor.id:
        raise NotAcceptable(N_("Another site administrator must take you off the list."))
    return desk.store.remove_person(desk.actor, person.id)


def change_own_password(desk: Desk, old: str, new: str) -> None:
    """A person takes another password, proved by the one in use; raises UnreadableStore, NotAcceptable."""
    if desk.store.vouch(desk.actor.name, old).id != desk.actor.id:  # pragma: no cover - names are unique
        raise NotAcceptable(N_("Type the password you signed in with."), where="old")
    desk.store.set_password(desk.actor, desk.actor.id, new)


def give_password(desk: Desk, person: Actor, password: str) -> None:
    """A person who forgot theirs gets a first password again."""
    allow(desk, "people.keep")
    desk.store.set_password(desk.actor, person.id, password)


def new_recovery_code(desk: Desk, holder: str) -> str:
    """A new code to print for one of the two holders; the earlier one opens nothing any more."""
    allow(desk, "people.keep")
    return desk.store.new_recovery_code(desk.actor, holder)


def sign_beside(desk: Desk, name: str, password: str) -> Actor:
    """The second person for an act; raises UnreadableStore (wrong password), NotAcceptable (oneself)."""
    person = desk.store.vouch(name, password)
    if person.id == desk.actor.id:
        raise NotAcceptable(N_("The second person must be somebody else."), where="name")
    return person


def _some(roles: frozenset[Role]) -> frozenset[Role]:
    if not roles:
        raise NotAcceptable(N_("Give the person at least one role."), where="roles")
    return roles
