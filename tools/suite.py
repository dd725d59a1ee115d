"""All that must hold, one part after the other, and at the end how each went.

``./test`` runs everything, ``./test --quick`` what takes a minute, ``./test --long`` also what
takes hours; other arguments go to pytest and choose the tests (then nothing else runs).
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CODE = ("src", "tests", "tools", "bench", "conftest.py")
_NO_TEST_RAN = 5  # pytest's exit code


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the suite. ``tests`` says whether it must run at least one test."""

    title: str
    command: Sequence[str]
    tests: bool = False


def parts(*, quick: bool, long: bool) -> list[Part]:
    """The parts in order: what is quick to fail comes first."""
    code = [name for name in CODE if (ROOT / name).exists()]
    unit = "not browser" if long else "not browser and not long"
    slow = ["--ignore=tests/fresh", "--ignore=tests/database"] if quick else []
    pages = "browser" if long else "browser and not long"
    found = [
        Part("format", [tool("ruff"), "format", "--check", *code]),
        Part("lint", [tool("ruff"), "check", *code]),
        Part("types", [sys.executable, str(ROOT / "tools" / "check_types.py")]),
        Part("imports", [tool("lint-imports"), "--no-cache"]),
        Part("tests", [*pytest(), "-n", "2", "-m", unit, *slow], tests=True),
    ]
    if not quick:
        # One at a time: a browser, a web server and a database share two cores already.
        found.append(Part("browser", [*pytest(), "-m", pages], tests=True))
    return found


def tool(name: str) -> str:
    """A program of this environment."""
    return str(BIN / name)


def pytest() -> list[str]:
    """How tests are started."""
    return [sys.executable, "-m", "pytest", "-q"]


def run(part: Part) -> tuple[str, float]:
    """Run one part; gives what is wrong with it (nothing when it is right) and its seconds."""
    print(f"\n── {part.title} " + "─" * (60 - len(part.title)), flush=True)
    begun = time.monotonic()
    code = subprocess.run(part.command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    taken = time.monotonic() - begun
    if part.tests and code == _NO_TEST_RAN:
        return "no test ran", taken
    return (f"exit {code}" if code else ""), taken


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 when all of it is right."""
    quick, long = "--quick" in arguments, "--long" in arguments
    chosen = [word for word in arguments if word not in ("--quick", "--long")]
    if long:
        os.environ.setdefault("HYPOTHESIS_PROFILE", "long")
    elif os.environ.get("CI"):
        os.environ.setdefault("HYPOTHESIS_PROFILE", "ci")
    front_end = Part("front-end files", [sys.executable, str(ROOT / "tools" / "front_end.py")])
    plan = [front_end]
    if chosen:
        plan.append(Part("tests", [*pytest(), *chosen], tests=True))
    else:
        plan += parts(quick=quick, long=long)
    outcomes = [(part, *run(part)) for part in plan]
    print("\n── summary " + "─" * 53)
    for part, wrong, taken in outcomes:
        print(f"  {'✗' if wrong else '✓'} {part.title:<16} {taken:6.1f} s  {wrong}".rstrip())
    return 1 if any(wrong for _part, wrong, _taken in outcomes) else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
