from django.urls import URLPattern, path

from academy.accounts import views

urlpatterns: list[URLPattern] = [
    path("profile/", views.profile, name="profile"),
    path("logout/", views.LogoutView.as_view(), name="account_logout"),
]
