"""What KLE writes in brackets after a title, read as days. Pure.

``[udgår 2027]`` names no day. KL gives out an edition four times a year and takes the subject out
in one of them, so it may be used until the year is over, and an edition without it ends it sooner.
"""

import re
from dataclasses import dataclass
from datetime import date

_MARK = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
_MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
           "oktober", "november", "december")  # fmt: skip
_ENDS = re.compile(r"(?:udgår|udgået|ophører|ophørt)(?: i| den| pr\.| fra den)? (?P<when>.+)")
_BEGINS = re.compile(r"(?:nyt?|oprettet|gælder|gyldig|fra)(?: i| fra| den| pr\.)* (?P<when>.+)")
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})")
_DAY_IN_WORDS = re.compile(rf"(\d{{1,2}})\. ?({'|'.join(_MONTHS)}) (\d{{4}})")
_DAY = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Status:
    """A title without its marks, and the days that they say.

    ``text`` holds the marks as the file wrote them. ``begins``/``ends`` are ``None`` where the
    marks say nothing; ``ends`` is the first day on which the subject does not hold. ``unknown``
    are the marks that say no days.
    """

    title: str
    text: str = ""
    begins: date | None = None
    ends: date | None = None
    unknown: tuple[str, ...] = ()


def _period(words: str) -> tuple[date, date] | None:
    """The first day of a year, month or day, and the first day after it."""
    try:
        if found := _YEAR.fullmatch(words):
            return date(int(found[1]), 1, 1), date(int(found[1]) + 1, 1, 1)
        if found := _MONTH.fullmatch(words):
            year, month = int(found[2]), _MONTHS.index(found[1]) + 1
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        if found := _DAY_IN_WORDS.fullmatch(words):
            day = date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        elif found := _DAY.fullmatch(words):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        elif found := _ISO.fullmatch(words):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        else:
            return None
    except ValueError:  # no such day
        return None
    return day, day  # "udgår 1.7.2027" is out from that day


def read_status(written: str) -> Status:
    """The title as written, parted into title and marks.

    >>> read_status("Revalidering [udgår 2027]").ends
    datetime.date(2028, 1, 1)
    """
    title = written.strip()
    marks: list[str] = []
    while (found := _MARK.search(title)) and title[: found.start()].strip():
        marks.insert(0, found[1].strip())
        title = title[: found.start()].strip()
    begins = ends = None
    unknown = []
    for mark in marks:
        plain = " ".join(mark.casefold().split())
        last, first = _ENDS.fullmatch(plain), _BEGINS.fullmatch(plain)
        if last and (period := _period(last["when"])):
            ends = period[1]
        elif first and (period := _period(first["when"])):
            begins = period[0]
        else:
            unknown.append(mark)
    if begins is not None and ends is not None and ends <= begins:
        begins = ends = None  # the marks contradict one another: a person must look
        unknown = marks
    text = " ".join(f"[{mark}]" for mark in marks)
    return Status(title, text, begins, ends, tuple(unknown))
