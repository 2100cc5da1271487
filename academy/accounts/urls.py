from django.urls import URLPattern, path

from academy.accounts import views

urlpatterns: list[URLPattern] = [
    path("profile/", views.profile, name="profile"),
    path("data/", views.my_data, name="my_data"),
    path("memberships/<int:pk>/", views.decide_membership, name="decide_membership"),
    path("email/", views.EmailView.as_view(), name="account_email"),
    path("email/keep/", views.keep_email, name="keep_email"),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
    path("logout/", views.LogoutView.as_view(), name="account_logout"),
]
