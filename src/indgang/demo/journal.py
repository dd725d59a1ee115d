"""What is noted in the journals, from the templates of ``notes.toml``."""

from datetime import date, datetime, timedelta

from indgang.demo.batch import Batch
from indgang.demo.facts import CaseFacts
from indgang.demo.town import Town

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip


def _spoken(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]}"


class Journal:
    """Piles up journal notes, and says templates with a case's own words."""

    def __init__(self, batch: Batch, town: Town) -> None:
        self.batch = batch
        self.chance = batch.chance
        self.fields = town.fields
        self.words = batch.files.toml("notes")
        self.means = batch.files.toml("matters")["decide"]

    def say(self, text: str, facts: CaseFacts, at: datetime | None = None) -> str:
        """A template with the case's own words, as said at ``at`` (or when it was opened)."""
        today = (at or facts.opened_at).date()
        title = facts.service.title_da
        return text.format(
            navn=facts.someone.name.split()[0]
            if facts.someone.kind == "person"
            else facts.someone.name,
            ydelse=title if title[1:2].isupper() else title[0].lower() + title[1:],
            idag=_spoken(today),
            dato=_spoken(today + timedelta(days=self.chance.randrange(5, 20))),
        )

    def _middle_notes(self, facts: CaseFacts) -> list[list[str]]:
        code = facts.service.code
        field = self.fields[code]
        special = {
            "buf": ["child"],
            "bif": ["job", "health"],
            "suf": ["elder", "health"],
            "sof": ["health"],
        }.get(field, [])
        if facts.someone.custodians:
            special = ["child"]
        if self.means.get(code, {}).get("means"):
            special = [*special, "money"]
        pool = list(self.words["gathering"])
        for name in special:
            pool += self.words[name] * 2
        wanted = 0 if facts.life == "fresh" else self.chance.randrange(1, 4)
        if field in ("kff", "tmf", "okf"):
            pool, wanted = self.words["counter"], min(wanted, 1)
        chosen: list[list[str]] = []
        while len(chosen) < wanted:
            note = self.chance.choice(pool)
            if note not in chosen:
                chosen.append(note)
        return chosen

    def note(self, facts: CaseFacts) -> None:
        """Pile up the notes of a whole case, from first to last."""
        words, pick = self.words, self.chance.choice
        notes = [pick(words["opened"]), *self._middle_notes(facts)]
        if facts.life == "late":
            notes.append(words["ready"][0])
        if facts.life in ("decided", "closed"):
            notes += [words["ready"][0], pick(words["decided"])]
        if facts.life == "closed":
            notes.append(words["closed"][0])
        if facts.life == "withdrawn":
            notes.append(words["closed"][1])
        if facts.life == "guided":
            notes.append(pick(words["guided"]))
        last = max(1, len(notes) - 1)
        instants = sorted(
            self.batch.between(facts.opened_at, facts.ends_at, number / last)
            for number in range(1, len(notes))
        )
        for at, (theme, text) in zip([facts.opened_at, *instants], notes, strict=True):
            self.batch.add(
                "case_journalnote",
                made=at,
                case_id=facts.case_id,
                at=at,
                person_id=facts.caseworker.person_id if facts.caseworker else None,
                unit_id=facts.unit.unit_id,
                theme=theme,
                text=self.say(text, facts, at),
            )
