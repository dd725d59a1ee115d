"""Who notices that their unit has become another: name, number, doors."""

from uuid import UUID

import pytest

from indgang.journey.coordination.contact import Contact, Contacts

pytestmark = pytest.mark.requirement("O7")

OLD, NEW = UUID(int=1), UUID(int=2)
WAS = Contact("Afdelingen", "11 11 11 11", frozenset({"Torvet 1"}))


def _contacts(now: Contact) -> Contacts:
    return Contacts({OLD: WAS, NEW: now}, {OLD: now, NEW: now})


@pytest.mark.parametrize(
    ("now", "changed", "everybody"),
    [
        (WAS, False, False),
        (Contact("Centret", WAS.phone, WAS.doors), False, True),
        (Contact(WAS.name, "22 22 22 22", WAS.doors), True, True),
        (Contact(WAS.name, WAS.phone, frozenset({"Gaden 2"})), True, True),
        (Contact(WAS.name, WAS.phone, frozenset()), True, True),
        (Contact(WAS.name, WAS.phone, frozenset({"Gaden 2", "Torvet 1"})), False, False),
    ],
)
def test_only_what_a_citizen_notices_is_told(now: Contact, changed: bool, everybody: bool) -> None:
    known = _contacts(now)
    assert known.is_to_be_told(OLD, NEW, "changed") is changed
    assert known.is_to_be_told(OLD, NEW, "everybody") is everybody
    assert known.is_to_be_told(OLD, NEW, "nobody") is False
    assert (OLD in known.changed_in_place("changed")) is changed
    assert (OLD in known.changed_in_place("everybody")) is everybody


def test_a_unit_without_doors_is_reached_by_phone() -> None:
    was = Contact("Teamet", "11 11 11 11", frozenset())
    now = Contact("Teamet", "11 11 11 11", frozenset({"Torvet 1"}))
    assert not Contacts({OLD: was}, {NEW: now}).is_to_be_told(OLD, NEW, "changed")
