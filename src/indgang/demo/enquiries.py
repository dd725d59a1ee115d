"""What people asked, how it went on from the counter, and the times they were given."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from indgang.demo.batch import Batch, moment
from indgang.demo.facts import CaseFacts
from indgang.demo.families import Someone
from indgang.demo.town import Employee, Town, Unit
from indgang.places.public import days_off

CHANNELS = {"web": 35, "phone": 30, "counter": 30, "letter": 5}
#: Minutes of a booked time.
SLOT = 20


class Enquiries:
    """Piles up enquiries, hand-overs and bookings."""

    def __init__(self, batch: Batch, town: Town) -> None:
        self.batch = batch
        self.chance = batch.chance
        self.town = town
        self.texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for line in batch.files.table("enquiries"):
            self.texts[line["service"]].append((line["language"], line["text"]))
        self.places = batch.files.toml("places")
        keys = {desk.key for desk in town.desks}
        self.desks = [e for e in town.staff if e.function == "front_desk" and e.unit in keys]
        self.calendars: dict[str, list[tuple[UUID, str]]] = {}
        self._taken: set[tuple[UUID, datetime]] = set()

    def calendars_and_hours(self) -> None:
        """Pile up what can be booked: counters and rooms, in the opening hours."""
        plan = self.places
        for unit_key, doors in self.town.entrances.items():
            cases = [door for door in doors if door[1] in plan["calendars"]]
            for entrance_id, pattern, _district in cases[:1]:
                for name in plan["calendars"][pattern]:
                    calendar_id = self.batch.add(
                        "appointments_calendar",
                        entrance_id=entrance_id,
                        unit_id=self.town.units[unit_key].unit_id,
                        name=name,
                    )
                    self.calendars.setdefault(unit_key, []).append((calendar_id, pattern))
                    for weekday, (opens, closes) in plan["hours"][pattern].items():
                        self.batch.add(
                            "appointments_bookablehours",
                            calendar_id=calendar_id,
                            weekday=int(weekday),
                            begins=opens,
                            ends=closes,
                            validity=f"[{self.batch.since},)",
                        )

    def book(self, someone: Someone, unit: Unit, service: str, day: date) -> UUID | None:
        """Pile up a time on the day or soon after; ``None`` where nothing can be booked."""
        if unit.key not in self.calendars:
            return None
        off = days_off(day, day + timedelta(days=60), "da")
        for _ in range(40):
            calendar_id, pattern = self.chance.choice(self.calendars[unit.key])
            hours = self.places["hours"][pattern].get(str(day.weekday()))
            if hours is None or day in off:
                day += timedelta(days=1)
                continue
            opens, closes = (time.fromisoformat(text) for text in hours)
            slots = ((closes.hour - opens.hour) * 60 - SLOT) // SLOT
            begins = moment(day, opens.hour) + timedelta(
                minutes=SLOT * self.chance.randrange(slots)
            )
            if (calendar_id, begins) in self._taken:
                continue
            self._taken.add((calendar_id, begins))
            past = day < self.batch.at
            return self.batch.add(
                "appointments_booking",
                calendar_id=calendar_id,
                period=f"[{begins.isoformat()},{(begins + timedelta(minutes=SLOT)).isoformat()})",
                state=("met" if self.batch.likely(0.9) else "no_show") if past else "booked",
                citizen_id=someone.citizen_id,
                service_id=service,
                code=self.batch.number("T"),
                made_at=min(begins, moment(self.batch.at, 0)) - timedelta(days=3),
            )
        return None

    def _text(self, service: str, language: str) -> tuple[str, str]:
        """(language, words) about the service, in the citizen's language where there are any."""
        texts = self.texts.get(service, [])
        if own := [text for text in texts if text[0] == language] or texts:
            return self.chance.choice(own)
        title = self.town.services[service].title_da
        return "da", f"Jeg vil gerne have hjælp til {title[0].lower() + title[1:]}."

    def ask(
        self,
        someone: Someone | None,
        service: str,
        at: datetime,
        state: str,
        desk: Employee,
        *,
        answer: str = "",
    ) -> tuple[UUID, str]:
        """Pile up an enquiry in ``state``, with its first step. Returns its id and text."""
        channel = self.chance.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0]
        language, said = self._text(service, someone.language if someone else "da")
        by = None if channel == "web" else desk.person_id
        unit_id = self.town.units[desk.unit].unit_id
        enquiry_id = self.batch.add(
            "enquiry_enquiry",
            made=at,
            number=self.batch.number("H"),
            citizen_id=someone.citizen_id if someone else None,
            channel=channel,
            language=language,
            text=said,
            received_at=at,
            state=state,
            responsible_unit_id=unit_id,
            registered_by_id=by,
            service_id=None if state == "received" else service,
            answer=answer,
        )
        self.step(enquiry_id, at, "received", unit_id, by)
        return enquiry_id, said

    def step(
        self, enquiry_id: UUID, at: datetime, verb: str, unit_id: UUID, by: UUID | None
    ) -> None:
        """Pile up what happened to an enquiry."""
        self.batch.add(
            "enquiry_enquirystep",
            made=at,
            enquiry_id=enquiry_id,
            at=at,
            verb=verb,
            unit_id=unit_id,
            person_id=by,
        )

    def _hand_over(
        self, enquiry_id: UUID, said: str, someone: Someone, service: str, unit: Unit,
        desk: Employee, at: datetime, amount: int | None, booking: UUID | None,
        taken: tuple[datetime, UUID] | None,
    ) -> UUID:  # fmt: skip
        self.step(enquiry_id, at, "offered", unit.unit_id, desk.person_id)
        if taken:
            self.step(enquiry_id, taken[0], "accepted", unit.unit_id, taken[1])
        return self.batch.add(
            "enquiry_handover",
            made=at,
            enquiry_id=enquiry_id,
            from_unit_id=self.town.units[desk.unit].unit_id,
            to_unit_id=unit.unit_id,
            service_id=service,
            story=f"Det gælder {someone.name}: »{said}« Vi har talt det igennem og fundet "
            "de papirer, der skal bruges. Ring gerne, hvis noget er uklart.",
            amount=amount,
            booking_id=booking,
            state="accepted" if taken else "offered",
            offered_at=at,
            offered_by_id=desk.person_id,
            answered_at=taken[0] if taken else None,
            answered_by_id=taken[1] if taken else None,
        )

    def behind(self, facts: CaseFacts) -> tuple[UUID, UUID | None] | None:
        """Pile up the enquiry that a case came from. Returns its id and that of the hand-over."""
        if facts.caseworker is None:
            return None
        at_desk = facts.caseworker.function == "front_desk"
        at = facts.opened_at - timedelta(minutes=self.chance.randrange(20, 120))
        if at_desk:
            if facts.life not in ("decided", "closed"):
                return None
            enquiry_id, _said = self.ask(
                facts.someone, facts.service.code, at, "decided", facts.caseworker
            )
            unit_id = self.town.units[facts.caseworker.unit].unit_id
            self.step(enquiry_id, facts.ends_at, "decided", unit_id, facts.caseworker.person_id)
            return enquiry_id, None
        desk = self.chance.choice(self.desks)
        enquiry_id, said = self.ask(facts.someone, facts.service.code, at, "accepted", desk)
        handover_id = self._hand_over(
            enquiry_id, said, facts.someone, facts.service.code, facts.unit, desk,
            at + timedelta(minutes=12), facts.amount, None,
            (facts.opened_at, facts.caseworker.person_id),
        )  # fmt: skip
        return enquiry_id, handover_id

    def loose(self, people: list[Someone]) -> None:
        """Pile up enquiries without a case: answered, waiting, offered, withdrawn."""
        grown_up = [
            p for p in people if not p.key and p.kind == "person" and p.age(self.batch.at) >= 18
        ]
        asked_about = sorted(self.texts)
        for state, number in self.batch.files.toml("town")["loose"].items():
            for _ in range(number):
                someone = self.chance.choice(grown_up)
                code = self.chance.choice(asked_about)
                if state == "offered":
                    self._waiting(someone)
                    continue
                desk = self.chance.choice(self.desks)
                back = self.chance.randrange(1, 5 if state == "received" else 120)
                at = self.batch.working_moment(self.batch.at - timedelta(days=back))
                unknown = state != "withdrawn" and self.batch.likely(0.25)
                title = self.town.services[code].title_da
                enquiry_id, _said = self.ask(
                    None if unknown else someone, code, at, state, desk,
                    answer=f"Vi talte om {title[0].lower() + title[1:]}, og hvad du skal gøre nu."
                    if state == "answered" else "",
                )  # fmt: skip
                if state != "received":
                    later = at + timedelta(minutes=self.chance.randrange(5, 90))
                    unit_id = self.town.units[desk.unit].unit_id
                    by = desk.person_id if state == "answered" else None
                    self.step(enquiry_id, later, state, unit_id, by)

    def _waiting(self, someone: Someone) -> None:
        """A warm hand-over that nobody has answered yet, with a time for the citizen."""
        desk = self.chance.choice(self.desks)
        codes = [
            code
            for code in sorted(self.texts)
            if self.town.fields[code] not in ("kff", "tmf", "okf")
        ]
        code = self.chance.choice(codes)
        units = self.town.answering(self.town.services[code])
        unit = self.chance.choice([u for u in units if self.town.staff_of(u.key)] or units)
        at = self.batch.working_moment(self.batch.at - timedelta(days=self.chance.randrange(1, 4)))
        enquiry_id, said = self.ask(someone, code, at, "offered", desk)
        day = self.batch.at + timedelta(days=self.chance.randrange(1, 8))
        booking = self.book(someone, unit, code, day)
        self._hand_over(
            enquiry_id, said, someone, code, unit, desk, at + timedelta(minutes=15),
            None, booking, None,
        )  # fmt: skip
