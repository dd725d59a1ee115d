"""The forms by which leaders steer a site together, with the units that each can be about."""

from dataclasses import dataclass
from uuid import UUID

from indgang.access.public import Request
from indgang.organisation.public import Organisation
from indgang.places.public import ManagementView, SiteView
from indgang.shared.danish_order import danish_order
from indgang.steering.forms import ManagementForm, UnitForm


@dataclass
class SiteForms:
    """The forms of the page, by the verb they are for."""

    begin: ManagementForm
    join: UnitForm
    leave: UnitForm
    chair: UnitForm


def _choices(
    unit_ids: frozenset[UUID], org: Organisation, request: Request, *, any_led: bool = False
) -> list[tuple[str, str]]:
    """Units that the reader leads (all of them when leading one is enough), by name."""
    led = [u for u in unit_ids if u in org.units and org.led_by(request.actor.posts, u)]
    chosen = [u for u in unit_ids if u in org.units] if any_led and led else led
    pairs = [(str(unit), org.units[unit].name) for unit in chosen]
    return sorted(pairs, key=lambda pair: danish_order(pair[1]))


def site_forms(
    request: Request, site: SiteView, managed: ManagementView | None, org: Organisation
) -> SiteForms:
    """Blank forms with the units that each can be about."""
    members = managed.unit_ids if managed else frozenset()
    chair = frozenset({managed.chair_unit_id}) if managed else frozenset()
    leaving = members - chair if len(members) > 1 else members
    return SiteForms(
        ManagementForm(units=_choices(site.unit_ids, org, request), today=org.at, prefix="begin"),
        UnitForm(
            units=_choices(site.unit_ids - members, org, request), today=org.at, prefix="join"
        ),
        UnitForm(units=_choices(leaving, org, request), today=org.at, prefix="leave"),
        UnitForm(units=_choices(members, org, request, any_led=True), today=org.at, prefix="chair"),
    )
