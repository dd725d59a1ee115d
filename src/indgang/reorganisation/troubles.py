"""What would be wrong after a reorganisation, and who has signed for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.reorganisation.checks import may_be_signed
from indgang.reorganisation.models import SignedException
from indgang.reorganisation.outlook import outlook
from indgang.reorganisation.queries import row_of
from indgang.reorganisation.rules import State


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """Something that would be wrong, and who answers for it, if somebody does.

    ``must``: mended or signed before enactment; ``signable``: some can only be mended.
    ``choices`` are keys of units that could mend it.
    """

    code: str
    subject: str
    text: str
    must: bool
    signable: bool
    choices: tuple[str, ...]
    signed_reason: str
    signed_by: str
    signed_at: datetime | None

    @property
    def stops(self) -> bool:
        """Does it keep the reorganisation from being enacted?"""
        return self.must and self.signed_at is None


def troubles(reorganisation_id: UUID) -> tuple[TroubleLine, ...]:
    """What would be wrong afterwards, the unsigned musts first. Raises ``NotFound``.

    For one that is no draft any more: what was signed for.
    """
    row = row_of(reorganisation_id)
    signed = {
        (each.code, each.subject): each
        for each in SignedException.objects.filter(reorganisation=row).select_related("signed_by")
    }
    if row.state != State.DRAFT:
        return tuple(
            TroubleLine(
                each.code, each.subject, each.text, True, True, (), each.reason,
                each.signed_by.name, each.signed_at,
            )
            for each in signed.values()
        )  # fmt: skip
    lines = []
    for each in outlook(row.id, row.effective_on).troubles:
        by = signed.get((each.code, each.subject))
        lines.append(
            TroubleLine(
                each.code,
                each.subject,
                each.text,
                each.must,
                may_be_signed(each.code, each.subject),
                each.choices,
                by.reason if by else "",
                by.signed_by.name if by else "",
                by.signed_at if by else None,
            )
        )
    return tuple(sorted(lines, key=lambda line: (not line.stops, not line.must)))
