"""What the citizen's pages keep in the session: numbers and codes, never what somebody wrote."""

from django.http import HttpRequest

_RECEIPTS, _BOOKING, _SAID = "portal_receipts", "portal_booking", "portal_said"
_MOST = 5


def remember_receipt(request: HttpRequest, number: str) -> None:
    """Show this enquiry's number on the receipt page of this browser."""
    kept = [one for one in request.session.get(_RECEIPTS, []) if one != number]
    request.session[_RECEIPTS] = [number, *kept][:_MOST]


def newest_receipt(request: HttpRequest) -> str:
    """The number of the enquiry that was sent or looked up last; "" when there is none."""
    kept: list[str] = request.session.get(_RECEIPTS, [])
    return kept[0] if kept else ""


def remember_booking(request: HttpRequest, code: str) -> None:
    """Show this booking on the page of times of this browser; "" forgets it."""
    request.session[_BOOKING] = code


def booking_code(request: HttpRequest) -> str:
    """The code of the booking that was made or typed last; "" when there is none."""
    return str(request.session.get(_BOOKING, ""))


def say(request: HttpRequest, text: str) -> None:
    """Tell on the next page what has just been done."""
    request.session[_SAID] = text


def said(request: HttpRequest) -> str:
    """What has just been done, once."""
    return str(request.session.pop(_SAID, ""))
