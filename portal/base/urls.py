from django.urls import path

from portal.base import discovery, files, health

urlpatterns = [
    path("anh-goc/<int:image_id>/", files.serve_original, name="original_picture"),
    path("-/health", health.health, name="health"),
    path("sitemap.xml", discovery.xml_sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
    path("so-do-trang/", discovery.site_map, name="site_map"),
]
