"""Addresses with the download of the example, which stands only where there is one."""

from django.urls import include, path

from indgang.demo import views

urlpatterns = [
    path("eksempel/", views.download_example),
    path("", include("indgang.config.urls")),
]
