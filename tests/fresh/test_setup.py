"""``./run`` and ``./test`` on machines that lack something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminals import ROOT

SCRIPTS = ("run", "test", ".ci/run", "tools/python.sh")
FILES = ("run", "test", "pyproject.toml", "tools/python.sh", "tools/setup.py")
#: A Python like Debian's without python3-venv.
_WITHOUT_ENSUREPIP = """\
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "ensurepip":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What ``./run`` reads, in a folder with a space in its name."""
    made = tmp_path / "en klon"
    for name in FILES:
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, made / name)
    return made


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with nothing but a shell's needs: no apt-get, no sudo, no Python."""
    made = tmp_path / "programs"
    made.mkdir()
    for name in ("sh", "dirname", "env"):
        found = shutil.which(name)
        assert found
        (made / name).symlink_to(found)
    return made


def _run(script: Path, path: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [script, *words],
        env={"PATH": str(path), "HOME": "/nonexistent", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd="/",
        timeout=60,
    )


def _give(programs: Path, name: str, text: str) -> None:
    (programs / name).write_text(f"#!{shutil.which('sh')}\n{text}\n")
    (programs / name).chmod(0o755)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_shell_understands_it(script: str) -> None:
    done = subprocess.run(["sh", "-n", ROOT / script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert script.endswith(".sh") or os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("script", ["run", "test"])
def test_without_python_it_says_what_to_install(clone: Path, programs: Path, script: str) -> None:
    done = _run(clone / script, programs)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "apt-get install python3" in line


def test_a_python_that_is_too_old_is_none(clone: Path, programs: Path) -> None:
    _give(programs, "python3", "exit 1")
    done = _run(clone / "run", programs)
    assert done.returncode == 1
    assert "3.11" in done.stderr


@pytest.mark.parametrize("script", ["run", "test"])
def test_without_venv_it_says_the_one_line(
    clone: Path, programs: Path, tmp_path: Path, script: str
) -> None:
    (programs / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    _give(programs, "chromium", "exit 0")
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(_WITHOUT_ENSUREPIP)
    done = _run(clone / script, programs, PYTHONPATH=str(site))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "mangler" in line and "is missing" in line
    assert "apt-get install -y" in line and "-venv" in line


def test_where_it_may_it_installs_what_is_missing(
    clone: Path, programs: Path, tmp_path: Path
) -> None:
    (programs / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    calls = tmp_path / "calls"
    _give(programs, "sudo", 'shift; [ "$1" = true ] || exec "$@"')
    _give(programs, "apt-get", f'echo "$@" >>"{calls}"; exit 1')
    done = _run(clone / "test", programs)
    assert done.returncode == 1
    assert calls.read_text().split()[-1] == "update"
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("script", ["run", "test"])
def test_help_needs_nothing(clone: Path, programs: Path, script: str) -> None:
    (programs / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    done = _run(clone / script, programs, "--help")
    assert done.returncode == 0
    assert f"./{script}" in done.stdout
    assert not (clone / ".venv").exists()
