"""Numbers as people write them: 2.507 in Danish, 2,507 in English."""

from django.utils.translation import get_language


def spoken_number(number: int) -> str:
    """A whole number with the reader's thousands mark."""
    text = f"{number:,}"
    return text if (get_language() or "da").startswith("en") else text.replace(",", ".")
