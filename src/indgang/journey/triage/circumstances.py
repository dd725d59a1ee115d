"""What a text tells of the person: age, pension, children, a company. It decides between
services that are alike, such as housing benefit for pensioners and for others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indgang.journey.triage.text import Word

_PENSION = re.compile(
    r"\b(?:folke|foertids|alders)?pension(?:en|ist|ister|isten|eret)?\b|\bpensioner\w*|\bretired\b"
)
_CHILD = re.compile(
    r"\b(?:boern\w*|barn\w*|soen(?:nen)?|datter\w*|dreng\w*|pige\w*|baby\w*|child\w*|kids?|"
    r"son|daughter|\d+\.? ?klasse|teenager\w*|tvilling\w*|unge(?:n|r|rne)?)\b"
)
_STUDENT = re.compile(r"\b(?:studerende|student|su|universitet\w*|studier\w*|studying)\b")
_COMPANY = re.compile(
    r"\b(?:virksomhed\w*|firma\w*|butik\w*|restaurant\w*|cafe\w*|medarbejder\w*|ansatte?|"
    r"company|employees?|staff|selvstaendig\w*)\b"
)
_BENEFIT = re.compile(
    r"\b(?:kontanthjaelp\w*|uddannelseshjaelp\w*|bistand\w*|social assistance|integrationsydelse)\b"
)
_LOST_JOB = re.compile(
    r"\b(?:fyret|afskediget|opsagt (?:fra|paa) (?:mit )?(?:job|arbejde\w*)|laid off|got fired|"
    r"(?:mist\w+|uden) (?:mit |jobbet|min )?\s?(?:arbejde?t?|job|jobbet|stilling)|mist\w+ jobbet|"
    r"los[te]\w* my job)\b"
)
_RENT = re.compile(r"\b(?:huslejen?|rent|leje|terminen|boligen|lejlighed\w*)\b")
_AGE = re.compile(
    r"\b(?:jeg er|er|paa|fylder|bliver|am|i'm|is|age|turns?|mand|kvinde|alder(?:en)?)"
    r"(?: (?:nu|snart|kun|lige blevet|en))? (\d{1,3})(?: ?(?:aar\w*|years?))?\b"
    r"(?! ?(?:kr|min|maaned|month|week|uge|dag|day|kvm|m2|etage|sal|procent|%|timer|hours))"
    r"|\b(\d{1,3}) ?(?:aar(?:ig)?|years? old)\b"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the person or of whom they write. ``ages``: every age that is named."""

    pensioner: bool
    child: bool
    student: bool
    company: bool
    benefit: bool
    lost_job: bool
    rent: bool
    ages: tuple[int, ...]

    @property
    def young(self) -> bool:
        """Somebody between 16 and 29 is named, and nobody older."""
        return bool(self.ages) and any(16 <= a < 30 for a in self.ages) and max(self.ages) < 30

    @property
    def old(self) -> bool:
        """Somebody of 65 or more is named."""
        return any(65 <= age < 115 for age in self.ages)

    @property
    def turning_adult(self) -> bool:
        """Somebody is at the border between the children's and the adults' rules."""
        return any(17 <= age <= 18 for age in self.ages)


def circumstances_of(words: Sequence[Word], folded: str) -> Circumstances:
    """What a text says of the person's life, from its folded form."""
    ages = tuple(int(a or b) for a, b in _AGE.findall(folded))
    numbers = {"atten": 18, "sytten": 17, "nitten": 19, "tyve": 20}
    named = tuple(numbers[word.folded] for word in words if word.folded in numbers)
    return Circumstances(
        pensioner=bool(_PENSION.search(folded)),
        child=bool(_CHILD.search(folded)),
        student=bool(_STUDENT.search(folded)),
        company=bool(_COMPANY.search(folded)),
        benefit=bool(_BENEFIT.search(folded)),
        lost_job=bool(_LOST_JOB.search(folded)),
        rent=bool(_RENT.search(folded)),
        ages=ages + named,
    )


def fits(code: str, about: Circumstances) -> float:
    """How well a service fits the person, as a factor on its evidence (1 = nothing known)."""
    factor = 1.0
    pension = about.pensioner or (about.old and code not in ("hjemmehjaelp",))
    if code in ("boligydelse", "personligt-tillaeg"):
        factor *= 1.5 if pension else 0.75
    if code in ("boligsikring", "enkeltudgifter", "tandtilskud") and pension:
        factor *= 0.6
    if code == "uddannelseshjaelp":
        factor *= 1.35 if about.young else 0.8
    if code in ("kontanthjaelp",) and about.young:
        factor *= 0.8
    if code == "kontanthjaelp" and about.lost_job:
        factor *= 1.65
    if code == "tandpleje-boern":
        factor *= 1.25 if about.child and not about.benefit else 0.7
    if code == "tandtilskud" and about.child:
        factor *= 0.75
    if code == "ungestoette":
        factor *= 1.4 if about.turning_adult else 0.9
    if code == "virksomhedsservice":
        factor *= 1.2 if about.company else 0.8
    if code in ("skolefravaer", "skoleskift", "tabt-arbejdsfortjeneste") and not about.child:
        factor *= 0.85
    return factor
