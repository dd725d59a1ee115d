"""Decisions that rest on a verdict, and hearings of parties."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from indgang.demo.batch import Batch
from indgang.demo.facts import CaseFacts
from indgang.demo.grants import AuthorityBuilder, Held
from indgang.demo.journal import Journal
from indgang.demo.town import Employee, Town
from indgang.organisation.public import kle_covers

#: Somebody who may decide, with the grant that says so.
Decider = tuple[Employee, Held]
#: How outcomes are shared out (weights).
OUTCOMES = {"granted": 66, "partly": 12, "refused": 22}


class Decisions:
    """Piles up verdicts, decisions and hearings."""

    def __init__(
        self, batch: Batch, town: Town, authority: AuthorityBuilder, journal: Journal
    ) -> None:
        self.batch = batch
        self.chance = batch.chance
        self.town = town
        self.authority = authority
        self.journal = journal
        self.plan = batch.files.toml("matters")
        self.deciders = cache(self._deciders)

    def _deciders(self, unit: str, code: str, amount: int | None) -> tuple[Decider, ...]:
        """Who in the unit may decide this, each with the grant that says so."""
        service = self.town.services[code]
        found = []
        for employee in self.town.staff_of(unit):
            grants = [
                held
                for held in self.authority.held[unit]
                if held.action == "decide"
                and held.function in ("", employee.function)
                and kle_covers(held.kle, service.kle)
                and (held.limit is None or (amount or 0) <= held.limit)
            ]
            if grants:
                found.append((employee, min(grants, key=lambda held: held.order)))
        return tuple(found)

    def decide(
        self,
        facts: CaseFacts,
        rule: dict[str, Any],
        deciders: tuple[Decider, ...],
    ) -> CaseFacts:
        """Pile up the verdict and the decision; the one who decides is the caseworker if may be."""
        chosen = [pair for pair in deciders if pair[0] == facts.caseworker] or deciders
        employee, held = chosen[0]
        outcome = self.chance.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))[0]
        if (facts.amount is None and outcome == "partly") or held.outcomes:
            outcome = "granted"
        amount = facts.amount if outcome == "granted" else None
        if outcome == "partly" and facts.amount:
            amount = facts.amount * 6 // 1000 * 100 or 100
        at = facts.ends_at
        words, kind = self.journal.words, self._kind(facts)
        verdict_id = self.batch.add(
            "competence_verdictrecord",
            made=at,
            at=at,
            person_id=employee.person_id,
            unit_id=facts.unit.unit_id,
            action="decide",
            kle=facts.service.kle,
            amount=amount,
            outcome=outcome,
            subject_id=facts.someone.citizen_id,
            allowed=True,
            reason="allowed",
            chain=held.chain(),
        )
        if outcome != "granted":
            self.hearing(facts, employee, answered=True)
        self.batch.add(
            "decision_decision",
            made=at,
            case_id=facts.case_id,
            outcome=outcome,
            amount=amount,
            facts=self.journal.say(self.chance.choice(words["facts"][kind][outcome]), facts),
            rules=rule["rules"],
            considerations=self.journal.say(
                self.chance.choice(words["considerations"][kind][outcome]), facts
            ),
            complaint=self.plan["complaint"][rule["complaint"]],
            hearing_exception="fully_granted" if outcome == "granted" else "",
            verdict_id=verdict_id,
            decided_at=at,
            decided_by_id=employee.person_id,
            unit_id=facts.unit.unit_id,
        )
        return replace(facts, caseworker=facts.caseworker or employee)

    def _kind(self, facts: CaseFacts) -> str:
        """Do income and fortune count in matters of this service?"""
        return "means" if self.plan["decide"].get(facts.service.code, {}).get("means") else "plain"

    def hearing(self, facts: CaseFacts, by: Employee, *, answered: bool) -> None:
        """Pile up that the party was asked, and perhaps the answer."""
        words = self.journal.words["hearing"]
        asked = self.batch.between(facts.opened_at, facts.ends_at, 0.4)
        reply = max(asked, self.batch.between(facts.opened_at, facts.ends_at, 0.8))
        answer_by: date = asked.date() + timedelta(days=14)
        self.batch.add(
            "decision_partyhearing",
            made=asked,
            case_id=facts.case_id,
            facts=words[self._kind(facts)],
            asked_at=asked,
            asked_by_id=by.person_id,
            answer_by=answer_by,
            answered_at=reply if answered else None,
            answer=words["answer"] if answered else "",
        )
