"""Addresses of reorganisations, under ``/styring/`` in the namespace ``steering``."""

from django.urls import URLPattern, path

from indgang.steering.views import (
    reorganisation_draft,
    reorganisation_enact,
    reorganisation_files,
    reorganisation_preview,
    reorganisation_steps,
    reorganisation_telling,
    reorganisation_transition,
    reorganisation_troubles,
    reorganisations,
)

_ONE = "omlaegninger/<uuid:reorganisation_id>/"

urlpatterns: list[URLPattern] = [
    path("omlaegninger/", reorganisations.reorganisation_list, name="reorganisations"),
    path("omlaegninger/ny/", reorganisations.new, name="reorganisation_new"),
    path(
        "omlaegninger/skabelon.xlsx", reorganisation_files.template, name="reorganisation_template"
    ),
    path(_ONE, reorganisation_draft.one, name="reorganisation"),
    path(_ONE + "ret/", reorganisations.edit, name="reorganisation_edit"),
    path(_ONE + "opgiv/", reorganisations.give_up, name="reorganisation_give_up"),
    path(_ONE + "trin/nyt/<slug:kind>/", reorganisation_steps.step_add, name="step_add"),
    path(_ONE + "trin/<int:position>/", reorganisation_steps.step_edit, name="step_edit"),
    path(_ONE + "trin/<int:position>/fjern/", reorganisation_draft.step_remove, name="step_remove"),
    path(_ONE + "trin/<int:position>/flyt/", reorganisation_draft.step_move, name="step_move"),
    path(_ONE + "regneark/", reorganisation_steps.sheet, name="reorganisation_sheet"),
    path(_ONE + "ret-op/", reorganisation_troubles.trouble_mend, name="trouble_mend"),
    path(_ONE + "underskriv/", reorganisation_troubles.trouble_sign, name="trouble_sign"),
    path(
        _ONE + "traek-underskrift/", reorganisation_troubles.trouble_unsign, name="trouble_unsign"
    ),
    path(
        _ONE + "foer-og-efter/", reorganisation_preview.preview_page, name="reorganisation_preview"
    ),
    path(_ONE + "flytter.<str:ending>", reorganisation_files.moves, name="reorganisation_moves"),
    path(_ONE + "trin.xlsx", reorganisation_files.steps, name="reorganisation_steps"),
    path(_ONE + "vedtag/", reorganisation_enact.enact_page, name="reorganisation_enact"),
    path(_ONE + "fortryd/", reorganisation_enact.undo_page, name="reorganisation_undo"),
    path(_ONE + "brev/", reorganisation_telling.telling_page, name="reorganisation_telling"),
    path(_ONE + "overgang/", reorganisation_transition.transition_page, name="transition"),
    path(
        _ONE + "overgang/luk/", reorganisation_transition.transition_close, name="transition_close"
    ),
    path(
        _ONE + "overgang/partner/<uuid:notice_id>/",
        reorganisation_transition.partner_told,
        name="partner_told",
    ),
    path(
        _ONE + "overgang/breve-igen/", reorganisation_transition.letters_again, name="letters_again"
    ),
]
