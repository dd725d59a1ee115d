"""What people type into a hearing or a decision, made fit to keep."""

from django.utils.translation import gettext as _

from indgang.shared.errors import BadInput
from indgang.shared.typed_text import without_controls

#: Longest text of each part of a decision, in characters.
_LONGEST = 20_000


def clean_text(text: str, field: str) -> str:
    """What was typed, without what nobody types. Raises ``BadInput`` when it is too long."""
    if len(text) > _LONGEST:
        message = _("Teksten er for lang. Skriv højst 20.000 tegn.")
        raise BadInput(message, fields={field: message})
    return without_controls(text)
