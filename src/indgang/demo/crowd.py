"""Those who work for the municipality and are not told of: so many in each post."""

from collections.abc import Iterator

from indgang.demo.batch import Batch
from indgang.demo.rules import slug

_GIVEN = ("woman_young", "man_young", "woman_old", "man_old")
_SHARES = ("0.5", "0.6", "0.75", "0.8", "0.86")


def crowd(batch: Batch) -> Iterator[dict[str, str]]:
    """Lines as in ``staff.csv`` from those of ``posts.csv``, with names put together by chance."""
    if not batch.files.has("posts.csv"):
        return
    taken: set[str] = {line["key"] for line in batch.files.table("staff")}
    for line in batch.files.table("posts"):
        number = int(line["number"])
        part_time = round(number * float(line["part_time"]))
        for place in range(number):
            name = _name(batch)
            yield {
                "key": _free_key(name, taken),
                "name": name,
                "unit": line["unit"],
                "function": line["function"],
                "title": line["title"],
                "share": batch.chance.choice(_SHARES) if place < part_time else "1",
            }


def _name(batch: Batch) -> str:
    names, chance = batch.files.toml("names"), batch.chance
    if batch.likely(1 / 8):
        roots = chance.choice(names["elsewhere"])
        given = chance.choice(roots[chance.choice(("woman", "man"))])
        return f"{given} {chance.choice(roots['surnames'])}"
    given = chance.choice(names[chance.choice(_GIVEN)])
    return f"{given} {chance.choice(names['surnames'])}"


def _free_key(name: str, taken: set[str]) -> str:
    base = slug(name)
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key
