"""What consents do when administrations change. They are never rewritten (see ``queries``)."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from indgang.access.models import Consent
from indgang.organisation.public import Carried, Change, Homes, Organisation, Trouble
from indgang.shared.actor import Actor


def _led(homes: Homes, unit_id: UUID) -> UUID | None:
    """The one unit that is all of it afterwards; ``None`` when it is parted or has no home."""
    ranges = homes.moves.get(unit_id)
    if ranges is None or "" not in ranges:
        return unit_id  # at most single tasks leave it: it is still the one the citizen named
    homes_found = set(ranges.values())
    return ranges[""] if len(homes_found) == 1 else None


def _owner(org: Organisation, kle: str) -> UUID | None:
    """The administration of the unit that the subject belongs to most exactly."""
    units = org.units_for(kle, "ansvarlig")
    found = org.administration_of(units[0].unit_id) if units else None
    return found.unit_id if found else None


class _Bearer:
    """A yes is to a certain administration: it follows only one that goes over whole."""

    def _parted(self, change: Change) -> tuple[Counter[tuple[UUID, UUID]], list[Carried]]:
        rows = (
            Consent.objects.filter(withdrawn_at=None)
            .values_list("from_administration_id", "to_administration_id", "kle")
            .annotate(number=Count("id"))
        )
        lost: Counter[tuple[UUID, UUID]] = Counter()
        kept: Counter[tuple[UUID, UUID]] = Counter()
        for one, other, kle, number in rows:
            giver, receiver = _led(change.homes, one), _led(change.homes, other)
            went = _owner(change.before, kle) == one and _owner(change.after, kle) != giver
            if giver is None or receiver is None or went:
                lost[one, other] += number
                continue
            for unit_id, home in ((one, giver), (other, receiver)):
                if unit_id != home:
                    kept[unit_id, home] += number
        carried = [Carried("consent", unit, home, number) for (unit, home), number in kept.items()]
        return lost, carried

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Consents that hold for the successor."""
        return tuple(self._parted(change)[1])

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """Consents that must be asked for again (Retssikkerhedsloven § 11 a: to whom is named)."""
        units = change.before.units

        def key(unit_id: UUID) -> str:
            return units[unit_id].key if unit_id in units else str(unit_id)

        def name(unit_id: UUID) -> str:
            return units[unit_id].name if unit_id in units else _("en tidligere forvaltning")

        return tuple(
            Trouble(
                "consents_to_renew",
                f"{key(one)}:{key(other)}",
                _(
                    "Samtykker, der skal fornyes: %(number)s. De lader %(other)s se noget hos "
                    "%(one)s."
                )
                % {"number": number, "one": name(one), "other": name(other)},
                must=False,
            )
            for (one, other), number in sorted(self._parted(change)[0].items(), key=str)
        )

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing: a consent says what was said."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing: whom it holds for is read from where the units went."""


bearer = _Bearer()
