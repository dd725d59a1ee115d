"""The labelled texts: read once, measured the same way by every test."""

import csv
import math
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indgang.catalogue.public import service_entries
from indgang.journey.triage.guidance import outside_phrases
from indgang.journey.triage.rules import Index, Understanding, build_index, understand

OUTSIDE = "-"


@dataclass(frozen=True)
class Labelled:
    """One text and what a person says it means; ``services`` empty: no municipal matter."""

    part: str
    text: str
    services: tuple[str, ...]
    urgent: str
    coordinate: bool


@cache
def index() -> Index:
    """The index of the packaged catalogue."""
    return build_index(service_entries(), outside_phrases())


@cache
def labelled() -> tuple[Labelled, ...]:
    """All labelled texts."""
    with (Path(__file__).parent / "enquiries.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Labelled(
            row["part"],
            row["text"],
            () if row["services"] == OUTSIDE else tuple(row["services"].split(";")),
            "" if row["urgent"] == "no" else row["urgent"],
            row["coordinate"] == "yes",
        )
        for row in rows
    )


@cache
def read(part: str) -> tuple[tuple[Labelled, Understanding], ...]:
    """The texts of a part, each with what the engine understood."""
    return tuple((one, understand(one.text, index())) for one in labelled() if one.part == part)


def share(hits: int, of: int) -> tuple[float, float, float]:
    """A share with its 95 % Wilson interval."""
    z, p = 1.959964, hits / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return p, middle - half, middle + half


def shared_data() -> Path | None:
    """The folder of measuring data beside the repository, where there is one."""
    root = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("INDGANG_SHARED", root.parent / "shared")) / "data"
    return folder if folder.is_dir() else None
