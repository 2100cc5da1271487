from django.urls import URLPattern, path

from academy.integrations.views import keys, webhooks

urlpatterns: list[URLPattern] = [
    path("keys/", keys.keys, name="api_keys"),
    path("keys/add/", keys.add_key, name="add_api_key"),
    path("keys/<int:pk>/rotate/", keys.rotate, name="rotate_api_key"),
    path("keys/<int:pk>/end/", keys.end, name="end_api_key"),
    path("webhooks/", webhooks.endpoints, name="webhooks"),
    path("webhooks/add/", webhooks.add_endpoint, name="add_webhook"),
    path("webhooks/<int:pk>/", webhooks.endpoint, name="webhook"),
    path("webhooks/<int:pk>/events/", webhooks.change_events, name="change_webhook_events"),
    path("webhooks/<int:pk>/secret/", webhooks.rotate_secret, name="rotate_webhook_secret"),
    path("webhooks/<int:pk>/switch/", webhooks.switch, name="switch_webhook"),
    path("webhooks/<int:pk>/test/", webhooks.test, name="test_webhook"),
    path("webhooks/<int:pk>/remove/", webhooks.remove, name="remove_webhook"),
    path("webhooks/messages/<int:pk>/replay/", webhooks.replay, name="replay_webhook"),
]
