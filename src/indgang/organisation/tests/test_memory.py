"""What is kept in memory is never what was undone."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from indgang.organisation.models import Unit, UnitState
from indgang.organisation.queries import organisation
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def _unit(key: str, name: str) -> Any:
    unit = Unit.objects.create(key=key)
    UnitState.objects.create(
        unit=unit, kind="office", name=name, validity=to_range(Days(date(2020, 1, 1)))
    )
    return unit


def test_an_undone_change_is_forgotten() -> None:
    """A revision that was seen inside an undone transaction never comes again."""
    _unit("a", "Kontor A")
    assert set(organisation(TODAY).by_key) == {"a"}
    with pytest.raises(RuntimeError), transaction.atomic():
        _unit("b", "Kontor B")
        assert set(organisation(TODAY).by_key) == {"a", "b"}
        raise RuntimeError
    _unit("c", "Kontor C")
    assert set(organisation(TODAY).by_key) == {"a", "c"}


def test_a_day_before_reads_as_it_was() -> None:
    unit = _unit("d", "Før")
    state = unit.states.get()
    state.validity = to_range(Days(date(2020, 1, 1), date(2026, 1, 1)))
    state.save()
    UnitState.objects.create(
        unit=unit, kind="office", name="Nu", validity=to_range(Days(date(2026, 1, 1)))
    )
    assert organisation(date(2025, 12, 31)).by_key["d"].name == "Før"
    assert organisation(date(2026, 1, 1)).by_key["d"].name == "Nu"
    assert "d" not in organisation(date(2019, 12, 31)).by_key
