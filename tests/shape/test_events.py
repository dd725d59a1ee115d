"""Every event is wired, or says who will read it; every line of the wiring is real."""

from indgang.config.wiring import ONLY_RECORDED, WIRES
from indgang.shared.outbox import Event


def _events() -> set[str]:
    return {
        name
        for name, cls in Event.known.items()
        if ".tests." not in cls.__module__ and cls.__module__.startswith("indgang.")
    }


def _name(cls: type[Event]) -> str:
    return next(name for name, known in Event.known.items() if known is cls)


def test_every_event_is_wired() -> None:
    wired = {_name(wire.event) for wire in WIRES}
    recorded = {_name(event) for event in ONLY_RECORDED}
    assert _events() == wired | recorded
    assert not wired & recorded
    assert all(reason for reason in ONLY_RECORDED.values())


def test_no_listener_hears_the_same_twice() -> None:
    lines = [(wire.event, wire.handler_name) for wire in WIRES]
    assert len(lines) == len(set(lines))
    assert all(wire.handler.__doc__ for wire in WIRES)


def test_listeners_live_above_what_they_hear() -> None:
    """A listener's room imports the event's room, never the other way (the floors check that)."""
    for wire in WIRES:
        assert wire.handler.__module__.endswith(".handlers"), wire.handler_name
