"""Addresses of the leaders' pages, under ``/styring/``. All staff may read; leaders change."""

from django.urls import URLPattern, URLResolver, include, path

from indgang.steering.views import home, levels, organisation, sites, unit, way_writing, ways

app_name = "steering"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("organisation/", organisation.organisation_page, name="organisation"),
    path("organisation/dag/", organisation.organisation_day, name="organisation_day"),
    path("organisation/regneark/", organisation.organisation_sheet, name="organisation_sheet"),
    path("organisation/find/", organisation.find, name="find_unit"),
    path("organisation/enhed/<uuid:unit_id>/", unit.unit_page, name="unit"),
    path("arbejdsgange/", ways.ways, name="ways"),
    path("arbejdsgang/ny/", way_writing.new, name="way_new"),
    path("arbejdsgange/<slug:key>/", ways.way_page, name="way"),
    path("arbejdsgange/<slug:key>/ret/", way_writing.edit, name="way_edit"),
    path("arbejdsgange/<slug:key>/tag-i-brug/", ways.begin, name="way_begin"),
    path("arbejdsgange/<slug:key>/stop/", ways.stop, name="way_stop"),
    path("arbejdsgange/<slug:key>/oplaering/", ways.train, name="way_train"),
    path("steder/", sites.sites, name="sites"),
    path("steder/<uuid:site_id>/", sites.site_page, name="site"),
    path("steder/<uuid:site_id>/ledelse/begynd/", sites.begin, name="management_begin"),
    path("steder/<uuid:site_id>/ledelse/med/", sites.join, name="management_join"),
    path("steder/<uuid:site_id>/ledelse/ud/", sites.leave, name="management_leave"),
    path("steder/<uuid:site_id>/ledelse/leder/", sites.chair, name="management_chair"),
    path("niveauer/", levels.levels_page, name="levels"),
    path("", include("indgang.steering.urls_reorganisation")),
    path("", include("indgang.steering.urls_authority")),
]
