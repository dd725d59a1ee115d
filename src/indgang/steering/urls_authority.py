"""Addresses of authority, under ``/styring/`` in the namespace ``steering``."""

from django.urls import URLPattern, path

from indgang.steering.views import (
    authority_book,
    authority_chain,
    authority_conflicts,
    authority_dispensation,
    authority_ending,
    authority_gaps,
    authority_granting,
    authority_mine,
    authority_readiness,
    authority_who,
)

urlpatterns: list[URLPattern] = [
    path("hvem-maa/", authority_who.who_may_page, name="authority"),
    path("hvem-maa/tegnet/", authority_who.picture_page, name="authority_picture"),
    path("hvad-maa-jeg/", authority_mine.mine_page, name="mine"),
    path("bemyndigelser/", authority_book.book_page, name="grants"),
    path("bemyndigelser/regneark/", authority_book.sheet, name="grants_sheet"),
    path("bemyndigelser/giv/", authority_granting.from_page, name="grant_from"),
    path("bemyndigelser/<uuid:grant_id>/", authority_chain.grant_page, name="grant"),
    path("bemyndigelser/<uuid:grant_id>/giv/", authority_granting.give_page, name="grant_give"),
    path("bemyndigelser/<uuid:grant_id>/slut/", authority_ending.end_page, name="grant_end"),
    path("bemyndigelser/<uuid:grant_id>/fortryd/", authority_ending.undo_page, name="grant_undo"),
    path("hjemler/", authority_book.instruments_page, name="instruments"),
    path("hjemler/ny/", authority_granting.instrument_new_page, name="instrument_new"),
    path("hjemler/<uuid:instrument_id>/", authority_book.instrument_page, name="instrument"),
    path("klar-til-skranken/", authority_readiness.readiness_page, name="readiness"),
    path("klar-til-skranken/<slug:code>/", authority_readiness.task_page, name="task"),
    path("dispensation/", authority_dispensation.dispensation_page, name="dispensation"),
    path("huller/", authority_gaps.gaps_page, name="gaps"),
    path("huller/aftale/", authority_gaps.agree_page, name="agree"),
    path("falder-vaek/", authority_gaps.falling_page, name="falling"),
    path("inhabilitet/", authority_conflicts.conflicts_page, name="conflicts"),
    path("inhabilitet/<uuid:conflict_id>/", authority_conflicts.conflict_page, name="conflict"),
    path(
        "inhabilitet/<uuid:conflict_id>/forbi/",
        authority_conflicts.end_conflict_page,
        name="conflict_end",
    ),
]
