"""The floor plan, as the shape tests read it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "indgang"

#: From the ground up; names on one floor do not know each other (``.importlinter`` says the same).
FLOORS: tuple[tuple[str, ...], ...] = (
    ("shared",),
    ("organisation",),
    ("access",),
    ("catalogue", "citizens", "places", "ways"),
    ("competence",),
    ("reorganisation",),
    ("appointments", "documents", "messages"),
    ("enquiry",),
    ("triage",),
    ("case",),
    ("coordination",),
    ("decision",),
    ("desk", "portal", "rest", "demo", "steering"),
    ("config",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def sources() -> list[Path]:
    """Every Python file of the product, without tests and migrations."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "tests" not in path.parts and "migrations" not in path.parts
    ]
