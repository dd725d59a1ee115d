"""Citizens: households put together by chance, and the people one can follow."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from indgang.citizens.public import Cpr, age, protect_cpr, sort_key
from indgang.demo.batch import Batch, days
from indgang.demo.rules import demonstration_cpr, demonstration_cvr, demonstration_phone


@dataclass(frozen=True)
class Someone:
    """A citizen as the builders of cases need one."""

    citizen_id: UUID
    key: str
    name: str
    kind: str
    born: date | None
    district: str
    language: str
    custodians: list[UUID] = field(default_factory=list)

    def age(self, at: date) -> int:
        """Whole years; companies and associations are 0."""
        return age(self.born, at) if self.born else 0


@dataclass(frozen=True)
class Home:
    """Where a household lives and what it is called."""

    district: str
    address: str
    surname: str
    given: Callable[[str, int], str]  #: (woman or man, age) → a given name


class Families:
    """Piles up citizens and how they stand to each other."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.chance = batch.chance
        self.names = batch.files.toml("names")
        self.post: dict[str, str] = batch.files.toml("town")["post"]
        self.count: dict[str, int] = batch.files.toml("town")["count"]
        self.people: list[Someone] = []
        self._numbers: set[str] = set()
        self._companies: set[str] = set()

    def born(self, years: int, months: int = 0, spare: int = 28) -> date:
        """A birthday that makes one so many years and months old on the day of loading."""
        at = self.batch.at
        month = at.month - months - 1
        first = date(at.year - years + month // 12, month % 12 + 1, min(at.day, 28))
        return first - timedelta(days=self.chance.randrange(spare))

    def _cpr(self, born: date) -> Cpr:
        while True:
            cpr = demonstration_cpr(born, self.chance)
            if cpr.digits not in self._numbers:
                self._numbers.add(cpr.digits)
                return cpr

    def district(self) -> str:
        """One of the districts."""
        return self.chance.choice(sorted(self.post))

    def address(self, district: str) -> str:
        """An address in a street that is not there."""
        street = self.chance.choice(self.names["streets"]["names"])
        door = self.chance.choice(["st. tv.", "st. th.", "1. tv.", "2. th.", "3. tv.", "4. th."])
        number = self.chance.randrange(1, 180)
        return f"{street} {number}, {door}, {self.post[district]}"

    def person(self, name: str, born: date, district: str, address: str, **more: Any) -> Someone:
        """Pile up one person."""
        key = more.pop("key", "")
        encrypted, hashed = protect_cpr(self._cpr(born))
        citizen_id = self.batch.add(
            "citizens_citizen",
            kind="person",
            name=name,
            sort_key=sort_key(name),
            born=born,
            cpr_encrypted=encrypted,
            cpr_hash=hashed,
            address=address,
            district=district,
            phone=demonstration_phone(self.chance),
            **more,
        )
        someone = Someone(
            citizen_id, key, name, "person", born, district, more.get("language", "da")
        )
        self.people.append(someone)
        return someone

    def organisation(self, name: str, kind: str, district: str, key: str = "") -> Someone:
        """Pile up a company or an association, with a CVR number that cannot be."""
        cvr = demonstration_cvr(self.chance)
        while cvr in self._companies:
            cvr = demonstration_cvr(self.chance)
        self._companies.add(cvr)
        citizen_id = self.batch.add(
            "citizens_citizen",
            kind=kind,
            name=name,
            sort_key=sort_key(name),
            born=None,
            cvr=cvr,
            address=self.address(district),
            district=district,
            phone=demonstration_phone(self.chance),
        )
        someone = Someone(citizen_id, key, name, kind, None, district, "da")
        self.people.append(someone)
        return someone

    def relate(self, kind: str, one: Someone, other: Someone) -> None:
        """``one`` is the parent, guardian … of ``other``."""
        born = other.born if kind == "parent" else None
        self.batch.add(
            "citizens_relation",
            from_citizen_id=one.citizen_id,
            to_citizen_id=other.citizen_id,
            kind=kind,
            validity=days(born or self.batch.since),
        )
        if kind == "parent" and other.age(self.batch.at) < 18:
            other.custodians.append(one.citizen_id)

    def told(self) -> dict[str, Someone]:
        """The people of ``people.toml`` with relations and accounts, by key."""
        plan = self.batch.files.toml("people")
        found: dict[str, Someone] = {}
        homes: dict[str, str] = {}
        for entry in plan["person"]:
            years, months = entry["age"]
            home = f"{entry['name'].split()[-1]} {entry['district']}"
            address = homes.setdefault(home, self.address(entry["district"]))
            if entry.get("alone"):
                address = self.address(entry["district"])
            found[entry["key"]] = self.person(
                entry["name"],
                self.born(years, months),
                entry["district"],
                address,
                key=entry["key"],
                **{
                    name: entry[name]
                    for name in ("language", "digital_post", "address_protected")
                    if name in entry
                },
            )
        for entry in plan["organisation"]:
            found[entry["key"]] = self.organisation(
                entry["name"], entry["kind"], entry["district"], entry["key"]
            )
        for entry in (*plan["person"], *plan["organisation"]):
            for kind, other in entry.get("relations", []):
                self.relate(kind, found[entry["key"]], found[other])
            if entry["account"]:
                self.batch.add(
                    "access_account",
                    kind="citizen",
                    subject=entry["key"],
                    name=entry["name"],
                    citizen_id=found[entry["key"]].citizen_id,
                )
        return found

    def home(self) -> Home:
        """A new household's address and name."""
        chance = self.chance
        district = self.district()
        elsewhere = self.batch.likely(1 / 6)
        names = chance.choice(self.names["elsewhere"]) if elsewhere else self.names

        def given(sex: str, years: int) -> str:
            if elsewhere:
                return str(chance.choice(names[sex]))
            return str(chance.choice(names[f"{sex}_{'young' if years < 45 else 'old'}"]))

        return Home(district, self.address(district), chance.choice(names["surnames"]), given)

    def member(self, home: Home, years: int, months: int = 0, spare: int = 360) -> Someone:
        """Somebody of the household, so many years old."""
        sex = self.chance.choice(("woman", "man"))
        return self.person(
            f"{home.given(sex, years)} {home.surname}",
            self.born(years, months, spare),
            home.district,
            home.address,
            digital_post=not (years >= 75 and self.batch.likely(0.3)),
            language="en" if self.batch.likely(0.02) else "da",
        )

    def household(self, *, teenager: bool = False) -> None:
        """A household: alone, a couple, or grown-ups with children."""
        chance = self.chance
        home = self.home()
        shape = chance.random()
        if teenager or shape < 0.36:
            first = self.member(home, chance.randrange(42, 55) if teenager
                                else chance.randrange(27, 53))  # fmt: skip
            parents = [first]
            if self.batch.likely(0.65):
                years = max(22, first.age(self.batch.at) + chance.randrange(-4, 5))
                parents.append(self.member(home, years))
                self.relate("spouse", *parents)
            children = []
            if teenager:
                children.append(self.member(home, 17, chance.randrange(6, 11), 28))
            oldest = min(17, first.age(self.batch.at) - 20)
            for _ in range(chance.choice((1, 1, 2, 2, 3)) - len(children)):
                children.append(self.member(home, chance.randrange(0, oldest)))
            for parent in parents:
                for child in children:
                    self.relate("parent", parent, child)
        elif shape < 0.58:
            years = chance.randrange(24, 85)
            first = self.member(home, years)
            self.relate("spouse", first, self.member(home, max(22, years - chance.randrange(6))))
        elif shape < 0.74:
            self.member(home, chance.randrange(67, 95))
        else:
            self.member(home, chance.randrange(18, 36 if self.batch.likely(0.5) else 67))

    def protect_some(self, told: int) -> None:
        """Give some of those put together by chance a protected address."""
        rows = self.batch.rows["citizens_citizen"]
        grown_up = [
            number
            for number, someone in enumerate(self.people)
            if not someone.key and 22 < someone.age(self.batch.at) < 60
        ]
        for number in self.chance.sample(grown_up, self.count["protected"] - told):
            rows[number] = {**rows[number], "address_protected": True}


def build_families(batch: Batch) -> tuple[list[Someone], dict[str, Someone]]:
    """Pile up all citizens. Returns them in order, and those who are told of by key."""
    families = Families(batch)
    told = families.told()
    for kind, names in families.names["organisations"].items():
        for name in names:
            families.organisation(name, kind, families.district())
    for _ in range(families.count["nearly_grown_up"]):
        families.household(teenager=True)
    while len(families.people) < families.count["citizens"] - 6:
        families.household()
    while len(families.people) < families.count["citizens"]:
        families.member(families.home(), batch.chance.randrange(18, 67))
    entries = batch.files.toml("people")["person"]
    families.protect_some(sum(1 for entry in entries if entry.get("address_protected")))
    return families.people, told
