"""What can be wrong with a wish, said so that the person can do something about it."""

from collections.abc import Mapping


class Refused(Exception):
    """The house says no, and why. ``message`` is plain language in the user's tongue.

    ``code`` is stable, for the API and tests; ``next_step`` says what can be done instead.
    """

    status = 409

    def __init__(self, code: str, message: str, *, next_step: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.next_step = next_step


class NotFound(Refused):
    """There is nothing by that name, or nothing that the asker may know of."""

    status = 404


class NotAllowed(Refused):
    """The asker may not do this."""

    status = 403


class BadInput(Refused):
    """The input cannot be used; ``fields`` says what is wrong with which field."""

    status = 422

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__("bad_input", message)
        self.fields = dict(fields or {})
