"""Whom one can follow in the demonstration. Read from the data files, without the database."""

from dataclasses import dataclass

from django.conf import settings

from indgang.demo.data import files_of


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


def demonstration_people(municipality: str = "") -> tuple[DemonstrationPerson, ...]:
    """Citizens first, then staff, in the order of the story; only those who can sign in.

    Without an argument those of the municipality that this installation shows.
    """
    files = files_of(municipality or settings.DEMONSTRATION_MUNICIPALITY)
    plan = files.toml("people")
    names = {line["key"]: line["name"] for line in files.table("staff")}
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


@dataclass(frozen=True, slots=True)
class ExampleSheet:
    """A reorganisation to draft from. ``mending``: the lines that are left out of it on purpose."""

    name: str
    content: bytes
    mending: bytes

    @property
    def mended(self) -> bytes:
        """The sheet with the lines that mend it, before its last one."""
        *rows, last = self.content.decode().splitlines()
        heads, *lines = (line.split(";") for line in self.mending.decode().splitlines())
        for line in lines:
            cells = dict(zip(heads, line, strict=True))
            rows.append(";".join(cells.get(head, "") for head in rows[0].split(";")))
        return "\n".join([*rows, last, ""]).encode()


def example_sheet(municipality: str = "") -> ExampleSheet | None:
    """The spreadsheet of the municipality (see above); ``None`` where there is none."""
    files = files_of(municipality or settings.DEMONSTRATION_MUNICIPALITY)
    if not files.has("reorganisation.csv"):
        return None
    return ExampleSheet(
        f"omlaegning-{files.key}.csv",
        files.content("reorganisation.csv"),
        files.content("mending.csv"),
    )
