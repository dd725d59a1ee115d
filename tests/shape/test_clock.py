"""One clock: only ``shared.clock`` asks what time it is."""

import ast

from house import ROOT, SOURCE, sources

_ASKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("timezone", "now"), ("timezone", "localdate"), ("time", "time"), ("time", "time_ns"),
    ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip

#: File → why it may. ``time.monotonic`` (how long) is not the time of day and free to use.
_MAY = {
    "shared/clock.py": "it is the clock",
    "shared/identifiers.py": "the order of a UUID of version 7 (RFC 9562), read by nobody",
}


def test_only_the_clock_asks_what_time_it_is() -> None:
    found = []
    for path in sources():
        name = str(path.relative_to(SOURCE))
        if name in _MAY:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                owner = getattr(node.value, "id", None) or getattr(node.value, "attr", None)
                if (owner, node.attr) in _ASKS:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found
