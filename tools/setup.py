"""Makes ``.venv`` and hands over: ``setup.py run|test|prepare ARGUMENTS``. Standard library only.

Can be interrupted at any point and started twice at once: a lock lets one work at a time, a mark
tells that an installation was not finished (it is made anew), and a stamp that it was.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "indgang-stamp.json"
UNFINISHED = ROOT / "var" / "venv-unfinished"
LOG = ROOT / "var" / "setup.log"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

HELP = {
    "run": """\
./run [TILVALG]    Starter Indgang med den opdigtede kommune på http://127.0.0.1:8000
                   Starts Indgang with the made-up municipality.
  --port 8001      en anden port / another port
  --host ADRESSE   en anden adresse / another address
  --lang en        engelsk i terminalen / English in the terminal
  --municipality lyngby-taarbaek
                   en anden opdigtet kommune / another made-up municipality
  --help           denne hjælp / this help

DATABASE_URL       en anden PostgreSQL (15+) end den indbyggede / instead of the embedded one
INDGANG_DATA       mappe til den indbyggede database / folder of the embedded database
""",
    "test": """\
./test              alt / everything
./test --quick      format, lint, types, imports, unit tests
./test --long       også det, der tager timer / also what takes hours
./test ARGUMENTS    kun pytest med dem / only pytest with them: ./test -k anna

DATABASE_URL        en anden PostgreSQL (15+) end den indbyggede / instead of the embedded one
""",
}


def fail(line: str) -> NoReturn:
    """End with one line that says what to do."""
    print(f"indgang: {line}", file=sys.stderr)
    raise SystemExit(1)


def say(line: str) -> None:
    """Tell how far we are."""
    print(line, flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time change the environment."""
    try:
        (ROOT / "var").mkdir(exist_ok=True)
        lock = (ROOT / "var" / "setup.lock").open("a")
    except OSError as error:
        fail(f"Kan ikke skrive her / Cannot write here: {error.filename} ({error.strerror})")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  … venter på en anden start / waiting for another start")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wanted(extras: str) -> dict[str, str]:
    """What a finished installation of this checkout is stamped with."""
    return {
        "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
        "python": sys.version.split()[0],
        "checkout": str(ROOT),
        "extras": extras,
    }


def stamped() -> dict[str, str]:
    """The stamp of what is there; empty when there is none that can be read."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found


def is_ready(extras: str) -> bool:
    """Is everything installed that is asked for (or more)?"""
    found = stamped()
    enough = wanted(found.get("extras", "")) == found and found.get("extras", "") >= extras
    return enough and PYTHON.exists() and not UNFINISHED.exists()


def must_begin_anew() -> bool:
    """Was it left half made, or made for another place or another Python?"""
    if UNFINISHED.exists() or not PYTHON.exists():
        return True
    found, now = stamped(), wanted("")
    if found and any(found[name] != now[name] for name in ("python", "checkout")):
        return True
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode != 0


def install(extras: str) -> None:
    """Bring ``.venv`` in line with ``pyproject.toml``."""
    anew = must_begin_anew()
    more = stamped().get("extras", "")
    extras = max(extras, more)
    UNFINISHED.write_text("")
    if anew:
        need_venv()
        shutil.rmtree(VENV, ignore_errors=True)
        timed("Python-miljø / Python environment", [sys.executable, "-m", "venv", str(VENV)])
    package = f"{ROOT}[{extras}]" if extras else str(ROOT)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    timed("Python-pakker / Python packages", [*pip, "--progress-bar=off", "--editable", package])
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(wanted(extras)))
    draft.replace(STAMP)
    UNFINISHED.unlink()


def timed(title: str, command: Sequence[str]) -> None:
    """Run a step that can take a while; what it writes is kept in ``var/setup.log``."""
    begun = time.monotonic()
    if sys.stdout.isatty():
        print(f"  … {title}", end="\r", flush=True)
    with LOG.open("ab") as log:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT)
    if done.returncode:
        fail(f"{title}: {last_words()} Se / See {LOG}. Prøv igen / Try again.")
    say(f"  ✓ {title} ({time.monotonic() - begun:.0f} s)")


def last_words() -> str:
    """The line of the log that says what is wrong."""
    lines = LOG.read_text(errors="replace").strip().splitlines()[-40:]
    if any("No space left" in line for line in lines):
        return "Disken er fuld / The disk is full."
    telling = [line for line in lines if line.lstrip().lower().startswith(("error", "e: "))]
    return (telling or lines or ["?"])[-1].strip()


def need_venv() -> None:
    """Python on Debian comes without what makes environments; get it where we may."""
    try:
        import ensurepip  # noqa: F401  # Debian's venv is there without it, and of no use
        import venv  # noqa: F401
    except ImportError:
        pass
    else:
        return
    own = sys.executable.startswith("/usr/bin/")
    package = "python3-venv" if own else f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    get_package(package, "python3-venv")


def need_chromium() -> None:
    """The tests in a browser need one."""
    if not os.environ.get("CHROMIUM") and not any(map(shutil.which, CHROMIUM)):
        get_package("chromium", "Chromium")


def get_package(package: str, name: str) -> None:
    """Install one of the system's packages, or end with the line that does."""
    line = f"apt-get install -y --no-install-recommends {package}"
    before = administrator()
    if before is None or not shutil.which("apt-get"):
        by_hand = line if os.geteuid() == 0 else f"sudo {line}"
        fail(f"{name} mangler. Kør / {name} is missing. Run: {by_hand}")
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    waiting = ["-o", "DPkg::Lock::Timeout=300"]
    timed("apt-get update", [*quiet, *waiting, "update"])
    timed(
        line.removesuffix(f" --no-install-recommends {package}") + f" {package}",
        [*quiet, *waiting, *line.split()[1:]],
    )


def administrator() -> list[str] | None:
    """The words before a command that needs the administrator; None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(
            ["sudo", "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL
        )
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def main(goal: str, arguments: list[str]) -> NoReturn:
    """Have what the goal needs and become it."""
    if {"-h", "--help"} & set(arguments):
        print(HELP.get(goal, __doc__), end="")
        raise SystemExit(0)
    extras = "" if goal == "run" else "dev"
    browser = goal == "test" and "--quick" not in arguments
    if not is_ready(extras) or browser:
        with alone():
            if browser:
                need_chromium()
            if not is_ready(extras):
                install(extras)
    if goal == "prepare":
        raise SystemExit(0)
    program = {
        "run": [str(VENV / "bin" / "indgang"), "serve", "--demonstration"],
        "test": [str(PYTHON), str(ROOT / "tools" / "suite.py")],
    }[goal]
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.environ.pop("PYTHONHOME", None)
    sys.stdout.flush()
    os.execv(program[0], [*program, *arguments])


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except OSError as error:
        fail(f"{error.strerror}: {error.filename}")
