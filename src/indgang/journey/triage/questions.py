"""What to ask when two readings of a text are close. The words stand in ``data/guidance.toml``."""

from collections.abc import Sequence

from indgang.journey.triage.circumstances import Circumstances

#: How near the second reading must come to the first for a question to be worth asking.
_CLOSE = 0.9
_BETWEEN = {
    frozenset({"boligydelse", "boligsikring"}): "pension",
    frozenset({"personligt-tillaeg", "enkeltudgifter"}): "pension",
    frozenset({"kontanthjaelp", "uddannelseshjaelp"}): "under_30",
    frozenset({"tandtilskud", "tandpleje-boern"}): "for_a_child",
    frozenset({"tandtilskud", "personligt-tillaeg"}): "pension",
    frozenset({"sygedagpenge", "jobafklaring"}): "how_long_ill",
    frozenset({"fleksjob", "foertidspension"}): "can_work_a_little",
    frozenset({"foertidspension", "seniorpension"}): "near_pension_age",
    frozenset({"parkering", "parkeringsafgift"}): "fine_or_permit",
    frozenset({"affald", "storskrald"}): "how_big",
    frozenset({"flytning", "til-fra-udlandet"}): "inside_denmark",
    frozenset({"plejebolig", "hjemmehjaelp"}): "day_and_night",
    frozenset({"bostoette", "socialpsykiatri"}): "at_home",
    frozenset({"byggetilladelse", "byggeri-nabo"}): "own_building",
    frozenset({"skolefravaer", "skoleskift"}): "stays_away",
    frozenset({"aktindsigt", "registerindsigt"}): "papers_or_data",
    frozenset({"boerneydelse", "boernetilskud"}): "alone_with_children",
}


def ask_next(ranked: Sequence[tuple[str, float]], about: Circumstances) -> str | None:
    """The key of the question that would tell two close readings apart, or ``None``.

    ``tell_more`` when nothing was understood, ``which`` when two are close without a question
    of their own.
    """
    if not ranked:
        return "tell_more"
    if len(ranked) < 2 or ranked[1][1] < _CLOSE * ranked[0][1]:
        return None
    key = _BETWEEN.get(frozenset({ranked[0][0], ranked[1][0]}), "which")
    if key == "pension" and about.pensioner:
        return None
    return None if key == "under_30" and about.ages else key
