"""The law behind each level, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LAWS: dict[str, tuple[Promise, str]] = {
    "own": (_("Det er dine egne oplysninger"), "Databeskyttelsesforordningen art. 15"),
    "own_unit": (_("Din enhed har ansvaret for sagen"), "Forvaltningsloven § 32"),
    "consent": (_("Borgeren har givet samtykke"), "Retssikkerhedsloven § 11 a"),
    "same_administration": (
        _("Sagen er i din egen forvaltning"),
        "Forvaltningsloven §§ 29 og 32",
    ),
    "not_confidential": (_("Sagen er ikke fortrolig"), "Forvaltningsloven § 27"),
    "service_centre": (
        _("Borgeren søger hjælp i borgerservice"),
        "Borgerservicecenterloven § 3",
    ),
    "service_centre_sensitive": (
        _("Borgeren søger hjælp; indholdet er følsomt"),
        "Borgerservicecenterloven § 3; databeskyttelsesforordningen art. 9",
    ),
    "whole_view": (
        _("Begge har en åben sag, og hjælpen skal ses under ét"),
        "Retssikkerhedsloven § 5",
    ),
    "hidden": (_("Skjult"), ""),
    "no_basis": (_("Der er ikke grundlag i loven for at se sagen"), "Forvaltningsloven § 29"),
}
