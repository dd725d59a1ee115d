"""Validity in the database: a day range that the database itself keeps free of overlap."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from indgang.shared.validity import Days


def to_range(days: Days) -> Any:
    """``Days`` as the database's range."""
    return DateRange(days.begins, days.ends, "[)")


def to_days(value: Any) -> Days:
    """The database's range as ``Days`` (the database always answers in the form ``[)``)."""
    return Days(value.lower, value.upper)


class ValidQuerySet(models.QuerySet[Any]):
    """Rows with a validity."""

    def valid_at(self, at: date) -> Self:
        """Only those that hold on the day ``at``."""
        return self.filter(validity__contains=at)


class Valid(models.Model):
    """A row that holds in days ``[begins, ends)``."""

    validity = DateRangeField()

    objects: ClassVar[Any] = ValidQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def days(self) -> Days:
        """When this holds."""
        return to_days(self.validity)


def no_overlap(name: str, *keys: str) -> ExclusionConstraint:
    """For the same ``keys`` no two rows may hold on the same day."""
    expressions: list[tuple[str, str]] = [(key, RangeOperators.EQUAL) for key in keys]
    expressions.append(("validity", RangeOperators.OVERLAPS))
    return ExclusionConstraint(name=name, expressions=expressions, index_type="GIST")
