from django.urls import URLPattern, path

from academy.accounts import views

urlpatterns: list[URLPattern] = [path("profile/", views.profile, name="profile")]
