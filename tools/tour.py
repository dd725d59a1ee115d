"""The README's commands, carried out: what is written there works.

``./run`` is started on a port and a database of its own, and stopped when it answers; what would
run this very suite (``./test``, ``make check`` ...) is asked for its help or its plan instead.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(?:sh|console|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PATIENCE = 300.0


def commands(text: str) -> Iterator[str]:
    """The commands of the page's shell blocks, without prompts, comments and blank lines."""
    for block in _BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            command = line.strip().removeprefix("$ ").split(" #", 1)[0].strip()
            if command and not command.startswith("#"):
                yield command


def words_of(command: str) -> tuple[dict[str, str], list[str]]:
    """The settings before a command (``NAME=value``), and its words."""
    settings, words = {}, shlex.split(command)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        name, _, setting = words.pop(0).partition("=")
        settings[name] = setting
    return settings, words


def trial_of(command: str) -> list[str] | None:
    """What to run to see that a command works; None for one that is not ours (``git clone``).

    Raises ValueError for a command that nobody knows.
    """
    _settings, words = words_of(command)
    program = Path(words[0]).name
    if words[0] in ("git", "cd", "curl", "open", "xdg-open", "sudo", "apt-get"):
        return None
    if words[0] == "./run":
        return words
    if words[0] == "./test":
        return ["./test", "--help"]
    if words[0] == "make":
        return ["make", "--dry-run", *words[1:]]
    if program == "indgang":
        return [str(Path(sys.executable).parent / "indgang"), *words[1:]]
    raise ValueError(f"what is {command!r}?")


def follow(command: str) -> None:
    """Carry one command out. Raises RuntimeError when it fails."""
    trial = trial_of(command)
    if trial is None:
        print(f"  -  {command}")
        return
    serves = trial[0] == "./run" or trial[1:2] == ["serve"]
    if serves and "--help" not in trial:
        see_it_serve(trial)
    else:
        # Only whether it is understood: carrying it out could change this machine's data.
        asked = trial if trial[0] in ("make", "./test", "./run") else [*trial[:2], "--help"]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr.strip() or done.stdout.strip()}")
    print(f"  ✓  {command}", flush=True)


def see_it_serve(trial: list[str]) -> None:
    """Start it on a free port and another database until it says that it is ready."""
    with tempfile.TemporaryDirectory(prefix="indgang-tour-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        surroundings = {**os.environ, "INDGANG_DATA": str(Path(folder) / "database")}
        surroundings.pop("DATABASE_URL", None)
        for name in [name for name in surroundings if name.startswith("INDGANG_URL_")]:
            del surroundings[name]
        process = subprocess.Popen(
            [*trial, "--port", str(free_port())],
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = wait_for(process, "Ctrl-C")
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        time.sleep(6)  # the database stops a moment after its last user
        if "Ctrl-C" not in said:
            raise RuntimeError(f"{shlex.join(trial)} did not serve:\n{said}")


def wait_for(process: "subprocess.Popen[str]", words: str) -> str:
    """What a process says until the words come (or it ends)."""
    assert process.stdout is not None
    said, deadline = "", time.monotonic() + _PATIENCE
    for line in process.stdout:
        said += line
        if words in line or time.monotonic() > deadline:
            break
    return said


def free_port() -> int:
    """A port that nobody uses right now."""
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def main() -> None:
    """Every command of the README."""
    for command in commands(README.read_text(encoding="utf-8")):
        follow(command)


if __name__ == "__main__":
    main()
