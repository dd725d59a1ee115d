"""The door of ``competence``: may they, who may, and why; giving authority and taking it back."""

from indgang.competence.actions import NotCompetentError, record_verdict
from indgang.competence.agreed import (
    CRITERIA,
    BoundaryLine,
    Criterion,
    TaskReadiness,
    boundaries,
    readiness,
    readiness_of,
)
from indgang.competence.asking import (
    Gap,
    MayDo,
    Overlap,
    PersonThatMay,
    Side,
    WhoMay,
    gaps,
    overlaps,
    what_may,
    who_may,
)
from indgang.competence.drawing import Edge, Node, Picture, picture, picture_of
from indgang.competence.ending import (
    LostSubject,
    WouldFall,
    can_be_unrevoked,
    unrevoke_grant,
    would_fall,
)
from indgang.competence.falling import Falling, FallsAway, falls_away
from indgang.competence.giving import speaks_for
from indgang.competence.granting import (
    add_instrument,
    give_grant,
    hold_authority_to_change,
)
from indgang.competence.grants import GrantFacts
from indgang.competence.impartiality import (
    GROUNDS,
    ConflictLine,
    conflicts,
    end_conflict,
    handle_conflict,
    record_conflict,
)
from indgang.competence.kle import GrantRenumbered, grants_renumbered, grants_under
from indgang.competence.levels import Level, LevelRow, Levels, Solver, Steering, levels
from indgang.competence.links import Broken, ChainLink, chain_links
from indgang.competence.listing import (
    GrantLine,
    InstrumentLine,
    grant,
    grants,
    instrument,
    instruments,
)
from indgang.competence.models import ActionKind, Handling, InstrumentKind
from indgang.competence.preparing import agree_boundary, record_readiness
from indgang.competence.queries import UnitThatMay, has_conflict, may_each, units_that_may
from indgang.competence.queries import may as verdict
from indgang.competence.recorded import recorded_chain
from indgang.competence.revoking import revoke_grant
from indgang.competence.robust import LEAST_PEOPLE, Robustness, robustness
from indgang.competence.rules import Matter, Reason, Verdict
from indgang.competence.words import CRITERION_NAMES, Explanation, Link, explain, kroner

__all__ = [
    "CRITERIA",
    "CRITERION_NAMES",
    "GROUNDS",
    "LEAST_PEOPLE",
    "ActionKind",
    "BoundaryLine",
    "Broken",
    "ChainLink",
    "ConflictLine",
    "Criterion",
    "Edge",
    "Explanation",
    "Falling",
    "FallsAway",
    "Gap",
    "GrantFacts",
    "GrantLine",
    "GrantRenumbered",
    "Handling",
    "InstrumentKind",
    "InstrumentLine",
    "Level",
    "LevelRow",
    "Levels",
    "Link",
    "LostSubject",
    "Matter",
    "MayDo",
    "Node",
    "NotCompetentError",
    "Overlap",
    "PersonThatMay",
    "Picture",
    "Reason",
    "Robustness",
    "Side",
    "Solver",
    "Steering",
    "TaskReadiness",
    "UnitThatMay",
    "Verdict",
    "WhoMay",
    "WouldFall",
    "add_instrument",
    "agree_boundary",
    "boundaries",
    "can_be_unrevoked",
    "chain_links",
    "conflicts",
    "end_conflict",
    "explain",
    "falls_away",
    "gaps",
    "give_grant",
    "grant",
    "grants",
    "grants_renumbered",
    "grants_under",
    "handle_conflict",
    "has_conflict",
    "hold_authority_to_change",
    "instrument",
    "instruments",
    "kroner",
    "levels",
    "may_each",
    "overlaps",
    "picture",
    "picture_of",
    "readiness",
    "readiness_of",
    "record_conflict",
    "record_readiness",
    "record_verdict",
    "recorded_chain",
    "revoke_grant",
    "robustness",
    "speaks_for",
    "units_that_may",
    "unrevoke_grant",
    "verdict",
    "what_may",
    "who_may",
    "would_fall",
]
