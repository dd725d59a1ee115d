"""The map names real places, and tells the journey in the order of the floors."""

import ast
import re

from house import ROOT, SOURCE

_PLACE = re.compile(r"`([a-z_/]+\.py)(?:::(\w+))?`")


def test_every_place_on_the_map_is_there() -> None:
    places = _PLACE.findall((ROOT / "MAP.md").read_text())
    assert len(places) > 15
    for file, name in places:
        path = SOURCE / file
        assert path.is_file(), file
        if name:
            tree = ast.parse(path.read_text())
            assert name in {getattr(node, "name", "") for node in tree.body}, f"{file}::{name}"


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "MAP.md").read_text()
    rooms = [p.name for p in SOURCE.iterdir() if (p / "__init__.py").is_file()]
    assert all(f"`{room}`" in text for room in rooms), rooms
