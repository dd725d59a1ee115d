"""The first request of a Danish day sees no new tree with old cases.

Dated rows hold from midnight by themselves; what is not dated must have moved before anybody
looks. Each process asks once a day; of several that ask at once all wait for the one that moves.
"""

import logging
import time
from datetime import date

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from indgang.config import error_pages
from indgang.config.middleware import GetResponse
from indgang.reorganisation.public import take_effect_of_due
from indgang.shared import clock

_log = logging.getLogger("indgang")
#: Seconds before it is tried again when it went wrong; pages are shown in the meantime.
_PAUSE = 60.0


class NewDay:
    """Lets what is due take effect before the first request of a day in this process."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._looked: date | None = None
        self._again = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = clock.today()
        if today != self._looked and time.monotonic() >= self._again:
            try:
                take_effect_of_due(at=clock.now())
                self._looked = today
            except (OperationalError, InterfaceError) as error:
                _log.error("database lost: %s", type(error).__name__)
                from indgang.rest.public import PREFIX, database_lost

                if request.path.startswith(PREFIX):
                    return database_lost()
                return error_pages.database_lost(request)
            except Exception as error:
                # a municipality without pages is worse than one whose lists are a day old
                self._again = time.monotonic() + _PAUSE
                _log.error("a reorganisation did not take effect: %s", type(error).__name__)
        return self.get_response(request)


new_day = NewDay
