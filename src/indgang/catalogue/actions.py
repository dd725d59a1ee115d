"""Loading the catalogue from its files into the database."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from indgang.catalogue.kle_numbers import KleNumbers, kle_numbers
from indgang.catalogue.models import Deadline, KleMove, Service
from indgang.catalogue.source import ServiceEntry, service_entries
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

#: The first day that a loaded deadline holds, when there was none before.
_FROM = date(2000, 1, 1)


def sensitivity_of(entry: ServiceEntry) -> int:
    """The step of the index (1–4) that cases of the service begin at.

    Special situations are about health and social matters (GDPR article 9 and
    Databeskyttelsesloven § 8): 3. Rubbish and streets: 1. Everything else about a person: 2.
    """
    if entry.situation == "special":
        return 3
    return 1 if entry.administration == "TMF" and entry.situation == "everyday" else 2


def _text(entry: ServiceEntry, language: str) -> dict[str, object]:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key in ("what", "how", "bring")
        if (value := getattr(entry, f"{key}_{language}")) is not None
    } | {"fee": entry.fee_dkk, "fee_note": getattr(entry, f"fee_note_{language}")}


def _number(kle: str, numbers: KleNumbers) -> str:
    """The day's number; one that became several stays until a person chooses."""
    now = numbers.forward(kle)
    return now[0] if len(now) == 1 else kle


@transaction.atomic
def load_services(*, at: date, administrations: Mapping[str, str] | None = None) -> int:
    """Make the database's services those of the files. A changed deadline holds from ``at``.

    ``administrations``: code of a service → key of the administration that holds it in this
    municipality, where that is another than the file says. Returns how many services there are.
    Doing it twice changes nothing. A file that was written before KLE gave a subject another
    number is read with the new one.
    """
    entries = service_entries()
    numbers = kle_numbers(at)
    held_by = administrations or {}
    Service.objects.bulk_create(
        [
            Service(
                code=entry.code,
                kle=_number(entry.kle, numbers),
                title_da=entry.title_da,
                title_en=entry.title_en,
                administration=held_by.get(entry.code, entry.administration.lower()),
                situation=entry.situation,
                front_desk=entry.front_desk,
                channels=list(entry.channels),
                needs_appointment=entry.appointment,
                appointment_minutes=entry.appointment_minutes,
                sensitivity=sensitivity_of(entry),
                online=entry.online,
                decided_by=entry.decided_by,
                text={"da": _text(entry, "da"), "en": _text(entry, "en")},
            )
            for entry in entries
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "kle",
            "title_da",
            "title_en",
            "administration",
            "situation",
            "front_desk",
            "channels",
            "needs_appointment",
            "appointment_minutes",
            "sensitivity",
            "online",
            "decided_by",
            "text",
        ],
    )
    KleMove.objects.filter(services_on=None, on__lte=at).update(services_on=at)
    _load_deadlines(entries, at)
    return len(entries)


def _load_deadlines(entries: tuple[ServiceEntry, ...], at: date) -> None:
    current = {row.service_id: row for row in Deadline.objects.valid_at(at)}
    fresh = []
    for entry in entries:
        row = current.get(entry.code)
        if row is not None and row.days_allowed == entry.deadline_days:
            continue
        begins = _FROM
        if row is not None:
            begins = at
            left = row.days.until(at)
            if left is None:
                row.delete()
            else:
                row.validity = to_range(left)
                row.save(update_fields=["validity"])
        fresh.append(
            Deadline(
                service_id=entry.code,
                days_allowed=entry.deadline_days,
                source="Retssikkerhedsloven § 3, stk. 2",
                synthetic=True,
                validity=to_range(Days(begins)),
            )
        )
    Deadline.objects.bulk_create(fresh)
