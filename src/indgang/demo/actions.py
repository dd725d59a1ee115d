"""The one verb of the demonstration: load the municipality."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from indgang.catalogue.public import ServiceView, load_services, services
from indgang.demo import rows
from indgang.demo.authority import build_authority
from indgang.demo.batch import Batch, moment
from indgang.demo.families import build_families
from indgang.demo.matters import build_matters
from indgang.demo.town import COUNCIL, build_town
from indgang.shared import audit
from indgang.shared.actor import SYSTEM
from indgang.shared.rowsecurity import as_system

#: Called as progress(what, done, total); the total is 0 when it is not known.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a call found or did. ``fresh`` is whether it was this call that loaded."""

    fresh: bool
    citizens: int


def _silent(what: str, done: int, total: int) -> None:
    """Say nothing."""


def build(*, seed: int, at: date, catalogue: dict[str, ServiceView], progress: Progress) -> Batch:
    """Every row of the municipality, piled up and not yet written."""
    batch = Batch(seed, at)
    progress("town", 0, 0)
    town = build_town(batch, dict(sorted(catalogue.items())))
    authority = build_authority(batch, town)
    progress("citizens", 0, 0)
    people, told = build_families(batch)
    progress("cases", 0, 0)
    build_matters(batch, town, authority, people, told)
    return batch


def load(*, seed: int = 2013, at: date, progress: Progress = _silent) -> Loaded:
    """Load the demonstration municipality, dated around the day ``at``, in one transaction.

    When it is there already nothing happens; when it breaks off in the middle nothing is there.
    The same seed and day give the same rows, but for the protection of CPR numbers, which
    depends on the installation's keys.
    """
    with as_system("demonstration"):
        rows.wait_for_other_loads()
        if rows.is_loaded(COUNCIL):
            return Loaded(False, rows.count_citizens())
        load_services(at=at)
        batch = build(seed=seed, at=at, catalogue=services(), progress=progress)
        rows.insert_all(batch.rows, progress)
        audit.record("demo.load", by=SYSTEM, at=moment(at, 0), detail={"seed": seed})
        return Loaded(True, len(batch.rows["citizens_citizen"]))
