"""Addresses of the leaders' pages, under ``/styring/``."""

from django.urls import URLPattern

app_name = "steering"

urlpatterns: list[URLPattern] = []
