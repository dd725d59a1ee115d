"""Addresses of the demonstration; they exist only when it is switched on."""

from django.urls import path

from indgang.demo import views

urlpatterns = [path("log-ind/", views.sign_in_as, name="sign_in")]
