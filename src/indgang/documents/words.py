"""What a file that cannot be received really is, in words a person knows."""

from django.utils.translation import gettext as _

from indgang.documents.rules import ENDINGS, Fault, Judgement
from indgang.shared.errors import BadInput


def _kind(media_type: str) -> str:
    """What the content is called in a sentence ("et Word-dokument")."""
    names = {
        "application/pdf": _("en PDF"),
        "image/jpeg": _("et billede i formatet JPEG"),
        "image/png": _("et billede i formatet PNG"),
        "text/plain": _("ren tekst"),
        "application/zip": _("et ZIP-arkiv"),
        "application/x-msdownload": _("et program"),
        "application/x-executable": _("et program"),
        "application/msword": _("et Word-dokument"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _(
            "et Word-dokument"
        ),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _("et regneark"),
        "application/vnd.oasis.opendocument.text": _("et tekstdokument (ODT)"),
        "image/heic": _("et billede i formatet HEIC"),
        "image/gif": _("et billede i formatet GIF"),
        "image/webp": _("et billede i formatet WebP"),
        "video/mp4": _("en video"),
        "video/quicktime": _("en video"),
    }
    return names.get(media_type, _("noget andet (%(type)s)") % {"type": media_type})


def complaint(judgement: Judgement) -> BadInput:
    """The answer to somebody whose file is not received: what is wrong and what to do."""
    name, fault = judgement.name or _("uden navn"), judgement.fault
    if fault is Fault.EMPTY:
        text = _("Filen »%(name)s« er tom. Vælg filen igen.") % {"name": name}
    elif fault is Fault.TOO_LARGE:
        text = _("Filen »%(name)s« er for stor. Den må højst fylde 10 MB.") % {"name": name}
    elif fault is Fault.OTHER_NAME:
        text = _(
            "Filen hedder »%(name)s«, men indholdet er %(kind)s. "
            "Giv filen et navn, der ender på %(ending)s, og send den igen."
        ) % {
            "name": name,
            "kind": _kind(judgement.media_type),
            "ending": ENDINGS[judgement.media_type][0],
        }
    elif judgement.media_type:
        text = _(
            "Filen »%(name)s« er %(kind)s. Vi kan tage imod PDF, billeder (JPEG og PNG) "
            "og ren tekst. Gem den som PDF, og send den igen."
        ) % {"name": name, "kind": _kind(judgement.media_type)}
    else:
        text = _(
            "Vi kan ikke se, hvad filen »%(name)s« er. Vi kan tage imod PDF, billeder "
            "(JPEG og PNG) og ren tekst."
        ) % {"name": name}
    return BadInput(text, fields={"file": text})
