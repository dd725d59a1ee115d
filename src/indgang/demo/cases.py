"""Cases in every state, with journal, parties, deadlines and decisions that rest on a verdict."""

from datetime import datetime, timedelta
from typing import Any

from indgang.catalogue.public import ServiceView, deadlines
from indgang.demo.batch import Batch
from indgang.demo.decisions import Decider, Decisions
from indgang.demo.facts import CaseFacts
from indgang.demo.families import Someone
from indgang.demo.grants import AuthorityBuilder
from indgang.demo.journal import Journal
from indgang.demo.town import Employee, Town, Unit

#: How the lives of cases are shared out (weights).
LIVES = {"fresh": 10, "open": 30, "late": 4, "decided": 20, "closed": 30, "withdrawn": 6}
#: The states of the index that a case in this life has reached.
REACHED = {
    "fresh": ("opstaaet",),
    "open": ("opstaaet",),
    "late": ("opstaaet", "oplyst"),
    "decided": ("opstaaet", "oplyst", "afgjort"),
    "closed": ("opstaaet", "oplyst", "afgjort", "afsluttet"),
    # the index wants all earlier states present, also when nothing was decided
    "withdrawn": ("opstaaet", "oplyst", "afgjort", "afsluttet"),
    "guided": ("opstaaet", "oplyst", "afgjort", "afsluttet"),
}


class Cases:
    """Piles up cases and everything that lies in them."""

    def __init__(self, batch: Batch, town: Town, authority: AuthorityBuilder) -> None:
        self.batch = batch
        self.chance = batch.chance
        self.town = town
        self.authority = authority
        self.plan = batch.files.toml("matters")
        self.hidden = frozenset(self.plan["hidden"]["services"])
        self.journal = Journal(batch, town)
        self.decisions = Decisions(batch, town, authority, self.journal)
        self.days_allowed = deadlines(list(town.services), batch.at)
        self.made: list[CaseFacts] = []

    def _unit(self, service: ServiceView, someone: Someone, life: str) -> Unit:
        answering = self.town.answering(service)
        later = self.authority.plan["dispensation"]["later"]
        dispensation = [desk for desk in self.town.desks if desk.key not in later]
        given = {entry["service"] for entry in self.authority.plan["dispensation"]["given"]}
        if life in ("decided", "closed") and service.code in given and self.batch.likely(0.4):
            return self.chance.choice(dispensation)
        near = [
            unit
            for unit in answering
            if any(door[2] == someone.district for door in self.town.entrances.get(unit.key, ()))
        ]
        staffed = [unit for unit in answering if self.town.staff_of(unit.key)]
        if near and life in ("fresh", "open", "late") and self.batch.likely(0.4):
            return self.chance.choice(near)
        return self.chance.choice(staffed or answering)

    def _life(self, service: ServiceView) -> str:
        life = self.chance.choices(list(LIVES), weights=list(LIVES.values()))[0]
        decidable = service.code in self.plan["decide"]
        return "guided" if life in ("decided", "closed") and not decidable else life

    def instants(self, life: str, allowed: int) -> tuple[datetime, datetime]:
        """When the case was opened, and when it was decided, closed or last touched."""
        at, pick = self.batch.at, self.chance.randrange
        if life in ("fresh", "open", "late"):
            due = at + timedelta(days=pick(allowed // 2, allowed + 1))
            if life == "late":
                due = at - timedelta(days=pick(1, 15))
            if life == "fresh":
                due = at + timedelta(days=allowed - pick(1, 3))
            opened = min(due - timedelta(days=allowed), at - timedelta(days=1))
            return self.batch.working_moment(opened), self.batch.working_moment(
                at - timedelta(days=1)
            )
        ended = at - timedelta(days=pick(2, 60) if life == "decided" else pick(30, 400))
        opened = ended - timedelta(days=pick(3, max(6, int(allowed * 1.1))))
        return self.batch.working_moment(opened), self.batch.working_moment(ended)

    def open(
        self,
        someone: Someone,
        code: str,
        life: str = "",
        unit: str = "",
        worker: Employee | None = None,
    ) -> CaseFacts:
        """Pile up a whole case of ``someone`` for the service, in some life."""
        service = self.town.services[code]
        life = life or self._life(service)
        allowed = self.days_allowed.get(code, 28)
        holder = self.town.units[unit] if unit else self._unit(service, someone, life)
        rule = self.plan["decide"].get(code, {})
        amount = self._amount(rule, holder)
        deciders = self.decisions.deciders(holder.key, code, amount)
        if life in ("decided", "closed") and not deciders:
            life = "guided"
        worker = worker or self._worker(holder, code, deciders)
        opened_at, ends_at = self.instants(life, allowed)
        ends_at = max(ends_at, opened_at + timedelta(minutes=20))
        reached = REACHED[life]
        if life == "open" and self.batch.likely(0.4):
            reached = ("opstaaet", "oplyst")
        facts = self.record(
            someone, service, holder, worker, life, (opened_at, ends_at), reached, amount=amount
        )
        if life in ("decided", "closed"):
            facts = self.decisions.decide(facts, rule, deciders)
        self.journal.note(facts)
        self.made.append(facts)
        return facts

    def record(
        self,
        someone: Someone,
        service: ServiceView,
        unit: Unit,
        worker: Employee | None,
        life: str,
        instants: tuple[datetime, datetime],
        reached: tuple[str, ...],
        *,
        amount: int | None = None,
    ) -> CaseFacts:
        """Pile up a case with the states that it has reached and its parties, and nothing else."""
        opened_at, ends_at = instants
        allowed = self.days_allowed.get(service.code, 28)
        facts = CaseFacts(
            self.batch.new_id(opened_at), someone, service, unit, worker, life, amount,
            opened_at, ends_at, service.code in self.hidden,
        )  # fmt: skip
        self.batch.add(
            "case_case",
            id=facts.case_id,
            number=self.batch.number("S"),
            title=service.title_da,
            public_title=service.title_da if service.sensitivity < 3 else "Sag om støtte",
            citizen_id=someone.citizen_id,
            responsible_unit_id=unit.unit_id,
            caseworker_id=worker.person_id if worker else None,
            service_id=service.code,
            kle=service.kle,
            sensitivity=service.sensitivity,
            hidden=facts.hidden,
            state=reached[-1],
            local_state=life if life in ("withdrawn", "guided") else "",
            amount=amount,
            opened_at=opened_at,
            due_on=(opened_at + timedelta(days=allowed)).date(),
            deadline_days=allowed,
        )
        self._steps(facts, reached)
        self._parties(facts)
        return facts

    def _amount(self, rule: dict[str, Any], holder: Unit) -> int | None:
        """What is applied for: within what the counter may give when the counter has the case."""
        if "amount" not in rule:
            return None
        low, high = rule["amount"]
        if holder in self.town.desks and high < 9600:
            high = 3000
        return self.chance.randrange(low, high + 1) // 50 * 50

    def _worker(self, unit: Unit, code: str, deciders: tuple[Decider, ...]) -> Employee | None:
        staff = [held[0] for held in deciders] or self.town.staff_of(unit.key)
        workers = self.town.suited([e for e in staff if e.function != "leader"], code)
        return self.chance.choice(workers) if workers else None

    def _steps(self, facts: CaseFacts, reached: tuple[str, ...]) -> None:
        soon = timedelta(minutes=5)
        middle = self.batch.between(facts.opened_at + soon, facts.ends_at - soon, 0.6)
        instants = {
            "opstaaet": facts.opened_at,
            "oplyst": middle,
            "afgjort": facts.ends_at,
            "afsluttet": facts.ends_at + timedelta(minutes=5),
        }
        for state in reached:
            self.batch.add(
                "case_casestatestep",
                made=instants[state],
                case_id=facts.case_id,
                state=state,
                at=instants[state],
                person_id=facts.caseworker.person_id if facts.caseworker else None,
            )

    def _parties(self, facts: CaseFacts) -> None:
        parties = [(facts.someone.citizen_id, "primary")]
        parties += [(parent, "custodian") for parent in facts.someone.custodians]
        for citizen_id, role in parties:
            self.batch.add(
                "case_party",
                made=facts.opened_at,
                case_id=facts.case_id,
                citizen_id=citizen_id,
                role=role,
            )

    def ask_some(self, number: int) -> None:
        """Let this many open cases wait for a party's answer."""
        waiting = [
            facts
            for facts in self.made
            if facts.life in ("open", "late") and facts.caseworker and not facts.hidden
        ]
        for facts in self.chance.sample(waiting, number):
            if facts.caseworker:
                self.decisions.hearing(facts, facts.caseworker, answered=False)
