"""Authority as a picture: who has it from whom, and by which instrument."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.competence.authority import Line
from indgang.competence.grants import GrantFacts
from indgang.competence.queries import authority, instrument_titles
from indgang.competence.rules import Matter, Reason, Verdict, judge
from indgang.organisation.public import Organisation, organisation
from indgang.shared.danish_order import danish_order


@dataclass(frozen=True, slots=True)
class Node:
    """A grant in the picture. ``level`` 0 is the governing body's; ``row`` its place there.

    ``limit`` in kroner is the grant's own. ``leaf``: the chain that was asked about ends here.
    """

    grant_id: UUID
    holder_id: UUID
    holder: str
    holder_kind: str
    function: str
    action: str
    kle: str
    limit: int | None
    instrument: str
    instrument_kind: str
    source: str
    level: int
    row: int
    leaf: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Authority goes from one grant to another, by the instrument of the lower one."""

    from_id: UUID
    to_id: UUID
    instrument: str
    instrument_kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes from the top down, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return max((node.level for node in self.nodes), default=-1) + 1

    @property
    def rows(self) -> int:
        """How many nodes the fullest level has."""
        return max((node.row for node in self.nodes), default=-1) + 1


def picture(
    matter: Matter,
    at: date,
    *,
    action: str = "decide",
    unit_ids: frozenset[UUID] | None = None,
    language: str = "da",
) -> Picture:
    """Every chain in force by which somebody may do it; ``unit_ids``: only those ending there.

    Chains that share their upper links share the nodes.
    """
    org = organisation(at)
    lines = [
        line
        for line in authority(org).about(matter.kle, at)
        if judge(line, action, matter) is Reason.ALLOWED
        and (unit_ids is None or line.grant.holder_id in unit_ids)
    ]
    return _draw(lines, org, language)


def picture_of(answer: Verdict, *, language: str = "da") -> Picture:
    """The chain of one verdict."""
    return _drawn([answer.chain], organisation(answer.at), language)


def _draw(lines: Iterable[Line], org: Organisation, language: str) -> Picture:
    return _drawn([line.chain for line in lines], org, language)


def _drawn(chains: list[tuple[GrantFacts, ...]], org: Organisation, language: str) -> Picture:
    found: dict[UUID, tuple[int, GrantFacts]] = {}
    for chain in chains:
        for level, grant in enumerate(reversed(chain)):
            found[grant.grant_id] = (level, grant)
    titles = instrument_titles(list(found), language)
    leaves = {chain[0].grant_id for chain in chains if chain}
    rows: dict[int, int] = {}
    nodes = []
    for level, grant in sorted(found.values(), key=lambda pair: _order(pair, org)):
        unit = org.units.get(grant.holder_id)
        title, source = titles.get(grant.grant_id, ("", ""))
        row = rows[level] = rows.get(level, -1) + 1
        nodes.append(
            Node(
                grant.grant_id,
                grant.holder_id,
                unit.name if unit else "",
                grant.holder_kind,
                grant.function,
                grant.action,
                grant.kle,
                grant.amount_limit,
                title,
                grant.instrument_kind,
                source,
                level,
                row,
                grant.grant_id in leaves,
            )
        )
    edges = tuple(
        Edge(grant.above_id, grant.grant_id, titles.get(grant.grant_id, ("", ""))[0],
             grant.instrument_kind)
        for _, grant in found.values()
        if grant.above_id is not None and grant.above_id in found
    )  # fmt: skip
    return Picture(tuple(nodes), edges)


def _order(pair: tuple[int, GrantFacts], org: Organisation) -> tuple[object, ...]:
    level, grant = pair
    unit = org.units.get(grant.holder_id)
    return level, danish_order(unit.name if unit else ""), grant.kle, grant.grant_id.int
