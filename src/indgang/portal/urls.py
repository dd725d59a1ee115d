"""Addresses of the citizen's pages."""

from django.urls import URLPattern, URLResolver, include, path

from indgang.portal.views import (
    about,
    asking,
    booking,
    finding,
    front,
    kept,
    matter,
    mine,
    papers,
    times,
    trust,
    unit,
)

_pages: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("svar/", front.answer, name="answer"),
    path("akut/", front.urgent, name="urgent"),
    path("henvendelse/", asking.enquiry, name="ask"),
    path("henvendelse/skriv/", asking.begin, name="begin"),
    path("min-side/henvendelse/", asking.enquiry_mine, name="ask_mine"),
    path("kvittering/", asking.receipt, name="receipt"),
    path("hjaelp/", finding.help_list, name="help"),
    path("hjaelp/<slug:code>/", finding.service_page, name="service"),
    path("steder/", finding.places, name="places"),
    path("enheder/<slug:key>/", unit.unit_page, name="unit"),
    path("tid/", times.own_time, name="time"),
    path("tid/flyt/", times.move_time, name="move_time"),
    path("tid/aflys/", times.cancel_time, name="cancel_time"),
    path("tid/kalender.ics", times.calendar, name="calendar"),
    path("tid/<slug:code>/", booking.choose, name="book"),
    path("tid/<slug:code>/bekraeft/", booking.confirm, name="confirm"),
    path("min-side/", mine.mine, name="mine"),
    path("min-side/sag/<uuid:case_id>/", matter.case_page, name="case"),
    path("min-side/sag/<uuid:case_id>/svar/", matter.answer, name="answer_hearing"),
    path("min-side/henvendelse/<uuid:enquiry_id>/", matter.enquiry_page, name="enquiry"),
    path("min-side/henvendelse/<uuid:enquiry_id>/fortryd/", matter.withdraw_it, name="withdraw"),
    path("min-side/breve/", papers.letters, name="letters"),
    path("min-side/breve/<uuid:message_id>/", papers.letter, name="letter"),
    path("min-side/dokument/<uuid:document_id>/", papers.paper, name="document"),
    path("min-side/hvem-har-set/", trust.looked, name="looked"),
    path("min-side/samtykker/", trust.consent_list, name="consents"),
    path("min-side/samtykker/<uuid:consent_id>/traek/", trust.withdraw, name="withdraw_consent"),
    path("tilgaengelighed/", about.accessibility, name="accessibility"),
    path("privatliv/", about.privacy, name="privacy"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("fortsaet/", kept.unfinished, name="unfinished"),
    path("", include((_pages, "portal"))),
]
