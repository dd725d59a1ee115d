"""What a row of a spreadsheet means as a step; says what is wrong with which column."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.sheet_names import Called, PeopleCalled
from indgang.reorganisation.sheet_words import (
    FUNCTIONS,
    HEADS,
    KINDS,
    NO_PHONE,
    STEPS,
    USES,
    by_word,
    plain,
)
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    PostRef,
    Rename,
    Split,
    Step,
    TransferTask,
    faults,
)

#: Field of a step → the column it is read from, where they are called differently.
_COLUMN = {
    "parent": "under",
    "into": "to",
    "units": "unit",
    "parts": "kle",
    "from_unit": "unit",
    "to_unit": "to",
}
#: In the place of what is not found (and told): the step is not used.
_NOT_FOUND = "-"
_BETWEEN = re.compile(r"[;,\s]+")


class Wrong(Protocol):
    """Says what is wrong with a column of the row."""

    def __call__(self, column: str, code: str, **told: object) -> None: ...


@dataclass(frozen=True)
class Told:
    """The texts of a row by column (those the sheet has), and whom to tell what is wrong."""

    texts: Mapping[str, str]
    wrong: Wrong
    shown: Callable[[], bool]  #: is what is wrong still shown, and not only counted?

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")


class Understood:
    """Reads one row after the other; remembers the units that rows create and rename."""

    def __init__(self, blueprint: Blueprint, people: Mapping[str, str]) -> None:
        self._units = Called({key: unit.name for key, unit in blueprint.units.items()})
        self._people = PeopleCalled(blueprint, people)
        self._steps, self._kinds, self._functions = map(by_word, (STEPS, KINDS, FUNCTIONS))
        self._reads: dict[str, Callable[[Told], Iterable[Step]]] = {
            "rename": self._rename,
            "move": self._move,
            "merge": self._merge,
            "split": self._split,
            "close": self._close,
            "gather": self._gather,
            "transfer_task": self._transfer,
            "move_post": self._move_post,
        }

    def steps(self, told: Told) -> Iterator[Step]:
        """The step of the row (several when it moves several tasks); what is wrong is told."""
        said = told["step"]
        kind = self._steps.get(plain(said))
        if kind is None:
            told.wrong("step", "unknown_step" if said else "missing", text=said[:80])
            return
        needed, also = USES[kind]
        missing = [column for column in needed if not told[column]]
        for column in missing:
            told.wrong(column, "missing")
        for column in HEADS:
            if told[column] and column not in {*needed, *also, "nr", "step", "note"}:
                told.wrong(column, "not_used", step=said)
        if kind == "create":  # also when something is missing: later rows may name the unit
            created = self._create(told)
            found: Iterable[Step] = () if missing else (created,)
        elif missing:
            return
        else:
            found = self._reads[kind](told)
        for step in found:
            for field, fault in faults(step).items():
                told.wrong(_COLUMN.get(field, field), fault)
            yield step

    def _create(self, told: Told) -> Step:
        typed = told["unit"]
        name = told["name"] or typed
        parent = self._unit(told, "under", told["under"]) if told["under"] else _NOT_FOUND
        try:
            key = self._units.new_key(typed, name)
        except ValueError:
            told.wrong("unit", "key_taken", text=typed)
            key = _NOT_FOUND
        else:
            self._units.call(key, name)
            self._units.call(key, typed or name)
        kind = self._kinds.get(plain(told["kind"]), told["kind"])
        phone = "" if told["phone"] == NO_PHONE else told["phone"]
        return Create(key, name, kind, parent, phone)

    def _rename(self, told: Told) -> Iterable[Step]:
        unit = self._unit(told, "unit", told["unit"])
        if unit != _NOT_FOUND:
            self._units.call(unit, told["name"])
        phone = {"": None, NO_PHONE: ""}.get(told["phone"], told["phone"])
        return (Rename(unit, told["name"], phone),)

    def _move(self, told: Told) -> Iterable[Step]:
        unit = self._unit(told, "unit", told["unit"])
        return (Move(unit, self._unit(told, "under", told["under"])),)

    def _merge(self, told: Told) -> Iterable[Step]:
        text = told["unit"]
        several = [text] if self._units.found(text) else re.split(r"[;\n]", text)
        units = [self._unit(told, "unit", each.strip()) for each in several if each.strip()]
        if _NOT_FOUND in units:
            units = [_NOT_FOUND]
        return (Merge(tuple(units), self._unit(told, "to", told["to"])),)

    def _split(self, told: Told) -> Iterable[Step]:
        unit = self._unit(told, "unit", told["unit"])
        kle = tuple(number for number in _BETWEEN.split(told["kle"]) if number)
        posts = (self._post(told, unit),) if told["person"] or told["function"] else ()
        return (Split(unit, (Part(self._unit(told, "to", told["to"]), kle, posts),)),)

    def _close(self, told: Told) -> Iterable[Step]:
        unit = self._unit(told, "unit", told["unit"])
        return (Close(unit, self._unit(told, "to", told["to"]) if told["to"] else ""),)

    def _gather(self, told: Told) -> Iterable[Step]:
        into = self._unit(told, "to", told["to"])
        return (Gather(into, told["kle"], self._function(told, "function")),)

    def _transfer(self, told: Told) -> Iterable[Step]:
        giver = self._unit(told, "unit", told["unit"])
        to = self._unit(told, "to", told["to"])
        numbers = [number for number in _BETWEEN.split(told["kle"]) if number]
        return tuple(TransferTask(number, giver, to) for number in numbers)

    def _move_post(self, told: Told) -> Iterable[Step]:
        giver = self._unit(told, "unit", told["unit"])
        to = self._unit(told, "to", told["to"]) if told["to"] else giver
        post = self._post(told, giver)
        new = self._function(told, "new_function")
        return (MovePost(post.person, giver, post.function, to, new, told["new_title"]),)

    def _unit(self, told: Told, column: str, text: str) -> str:
        found = self._units.found(text)
        if len(found) == 1:
            return found[0]
        if found:
            told.wrong(column, "many_units", text=text[:80], keys=", ".join(found[:5]))
        else:
            self._unknown(told, column, "unknown_unit", text, self._units.like)
        return _NOT_FOUND

    def _unknown(
        self, told: Told, column: str, code: str, text: str, like: Callable[[str], str]
    ) -> None:
        near = like(text) if told.shown() else ""
        told.wrong(column, f"{code}_like" if near else code, text=text[:80], like=near)

    def _function(self, told: Told, column: str) -> str:
        return self._functions.get(plain(told[column]), told[column])

    def _post(self, told: Told, unit: str) -> PostRef:
        text = told["person"]
        if not text:
            told.wrong("person", "missing")
            return PostRef(_NOT_FOUND, "leader")
        found = self._people.found(text, unit)
        if len(found) > 1:
            told.wrong("person", "many_people", text=text[:80], keys=", ".join(found[:5]))
        elif not found:
            self._unknown(told, "person", "unknown_person", text, self._people.like)
        person = found[0] if len(found) == 1 else _NOT_FOUND
        function = self._function(told, "function")
        if not function:
            functions = self._people.functions(person, unit)
            if len(functions) == 1:
                return PostRef(person, functions[0])
            if person != _NOT_FOUND and unit != _NOT_FOUND:
                told.wrong("function", "which_function")
            return PostRef(person, "leader")
        return PostRef(person, function)
