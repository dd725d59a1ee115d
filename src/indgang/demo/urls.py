"""Addresses of the demonstration; they exist only when it is switched on."""

from django.urls import path

from indgang.demo import views
from indgang.demo.public import example_sheet

urlpatterns = [path("log-ind/", views.sign_in_as, name="sign_in")]
if example_sheet() is not None:
    urlpatterns.append(
        path("eksempel/omlaegning.csv", views.download_example, name="example_sheet")
    )
