"""The one verb of the demonstration: load a municipality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from indgang.catalogue.public import ServiceView, load_services, services
from indgang.demo import rows
from indgang.demo.authority import build_authority
from indgang.demo.batch import Batch, moment
from indgang.demo.data import COPENHAGEN, MUNICIPALITIES, Files, files_of
from indgang.demo.families import build_families
from indgang.demo.matters import build_matters
from indgang.demo.plans import administrations
from indgang.demo.town import build_town
from indgang.demo.ways import Ways
from indgang.shared import audit
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import Refused
from indgang.shared.rowsecurity import as_system

#: Called as progress(what, done, total); the total is 0 when it is not known.
Progress = Callable[[str, int, int], None]


class OtherMunicipalityError(Refused):
    """The database holds the other municipality of the demonstration."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a call found or did. ``fresh`` is whether it was this call that loaded."""

    fresh: bool
    citizens: int


def _silent(what: str, done: int, total: int) -> None:
    """Say nothing."""


def build(
    *,
    seed: int,
    at: date,
    catalogue: Mapping[str, ServiceView],
    progress: Progress,
    files: Files,
) -> Batch:
    """Every row of the municipality, piled up and not yet written."""
    batch = Batch(seed, at, files)
    progress("town", 0, 0)
    town = build_town(batch, dict(sorted(catalogue.items())))
    authority = build_authority(batch, town)
    progress("citizens", 0, 0)
    people, told = build_families(batch)
    progress("cases", 0, 0)
    build_matters(batch, town, authority, people, told)
    Ways(batch, town).build()
    return batch


def _found(municipality: str) -> bool:
    """Is it there already? Raises ``OtherMunicipalityError`` when another one is."""
    councils = {files_of(key).toml("town")["council"]: key for key in MUNICIPALITIES}
    council = rows.council_of(list(councils))
    if council is None:
        return False
    if councils[council] != municipality:
        raise OtherMunicipalityError(
            "other_municipality",
            _(
                "Databasen har allerede en anden opdigtet kommune. Vælg den med "
                "--municipality %(there)s, eller brug en anden database til %(wanted)s."
            )
            % {"there": councils[council], "wanted": municipality},
        )
    return True


def load(
    *,
    seed: int = 2013,
    at: date,
    progress: Progress = _silent,
    municipality: str = COPENHAGEN,
) -> Loaded:
    """Load a demonstration municipality, dated around the day ``at``, in one transaction.

    When it is there already nothing happens; when it breaks off in the middle nothing is there.
    The same seed and day give the same rows, but for the protection of CPR numbers, which
    depends on the installation's keys. Raises ``OtherMunicipalityError``.
    """
    files = files_of(municipality)
    with as_system("demonstration"):
        rows.wait_for_other_loads()
        if _found(municipality):
            return Loaded(False, rows.count_citizens())
        load_services(at=at, administrations=administrations(files))
        batch = build(seed=seed, at=at, catalogue=services(), progress=progress, files=files)
        rows.insert_all(batch.rows, progress)
        detail = {"seed": seed, "municipality": municipality}
        audit.record("demo.load", by=SYSTEM, at=moment(at, 0), detail=detail)
        return Loaded(True, len(batch.rows["citizens_citizen"]))
