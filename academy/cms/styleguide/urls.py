"""Addresses of the style guide."""

from django.urls import URLPattern, path

from academy.cms.styleguide import views

urlpatterns: list[URLPattern] = [
    path("", views.styleguide, name="styleguide"),
    path("seminar/", views.seminar, name="styleguide_seminar"),
    path("desk/", views.desk, name="styleguide_desk"),
    path("statistics/", views.statistics, name="styleguide_statistics"),
]
