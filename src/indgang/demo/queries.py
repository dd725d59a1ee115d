"""Whom one can follow in the demonstration. Read from the data files, without the database."""

from dataclasses import dataclass

from indgang.demo.data import table, toml


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody to sign in as. ``kind`` is ``staff``, ``person``, ``company`` or ``association``.

    ``subject`` is that of the account, whose issuer is ``ISSUER``.
    """

    key: str
    name: str
    kind: str
    who_da: str
    who_en: str
    subject: str

    def who(self, language: str) -> str:
        """The story in the language (Danish unless English is asked for)."""
        return self.who_en if language.startswith("en") else self.who_da


def demonstration_people() -> tuple[DemonstrationPerson, ...]:
    """Citizens first, then staff, in the order of the story; only those who can sign in."""
    plan = toml("people")
    names = {line["key"]: line["name"] for line in table("staff")}
    citizens = [
        DemonstrationPerson(
            entry["key"],
            entry["name"],
            entry.get("kind", "person"),
            entry["da"],
            entry["en"],
            entry["key"],
        )
        for entry in (*plan["person"], *plan["organisation"])
        if entry["account"]
    ]
    staff = [
        DemonstrationPerson(
            entry["key"], names[entry["key"]], "staff", entry["da"], entry["en"], entry["key"]
        )
        for entry in plan["staff"]
    ]
    return (*citizens, *staff)
