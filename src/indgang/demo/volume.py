"""Open cases by the thousand: with steps, deadlines and parties, and without a journal."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from indgang.demo.batch import Batch
from indgang.demo.cases import Cases
from indgang.demo.families import Someone
from indgang.demo.town import Employee

#: The part of the fresh cases that nobody has taken yet (0–1).
UNTAKEN = 0.4


def shares(weights: Sequence[int], rooms: Sequence[int], total: int) -> list[int]:
    """``total`` shared out by ``weights``, at most ``rooms[n]`` to each.

    Raises ``ValueError`` when there is not room enough.

    >>> shares([1, 1, 2], [9, 1, 9], 8)
    [2, 1, 5]
    """
    if sum(rooms) < total:
        raise ValueError(f"room for {sum(rooms)} of {total}")
    given = [0] * len(weights)
    while left := total - sum(given):
        open_ = [n for n in range(len(weights)) if given[n] < rooms[n]]
        whole = sum(weights[n] for n in open_)
        for n in open_:
            given[n] += min(rooms[n] - given[n], left * weights[n] // whole)
        if sum(given) == total - left:  # each part is less than one
            for n in sorted(open_, key=lambda n: -weights[n])[:left]:
                given[n] += 1
    return given


class Volume:
    """Fills up with open cases until there are as many as the file says."""

    def __init__(self, batch: Batch, cases: Cases, people: list[Someone]) -> None:
        self.batch = batch
        self.cases = cases
        grown = [(p.age(batch.at), n) for n, p in enumerate(people) if p.born and not p.key]
        grown.sort()
        self.ages = [age for age, _ in grown]
        self.people = [people[n] for _, n in grown]
        places = {someone.citizen_id: place for place, someone in enumerate(self.people)}
        self.has: dict[str, set[int | None]] = {}  #: service → places of those who have such a case
        for facts in cases.made:
            place = places.get(facts.someone.citizen_id)
            self.has.setdefault(facts.service.code, set()).add(place)
        self.workers: dict[tuple[str, str], list[Employee]] = {}

    def fill(self, wanted: int) -> None:
        """Pile up cases until ``wanted`` are open in all."""
        rows = self.batch.rows["case_case"]
        states = Counter(row["state"] for row in rows)
        missing = wanted - states["opstaaet"] - states["oplyst"]
        lines = self.batch.files.table("volume")
        fitting = [self._fitting(line) for line in lines]
        weights = [int(line["share"]) for line in lines]
        given = shares(weights, [len(people) for people in fitting], missing)
        for line, people, number in zip(lines, fitting, given, strict=True):
            for someone in self.batch.chance.sample(people, number):
                self._open(someone, line["service"])

    def _fitting(self, line: dict[str, str]) -> list[Someone]:
        """Those of the right age who have no such case."""
        first = bisect_left(self.ages, int(line["low"]))
        last = bisect_right(self.ages, int(line["high"]))
        has = self.has.get(line["service"], set())
        return [self.people[place] for place in range(first, last) if place not in has]

    def _open(self, someone: Someone, code: str) -> None:
        cases, batch = self.cases, self.batch
        service = cases.town.services[code]
        unit = batch.chance.choice(cases.town.answering(service))
        life = batch.chance.choices(("open", "fresh", "late"), weights=(80, 14, 6))[0]
        instants = cases.instants(life, cases.days_allowed.get(code, 28))
        worker = None
        if life != "fresh" or not batch.likely(UNTAKEN):
            worker = batch.chance.choice(self._workers(unit.key, code))
        known = life == "late" or batch.likely(0.4)
        reached = ("opstaaet", "oplyst") if known else ("opstaaet",)
        cases.record(someone, service, unit, worker, life, instants, reached)

    def _workers(self, unit: str, code: str) -> list[Employee]:
        """Those of the unit who have cases of the service."""
        if (unit, code) not in self.workers:
            town, functions = self.cases.town, self.cases.authority.plan["functions"][unit]
            staff = [e for e in town.staff_of(unit) if e.function in functions]
            self.workers[unit, code] = town.suited(staff, code)
        return self.workers[unit, code]
