"""Logs say what happened, never to whom."""

import logging
import re

#: Ten digits that look like a CPR number, with or without the dash.
_CPR = re.compile(r"\b\d{6}[- ]?\d{4}\b")

#: What PostgreSQL adds to an error: values of rows, until the next fault of the traceback begins.
_DETAIL = re.compile(
    r"^DETAIL:.*?(?=^(?:The above exception was|During handling of the above)|\Z)",
    re.DOTALL | re.MULTILINE,
)


def _clean(text: str) -> str:
    return _CPR.sub("******-****", _DETAIL.sub("DETAIL: …\n\n", text))


class NoPersons(logging.Filter):
    """Blots out what looks like a CPR number, and the rows that database errors tell of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's own text; always lets it through."""
        message = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _clean(record.exc_text)
        record.msg, record.args = _clean(message), None
        return True
