"""A booking as a calendar file (iCalendar, RFC 5545) for the citizen's own calendar."""

from datetime import datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from indgang.appointments.queries import BookingView


def calendar_file(booking: BookingView, *, municipality: str, at: datetime, url: str = "") -> bytes:
    """The file. A second one for the same booking replaces the first in the person's calendar.

    The service's name is left out on purpose: calendars are shared with family and employers.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Indgang//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{booking.booking_id}@indgang")
    event.add("dtstamp", at)
    event.add("sequence", int(at.timestamp()) // 60 % 2**31)
    event.add("dtstart", booking.begins)
    event.add("dtend", booking.ends)
    event.add("summary", _("Tid hos %(municipality)s") % {"municipality": municipality})
    event.add("location", f"{booking.site_name}, {booking.address}")
    event.add(
        "description",
        _("Din kode er %(code)s. Brug den, hvis du vil flytte eller aflyse.")
        % {"code": booking.code},
    )
    event.add("status", "CANCELLED" if booking.state == "cancelled" else "CONFIRMED")
    event.add("class", "PRIVATE")
    if url:
        event.add("url", vUri(url))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
