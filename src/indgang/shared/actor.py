"""Who acts. Every action takes ``by=`` one of these, and the database knows it too."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.shared.errors import NotAllowed


class Scope(StrEnum):
    """On whose behalf the database is asked; row security reads it."""

    STAFF = "staff"
    CITIZEN = "citizen"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that the person holds on the day of the request."""

    post_id: UUID
    unit_id: UUID
    function: str
    title: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system itself) with the posts held or the citizens spoken for.

    ``person_id`` is the employee, ``citizen_id`` the citizen; ``represents`` are those whom a
    citizen lawfully speaks for (guardian, holder of custody, signatory).
    """

    scope: Scope
    name: str
    account_id: UUID | None = None
    person_id: UUID | None = None
    citizen_id: UUID | None = None
    represents: tuple[UUID, ...] = ()
    posts: tuple[HeldPost, ...] = ()

    @property
    def employee_id(self) -> UUID:
        """The employee. Raises ``NotAllowed`` for everybody else."""
        if self.person_id is None:
            raise NotAllowed("staff_only", _("Kun medarbejdere kan gøre dette."))
        return self.person_id

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The units in which the person holds a post."""
        return frozenset(post.unit_id for post in self.posts)

    @property
    def subjects(self) -> tuple[UUID, ...]:
        """The citizens whose own matters these are."""
        own = () if self.citizen_id is None else (self.citizen_id,)
        return own + self.represents

    def holds(self, *functions: str) -> bool:
        """Does the person hold a post with one of these functions?"""
        return any(post.function in functions for post in self.posts)


ANONYMOUS = Actor(Scope.ANONYMOUS, "")
SYSTEM = Actor(Scope.SYSTEM, "Indgang")
