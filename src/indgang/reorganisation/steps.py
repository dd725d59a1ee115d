"""The steps that a reorganisation is drafted of. Pure.

A step names units by their keys, and people by theirs. ``kle`` is a range of KLE subjects
(``32``, ``32.24`` or ``32.24.04``).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from indgang.reorganisation.fields import (
    FAULTS,
    function_fault,
    key_fault,
    kind_fault,
    kle_fault,
    text_fault,
)
from indgang.shared.errors import BadInput


@dataclass(frozen=True, slots=True)
class PostRef:
    """The post that a person has in the unit at hand with this function."""

    person: str
    function: str


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to ``unit`` when another is split: ranges of subjects, and posts."""

    unit: str
    kle: tuple[str, ...] = ()
    posts: tuple[PostRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Create:
    """A new unit with the key ``unit`` below ``parent``."""

    KIND: ClassVar[str] = "create"
    unit: str
    name: str
    kind: str
    parent: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name, and another number when ``phone`` is not ``None``. The unit stays itself."""

    KIND: ClassVar[str] = "rename"
    unit: str
    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """The unit, with all below it, stands below ``parent``. The unit stays itself."""

    KIND: ClassVar[str] = "move"
    unit: str
    parent: str


@dataclass(frozen=True, slots=True)
class Merge:
    """All that ``units`` have goes to ``into``, and they close (``into`` may be one of them)."""

    KIND: ClassVar[str] = "merge"
    units: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """Each part goes to its unit; what no part names stays in ``unit``."""

    KIND: ClassVar[str] = "split"
    unit: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """The unit closes; all it has goes to ``to``. Without ``to`` it is left without a home."""

    KIND: ClassVar[str] = "close"
    unit: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Gather:
    """Every unit's part of a range (``kle``), or every post with a ``function``, goes to ``into``.

    Exactly one of the two (demand O2). A unit that does nothing outside the range and has no
    units below it goes over whole.
    """

    KIND: ClassVar[str] = "gather"
    into: str
    kle: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class TransferTask:
    """The range ``kle`` goes from one unit to another; posts stay."""

    KIND: ClassVar[str] = "transfer_task"
    kle: str
    from_unit: str
    to_unit: str


@dataclass(frozen=True, slots=True)
class MovePost:
    """A person's post goes to another unit, or gets another function or title."""

    KIND: ClassVar[str] = "move_post"
    person: str
    from_unit: str
    function: str
    to_unit: str
    new_function: str = ""
    new_title: str = ""


Step = Create | Rename | Move | Merge | Split | Close | Gather | TransferTask | MovePost

KINDS: dict[str, type[Step]] = {
    step.KIND: step
    for step in (Create, Rename, Move, Merge, Split, Close, Gather, TransferTask, MovePost)
}

_KEYS = frozenset({"unit", "parent", "into", "from_unit", "to_unit", "person"})


def faults(step: Step) -> dict[str, str]:
    """What is wrong with the step by itself: field → a code of ``fields.FAULTS``.

    Whether the units and people exist, only a plan can say.
    """
    found = {name: fault for name, fault in _field_faults(step) if fault}
    if isinstance(step, Merge):
        found |= _keys_faults("units", step.units)
    elif isinstance(step, Split):
        found |= _parts_faults(step.parts)
    elif isinstance(step, Gather) and bool(step.kle) == bool(step.function):
        found["kle"] = "one"
    return found


def _field_faults(step: Step) -> Iterator[tuple[str, str]]:
    for field in fields(step):
        value = getattr(step, field.name)
        if field.name in _KEYS:
            yield field.name, key_fault(value)
        elif field.name == "name":
            yield field.name, text_fault(value, 200, needed=True)
        elif field.name == "phone" and not (value is None and isinstance(step, Rename)):
            yield field.name, ("text" if value is None else text_fault(value, 20, needed=False))
        elif field.name == "new_title":
            yield field.name, text_fault(value, 120, needed=False)
        elif field.name == "kind":
            yield field.name, kind_fault(value)
    if isinstance(step, Close) and step.to:
        yield "to", key_fault(step.to)
    if isinstance(step, TransferTask) or (isinstance(step, Gather) and step.kle):
        yield "kle", kle_fault(step.kle)
    if isinstance(step, MovePost) or (isinstance(step, Gather) and step.function):
        yield "function", function_fault(step.function)
    if isinstance(step, MovePost) and step.new_function:
        yield "new_function", function_fault(step.new_function)


def _keys_faults(name: str, keys: tuple[str, ...]) -> dict[str, str]:
    if not keys:
        return {name: "missing"}
    wrong = next((fault for key in keys if (fault := key_fault(key))), "")
    if not wrong and len(set(keys)) < len(keys):
        wrong = "twice"
    return {name: wrong} if wrong else {}


def _parts_faults(parts: tuple[Part, ...]) -> dict[str, str]:
    found = _keys_faults("parts", tuple(part.unit for part in parts))
    ranges = [kle for part in parts for kle in part.kle]
    posts = [post for part in parts for post in part.posts]
    wrong = [kle_fault(kle) for kle in ranges]
    wrong += [key_fault(post.person) or function_fault(post.function) for post in posts]
    wrong += ["missing" for part in parts if not part.kle and not part.posts]
    if len(set(ranges)) < len(ranges) or len(set(posts)) < len(posts):
        wrong.append("twice")
    first = next((fault for fault in wrong if fault), "")
    return {"parts": first} if first and not found else found


def dump(step: Step) -> dict[str, Any]:
    """The step as plain values for JSON, without its kind (``step.KIND``); see ``parse``."""
    return {field.name: _plain(getattr(step, field.name)) for field in fields(step)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value.strip()


def _list(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError("list")
    return list(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(each) for each in _list(value))


def _posts(value: object) -> tuple[PostRef, ...]:
    return tuple(_one(PostRef, each) for each in _list(value))


def _parts(value: object) -> tuple[Part, ...]:
    return tuple(_one(Part, each) for each in _list(value))


def _one(shape: type[Any], value: object) -> Any:
    names = {field.name for field in fields(shape)}
    if not isinstance(value, Mapping):
        raise ValueError("list")
    if set(value) - names:
        raise ValueError("unknown")
    if any(_is_needed(field) and field.name not in value for field in fields(shape)):
        raise ValueError("missing")
    reads = {"kle": _texts, "posts": _posts}
    return shape(**{name: reads.get(name, _text)(each) for name, each in value.items()})


def _phone(value: object) -> str | None:
    return None if value is None else _text(value)


_READ: dict[str, Callable[[object], Any]] = {"units": _texts, "parts": _parts, "phone": _phone}


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING


def parse(kind: str, detail: Mapping[str, Any]) -> Step:
    """The step of this kind that ``dump`` wrote, or that somebody typed.

    Raises ``BadInput`` with what is wrong with each field.
    """
    shape = KINDS.get(kind)
    if shape is None:
        raise BadInput(_("Det trin kender vi ikke."), fields={"kind": ""})
    known = {field.name: field for field in fields(shape)}
    wrong = {str(name): "unknown" for name in detail if name not in known}
    values: dict[str, Any] = {}
    for name, value in detail.items():
        if name in known:
            try:
                values[name] = _READ.get(name, _text)(value)
            except ValueError as error:
                wrong[name] = str(error)
    needed = [name for name, field in known.items() if _is_needed(field)]
    wrong |= {name: "missing" for name in needed if name not in values and name not in wrong}
    if not wrong:
        step = shape(**values)
        wrong = faults(step)
        if not wrong:
            return step
    raise BadInput(
        _("Trinnet kan ikke bruges, som det er skrevet."),
        fields={name: str(FAULTS[fault]) for name, fault in wrong.items()},
    )
