"""Words for codes, so that no page shows a code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CASE_STATES: Mapping[str, Promise] = {
    "opstaaet": _("Ny"),
    "oplyst": _("Oplyst"),
    "afgjort": _("Afgjort"),
    "afsluttet": _("Lukket"),
}
ENQUIRY_STATES: Mapping[str, Promise] = {
    "received": _("Venter på svar"),
    "answered": _("Besvaret"),
    "offered": _("Givet videre, ikke taget over endnu"),
    "accepted": _("Taget over"),
    "decided": _("Afgjort"),
    "withdrawn": _("Trukket tilbage"),
}
HANDOVER_STATES: Mapping[str, Promise] = {
    "offered": _("venter på svar"),
    "accepted": _("taget over"),
    "returned": _("sendt tilbage"),
    "taken_back": _("taget tilbage igen"),
}
STEPS: Mapping[str, Promise] = {
    "received": _("Henvendelsen kom ind"),
    "answered": _("Henvendelsen blev besvaret"),
    "offered": _("Givet videre til"),
    "accepted": _("Taget over af"),
    "returned": _("Sendt tilbage af"),
    "escalated": _("Over grænsen, givet videre til"),
    "taken_back": _("Taget tilbage fra"),
    "moved": _("Flyttet, da enhederne blev lagt om, til"),
    "decided": _("Afgjort"),
    "named": _("Borgeren blev fundet"),
    "withdrawn": _("Borgeren trak henvendelsen tilbage"),
}
CHANNELS: Mapping[str, Promise] = {
    "web": _("på nettet"),
    "phone": _("i telefonen"),
    "counter": _("ved skranken"),
    "letter": _("som brev"),
}
URGENT: Mapping[str, Promise] = {
    "life": _("Fare for liv"),
    "violence": _("Vold"),
    "child": _("Et barn i fare"),
    "no_roof": _("Står uden tag over hovedet"),
}
RELATIONS: Mapping[str, Promise] = {
    "parent": _("forælder"),
    "child": _("barn"),
    "spouse": _("ægtefælle"),
    "guardian": _("værge"),
    "ward": _("er værge for"),
    "representative": _("partsrepræsentant"),
    "represented": _("repræsenterer"),
    "signatory": _("tegner"),
    "organisation": _("tegner"),
    "child_of": _("voksent barn"),
    "parent_of_adult": _("forælder"),
}
PARTY_ROLES: Mapping[str, Promise] = {
    "primary": _("part"),
    "co_party": _("part"),
    "representative": _("partsrepræsentant"),
    "custodian": _("forældremyndighed"),
}
OUTCOMES: Mapping[str, Promise] = {
    "granted": _("Ja til det hele"),
    "partly": _("Ja til en del"),
    "refused": _("Nej"),
}
GROUNDS: Mapping[str, Promise] = {
    "own_interest": _("Jeg har selv interesse i sagen"),
    "family": _("Borgeren er i min familie eller nær på mig"),
    "organisation": _("Jeg er med i en forening eller et firma, som sagen handler om"),
    "other": _("Der er en anden grund til at tvivle på mig"),
}
REVERSAL_BODIES: Mapping[str, Promise] = {
    "own_unit": _("Vi selv"),
    "appeal_body": _("Klageinstansen, for eksempel Ankestyrelsen"),
    "court": _("Ombudsmanden eller en domstol"),
}
BOOKING_STATES: Mapping[str, Promise] = {
    "booked": _("ventes"),
    "met": _("er her"),
    "no_show": _("kom ikke"),
    "cancelled": _("aflyst"),
}
MESSAGE_STATES: Mapping[str, Promise] = {
    "queued": _("på vej"),
    "accepted": _("hos den, der bringer det ud"),
    "delivered": _("fremme"),
    "failed": _("kom ikke frem"),
}
SURENESS: Mapping[str, Promise] = {
    "sure": _("ret sikkert"),
    "likely": _("sandsynligt"),
    "maybe": _("måske"),
}
