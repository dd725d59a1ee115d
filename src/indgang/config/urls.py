"""Addresses of the house. Every route has a gate; ``tests/shape`` walks them."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from indgang.access.public import Audience, Gate
from indgang.config import error_pages

set_language.gate = Gate(Audience.ANYBODY, "own")  # type: ignore[attr-defined]  # Django's own view

urlpatterns: list[URLPattern | URLResolver] = [
    path("sprog/", set_language, name="set_language"),
    path("skranke/", include("indgang.desk.urls")),
    path("styring/", include("indgang.steering.urls")),
    path("api/v1/", include("indgang.rest.urls")),
    path("", include("indgang.config.sign_in")),
    path("", include("indgang.portal.urls")),
]
if settings.DEMONSTRATION:
    urlpatterns.insert(0, path("", include("indgang.demo.urls")))

handler500 = error_pages.server_error
