"""Days and times as they are said aloud, in Danish and English.

Pure: the language is an argument ("da", or anything else for English), and so is today.
"""

from datetime import date, datetime

from indgang.shared.clock import COPENHAGEN, day_of

_WEEKDAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def _known(language: str) -> str:
    return "da" if language.startswith("da") else "en"


def _day(value: date) -> date:
    return day_of(value) if isinstance(value, datetime) else value


def full_date(value: date, language: str) -> str:
    """The date with its year: "4. december 2026"; "4 December 2026"."""
    day, language = _day(value), _known(language)
    stop = "." if language == "da" else ""
    return f"{day.day}{stop} {_MONTHS[language][day.month - 1]} {day.year}"


def weekday_date(value: date, language: str, *, today: date) -> str:
    """The date with its weekday, and its year only when that is not today's.

    "torsdag 4. december"; "Thursday 4 December".
    """
    day, language = _day(value), _known(language)
    text = full_date(day, language)
    if day.year == today.year:
        text = text.rsplit(" ", 1)[0]
    return f"{_WEEKDAYS[language][day.weekday()]} {text}"


def clock_time(value: datetime, language: str) -> str:
    """The Danish time of day of an aware instant: "kl. 10.30"; "10:30"."""
    local = value.astimezone(COPENHAGEN)
    if _known(language) == "da":
        return f"kl. {local.hour}.{local.minute:02}"
    return f"{local.hour}:{local.minute:02}"


def day_and_time(value: datetime, language: str, *, today: date) -> str:
    """The day and the time: "torsdag 4. december kl. 10.30"; "Thursday 4 December at 10:30"."""
    joined = " " if _known(language) == "da" else " at "
    day = weekday_date(value, language, today=today)
    return f"{day}{joined}{clock_time(value, language)}"
