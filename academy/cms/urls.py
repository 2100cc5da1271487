"""What crawlers ask for."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from academy.cms.sitemaps import SITEMAPS
from academy.cms.views import robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
