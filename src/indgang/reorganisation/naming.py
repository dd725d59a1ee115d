"""What subjects and people of a reorganisation are called, for the sentences about them."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import get_language

from indgang.catalogue.public import kle_titles, services
from indgang.organisation.public import names_of, rows_from


def subject_names(ranges: Collection[str], on: date) -> dict[str, str]:
    """What each KLE range is about: the service's title where it is one, else KLE's own.

    A range without a name is not there.
    """
    wanted = set(ranges) - {""}
    language = get_language() or "da"
    found = {
        service.kle: service.title(language)
        for service in services().values()
        if service.kle in wanted
    }
    return kle_titles(wanted - set(found), on) | found


def people_names(keys: Collection[str], on: date) -> dict[str, str]:
    """The names of those of the people who have a post on the day or later, by key."""
    wanted = set(keys)
    ids = {row.person: row.person_id for row in rows_from(on).posts if row.person in wanted}
    called = names_of(set(ids.values()))
    return {key: called[person_id] for key, person_id in ids.items()}
