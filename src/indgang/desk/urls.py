"""Addresses of the desk, under ``/skranke/``. No person's data stands in any of them."""

from django.urls import URLPattern, path

from indgang.desk.views import (
    acts,
    authority,
    cases,
    citizen,
    decisions,
    enquiry,
    find,
    handing,
    home,
    papers,
    receiving,
    reversing,
    sent_on,
    where_now,
)

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("tid/<uuid:booking_id>/kom/", home.met, name="met"),
    path("find/", find.find, name="find"),
    path("borger/<uuid:citizen_id>/", citizen.citizen_page, name="citizen"),
    path("borger/<uuid:citizen_id>/aabn/", find.open_citizen, name="citizen_open"),
    path("borger/<uuid:citizen_id>/faerdig/", find.close_citizen, name="citizen_close"),
    path("henvendelse/ny/", citizen.new_enquiry, name="enquiry_new"),
    path("henvendelse/<uuid:enquiry_id>/", enquiry.enquiry_page, name="enquiry"),
    path("henvendelse/<uuid:enquiry_id>/svar/", enquiry.answer_page, name="enquiry_answer"),
    path("henvendelse/<uuid:enquiry_id>/borger/", enquiry.name_page, name="enquiry_name"),
    path(
        "henvendelse/<uuid:enquiry_id>/giv-videre/",
        handing.hand_over_page,
        name="enquiry_hand_over",
    ),
    path(
        "henvendelse/<uuid:enquiry_id>/afgoer/<slug:code>/",
        decisions.decide_enquiry,
        name="enquiry_decide",
    ),
    path("overdragelse/<uuid:handover_id>/", receiving.handover_page, name="handover"),
    path("overdragelse/<uuid:handover_id>/tag-over/", receiving.accept_page, name="accept"),
    path("overdragelse/<uuid:handover_id>/send-tilbage/", receiving.return_page, name="return"),
    path("overdragelse/<uuid:handover_id>/sendt/", sent_on.sent_on_page, name="sent_on"),
    path("overdragelse/<uuid:handover_id>/tag-tilbage/", sent_on.take_back_page, name="take_back"),
    path("sager/", cases.cases, name="cases"),
    path("sag/<uuid:case_id>/", cases.case_page, name="case"),
    path("sag/<uuid:case_id>/notat/", acts.note, name="case_note"),
    path("sag/<uuid:case_id>/papir/", acts.add_document, name="case_document"),
    path("sag/<uuid:case_id>/tag/", acts.take_case, name="case_take"),
    path("sag/<uuid:case_id>/hoer/", acts.hear, name="case_hear"),
    path("sag/<uuid:case_id>/hoeringssvar/", acts.record_answer, name="case_answer"),
    path("sag/<uuid:case_id>/afgoer/", decisions.decide_case, name="case_decide"),
    path("sag/<uuid:case_id>/luk/", acts.close_case, name="case_close"),
    path("sag/<uuid:case_id>/lavet-om/", reversing.reverse_page, name="case_reversed"),
    path("sag/<uuid:case_id>/inhabil/", acts.conflict, name="case_conflict"),
    path("papir/<uuid:document_id>/", papers.document_file, name="document"),
    path("breve/", papers.post, name="post"),
    path("breve/<uuid:message_id>/kuvert/", papers.envelope, name="envelope"),
    path("breve/<uuid:message_id>/sendt/", papers.posted, name="posted"),
    path("maa-jeg/", authority.what_may_i, name="what_may_i"),
    path("hvem-maa/", authority.who_may, name="who_may"),
    path("hvor/", where_now.where_now, name="where_now"),
]
