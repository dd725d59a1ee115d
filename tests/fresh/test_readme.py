"""The commands that the README tells people to give are commands."""

import sys

from terminals import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import tour


def test_every_command_of_the_readme_is_carried_out() -> None:
    found = list(tour.commands(tour.README.read_text(encoding="utf-8")))
    assert "./run" in [command.split()[0] for command in found]
    assert "./test" in [command.split()[0] for command in found]
    for command in found:
        tour.follow(command)
