"""Everything that goes on between citizens and the municipality, put together."""

from datetime import timedelta
from typing import Any

from indgang.demo.batch import Batch, moment
from indgang.demo.cases import Cases
from indgang.demo.enquiries import Enquiries
from indgang.demo.facts import CaseFacts
from indgang.demo.families import Someone
from indgang.demo.grants import AuthorityBuilder
from indgang.demo.town import Town
from indgang.demo.volume import Volume

#: The service of a whole plan.
PLAN = "helhedsorienteret-plan"
#: The part of the children in line for a case who have none after all (0–1).
CHILDREN_SPARED = 0.7


def _administrations(cases: list[CaseFacts]) -> int:
    return len({facts.unit.administration for facts in cases})


def _fits(plan: dict[str, Any], age: int) -> bool:
    low, high = plan["age"]
    return bool(low <= age <= high)


class Matters:
    """Deals out cases to citizens."""

    def __init__(self, batch: Batch, cases: Cases, people: list[Someone]) -> None:
        self.batch = batch
        self.cases = cases
        self.plan = batch.files.toml("matters")
        self.count = batch.files.toml("town")["count"]
        self.free = [p for p in people if not p.key and p.kind == "person"]
        batch.chance.shuffle(self.free)

    def told(self, told: dict[str, Someone]) -> int:
        """The open cases of the people one can follow. Returns how many are in several places."""
        several = 0
        people = self.batch.files.toml("people")
        for entry in (*people["person"], *people["organisation"]):
            if entry["cases"] == "none":
                continue
            unit = entry.get("unit", "")
            made = [
                self.cases.open(told[entry["key"]], code, "open", unit) for code in entry["cases"]
            ]
            several += _administrations(made) > 1
        return several

    def _deal(self, wanted: int, plans: list[dict[str, Any]], *, apart: bool) -> None:
        """Give cases to ``wanted`` more citizens, each by a plan that fits the age."""
        chance, later = self.batch.chance, []
        while wanted:
            someone = self.free.pop()
            age = someone.age(self.batch.at)
            fitting = [plan for plan in plans if _fits(plan, age)]
            if not fitting or (age < 18 and self.batch.likely(CHILDREN_SPARED)):
                later.append(someone)
                continue
            plan = chance.choice(fitting)
            for number, code in enumerate(plan["services"]):
                # the first is open, so that the whole is a whole today
                life = "open" if apart and number == 0 and self.batch.likely(0.7) else ""
                unit = self._own_unit(code) if apart else ""
                self.cases.open(someone, code, life, unit)
            wanted -= 1
        self.free.extend(later)

    def _own_unit(self, code: str) -> str:
        """A unit of the administration that holds the task, so that the cases lie apart."""
        town = self.cases.town
        answering = town.answering(town.services[code])
        staffed = [unit for unit in answering if town.staff_of(unit.key)]
        return self.batch.chance.choice(staffed or answering).key

    def nearly_grown_up(self) -> int:
        """Support for those a few months before eighteen (K12). Returns how many."""
        young = [p for p in self.free if p.born and p.age(self.batch.at) == 17]
        soon = [p for p in young if p.born and self._turns_18_within(p, 190)]
        for someone in soon:
            self.free.remove(someone)
            for code in ("boernesag", "specialundervisning"):
                self.cases.open(someone, code, "open", self._own_unit(code))
        return len(soon)

    def _turns_18_within(self, someone: Someone, days: int) -> bool:
        return someone.age(self.batch.at + timedelta(days=days)) >= 18

    def plans(self, wanted: int) -> None:
        """Whole plans: a case that a coordinator holds together with its parts (E5)."""
        town = self.cases.town
        if not wanted:
            return
        (unit,) = town.answering(town.services[PLAN])
        coordinators = [e for e in town.staff_of(unit.key) if e.function == "coordinator"]
        fitting = [plan for plan in self.plan["together"] if len(plan["services"]) > 1]
        for _ in range(wanted):
            while True:
                someone, plan = self.free.pop(), self.batch.chance.choice(fitting)
                if _fits(plan, someone.age(self.batch.at)):
                    break
            worker = self.batch.chance.choice(coordinators)
            whole = self.cases.open(someone, PLAN, "open", unit.key, worker)
            for code in plan["services"]:
                self.cases.open(someone, code, "open", self._own_unit(code))
                _link(self.batch, -1, parent_id=whole.case_id)

    def deal(self, told: dict[str, Someone]) -> None:
        """All cases."""
        several = self.told(told) + self.nearly_grown_up()
        self._deal(self.count["in_several"] - several, self.plan["together"], apart=True)
        self._deal(self.count["in_one"], self.plan["alone"], apart=False)
        self.plans(self.count.get("plans", 0))
        self.cases.ask_some(self.count["hearings"])


def _link(batch: Batch, number: int, **values: Any) -> None:
    rows = batch.rows["case_case"]
    rows[number] = {**rows[number], **values}


def _origins(batch: Batch, cases: Cases, enquiries: Enquiries) -> None:
    """The enquiries that cases came from, for about half of them."""
    for number, facts in enumerate(cases.made):
        if not batch.likely(0.5):
            continue
        if found := enquiries.behind(facts):
            _link(batch, number, enquiry_id=found[0], handover_id=found[1])


def _look_ups(batch: Batch, cases: Cases) -> None:
    """Who looked and why: at least when a case was opened (K11)."""
    for facts in cases.made:
        if facts.caseworker is None:
            continue
        at_desk = facts.caseworker.function == "front_desk"
        for number in range(batch.chance.randrange(1, 4)):
            at = batch.between(facts.opened_at, facts.ends_at, number / 3)
            batch.add(
                "access_lookup",
                made=at,
                at=at,
                subject_id=facts.someone.citizen_id,
                account_id=facts.caseworker.account_id,
                person_id=facts.caseworker.person_id,
                unit_id=facts.unit.unit_id,
                purpose="application" if at_desk else "casework",
                what="case",
                object_id=facts.case_id,
                channel="web",
            )


def _consents(batch: Batch, cases: Cases) -> None:
    """Some have said yes that one administration sees another's matters."""
    by_citizen: dict[Any, list[CaseFacts]] = {}
    for facts in cases.made:
        by_citizen.setdefault(facts.someone.citizen_id, []).append(facts)
    for citizen_id, made in by_citizen.items():
        if _administrations(made) < 2 or made[0].hidden or not batch.likely(0.25):
            continue
        if made[0].someone.key or made[0].unit.administration == made[1].unit.administration:
            continue
        units = cases.town.units
        batch.add(
            "access_consent",
            made=made[1].opened_at,
            subject_id=citizen_id,
            from_administration_id=units[made[0].unit.administration].unit_id,
            to_administration_id=units[made[1].unit.administration].unit_id,
            kle=made[0].service.kle,
            for_case_id=made[1].case_id,
            level=batch.chance.choice(("headline", "content")),
            given_at=made[1].opened_at + timedelta(minutes=10),
        )


def _meetings(batch: Batch, cases: Cases, enquiries: Enquiries) -> None:
    """Times that people have: some behind them, some before them."""
    for facts in cases.made:
        if facts.life in ("open", "fresh") and batch.likely(0.25):
            day = batch.at + timedelta(days=batch.chance.randrange(-10, 12))
            enquiries.book(facts.someone, facts.unit, facts.service.code, day)


def _conflicts(batch: Batch, town: Town, told: dict[str, Someone]) -> None:
    for entry in batch.files.toml("people")["conflict"]:
        batch.add(
            "competence_conflictofinterest",
            person_id=town.by_key(entry["employee"]).person_id,
            subject_id=told[entry["citizen"]].citizen_id,
            ground=entry["ground"],
            recorded_at=moment(batch.since + timedelta(days=30), 9),
        )


def build_matters(
    batch: Batch,
    town: Town,
    authority: AuthorityBuilder,
    people: list[Someone],
    told: dict[str, Someone],
) -> None:
    """Pile up cases, enquiries, times, look-ups, consents and conflicts of interest."""
    cases = Cases(batch, town, authority)
    Matters(batch, cases, people).deal(told)
    enquiries = Enquiries(batch, town)
    enquiries.calendars_and_hours()
    _origins(batch, cases, enquiries)
    enquiries.loose(people)
    _meetings(batch, cases, enquiries)
    _look_ups(batch, cases)
    _consents(batch, cases)
    _conflicts(batch, town, told)
    if wanted := batch.files.toml("town")["count"].get("open_cases"):
        Volume(batch, cases, people).fill(wanted)
