"""Logs say what happened, never to whom."""

import logging
import re

#: Ten digits that look like a CPR number, with or without the dash.
_CPR = re.compile(r"\b\d{6}[- ]?\d{4}\b")


class NoPersons(logging.Filter):
    """Blots out anything that looks like a CPR number, also inside tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's own text; always lets it through."""
        message = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _CPR.sub("******-****", record.exc_text)
        record.msg, record.args = _CPR.sub("******-****", message), None
        return True
