"""For phone menus and other systems: what went where, and where an old number leads now."""

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from indgang.reorganisation.public import count_wrong_turns, lead_for_number, moved_units
from indgang.rest.gate import ANYBODY, Request, operation, reply
from indgang.rest.schemas import Shown, Taken
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["organisation"])


class Since(Taken):
    """What went where from this day on; without it, all that ever did."""

    since: date = classified(Privacy.PUBLIC, default=date(1900, 1, 1))


class Moved(Shown):
    """From the day ``on`` what a unit had in a range of KLE subjects ("": everything) is elsewhere.

    A day to come is one that is decided and not here yet.
    """

    on: date = classified(Privacy.PUBLIC)
    from_key: str = classified(Privacy.PUBLIC)
    from_name: str = classified(Privacy.PUBLIC)
    from_phone: str = classified(Privacy.PUBLIC)
    kle: str = classified(Privacy.PUBLIC)
    to_key: str = classified(Privacy.PUBLIC)
    to_name: str = classified(Privacy.PUBLIC)
    to_phone: str = classified(Privacy.PUBLIC)


class MovedUnits(Shown):
    """The earliest day first."""

    moved: list[Moved] = classified(Privacy.PUBLIC)


class NumberNow(Shown):
    """Where a caller to an old number is put through. ``phone`` may be empty: say the name."""

    number: str = classified(Privacy.PUBLIC)
    was: str = classified(Privacy.PUBLIC)
    unit: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    until: date = classified(Privacy.PUBLIC)


class Menu(Shown):
    """The units that share what the old number was for; usually one."""

    now: list[NumberNow] = classified(Privacy.PUBLIC)


class Number(Taken):
    """Eight digits, with or without spaces and +45."""

    number: str = classified(Privacy.PUBLIC, pattern=r"^(\+45)?[ ]?([0-9]{2}[ ]?){3}[0-9]{2}$")


@operation(router, "GET", "/moved-units", gate=ANYBODY, answer=MovedUnits)
def list_moved_units(request: Request, asked: Annotated[Since, Query()]) -> HttpResponse:
    """What went where, so that other systems can follow."""
    found = moved_units(asked.since, request.at)
    return reply(MovedUnits(moved=[Moved.model_validate(one) for one in found]))


@operation(router, "GET", "/phone-menu/{number}", gate=ANYBODY, answer=Menu)
def read_phone_menu(request: Request, asked: Annotated[Number, Path()]) -> HttpResponse:
    """Where a call to a number that is no unit's any more goes. Each answer is counted."""
    lead = lead_for_number(asked.number, day_of(request.at))
    if lead is None:
        raise NotFound("no_old_number", _("Det nummer er ikke et gammelt nummer til os."))
    count_wrong_turns([lead], "phone", by=request.actor, at=request.at)
    return reply(
        Menu(
            now=[
                NumberNow(
                    number=asked.number, was=lead.was, unit=one.name, phone=one.phone,
                    until=lead.until,
                )
                for one in lead.now
            ]
        )
    )  # fmt: skip
