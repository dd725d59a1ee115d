"""When one person should hold several matters together (E5)."""

import re
from collections.abc import Mapping, Sequence

from indgang.journey.triage.circumstances import Circumstances
from indgang.journey.triage.vocabulary import Index

#: How near the best reading another need must come to count as a need of its own.
_STRONG = 0.7
_SEVERAL = re.compile(
    r"\b(?:flere|mange|fem|fire|tre|forskellige|alle mine|several|many|different|three|four|five)"
    r"(?:\W+\w+){0,2}?\W+(?:sagsbehandler\w*|afdeling\w*|forvaltning\w*|kontor\w*|raadgiver\w*|"
    r"caseworkers?|departments?|offices|mennesker i kommunen)\b|"
    r"\b(?:ingen|ikke) (?:\w+ ){0,2}?(?:taler|snakker) (?:\w+ )?sammen\b|\btovholder\w*|"
    r"\bsamlet plan\b|\bsamtidig med at\b.*\bindkald|\bindkalder mig paa samme tid\b|"
    r"\bsend(?:es|t|er) (?:\w+ ){0,3}?fra (?:\w+ ){1,3}?til\b|\bkastebold\w*|"
    r"\b(?:jobcent\w+)\b.*\b(?:familieafdeling\w*|socialcent\w+|boern\w*afdeling\w*)\b"
)


def needs_coordination(
    ranked: Sequence[tuple[str, float]],
    needs: Sequence[str],
    index: Index,
    about: Circumstances,
    folded: str,
    danger: str,
    *,
    offices: Mapping[str, str],
) -> tuple[bool, str]:
    """Whether the needs should be held by one person, and the rule that says so.

    ``several_cases``: the person tells of several offices. ``turns_adult``: a young person with
    special needs comes to the adults' rules. ``across``: needs of their own, at least one of
    them special, in two or more administrations (``offices``). ``children``: violence where there
    are children. Otherwise ``(False, "")``. ``needs`` are services that stand on words of their
    own.
    """
    if _SEVERAL.search(folded):
        return True, "several_cases"
    if not ranked:
        return False, ""
    best = ranked[0][1]
    strong = {code for code, score in ranked if score >= _STRONG * best}
    if danger:
        return (True, "children") if danger == "violence" and about.child else (False, "")
    if ranked[0][0] == "helhedsorienteret-plan":
        return True, "several_cases"
    if about.turning_adult and ranked[0][0] in ("ungestoette", "boernesag", "botilbud"):
        return True, "turns_adult"
    if about.lost_job and {"kontanthjaelp", "udsaettelsestruet"} <= strong and about.rent:
        return True, "across"
    having = {offices[code] for code in needs}
    special = any(index.situation[code] == "special" for code in needs)
    return (True, "across") if special and len(having) > 1 else (False, "")
