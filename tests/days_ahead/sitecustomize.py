"""Processes that tests start with this folder on ``PYTHONPATH`` live some days ahead.

Python imports this by itself when it starts. The product asks one clock only
(``indgang.shared.clock``), so that is all that has to be moved.
"""

import os
from datetime import datetime, timedelta

from indgang.shared import clock

_AHEAD = timedelta(days=int(os.environ.get("INDGANG_TEST_DAYS_AHEAD", "0")))
_now = clock.now


def _ahead() -> datetime:
    return _now() + _AHEAD


clock.now = _ahead
