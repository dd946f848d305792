"""How search engines find the portal: XML sitemap and robots.txt. Both show the public's view, whoever asks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Site

from portal.base.audience import visible_pages


class PublicSitemap(Sitemap):
    def items(self):
        root = self.get_wagtail_site().root_page
        return visible_pages(None).descendant_of(root, inclusive=True).order_by("path")


def xml_sitemap(request):
    return sitemap(request, sitemaps={"pages": PublicSitemap})


def robots(request):
    """Ask robots to leave the admin, sign-in and endless search results alone (RFC 9309)."""
    site = Site.find_for_request(request)
    root_url = site.root_url if site else request.build_absolute_uri("/").rstrip("/")
    closed = ("/admin/", "/thanh-vien/", reverse("search"))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {root_url}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def site_map(request):
    """Show every page that the reader may open, as a tree."""
    from portal.base.menus import site_map as site_map_tree

    return render(request, "base/site_map.html", {"tree": site_map_tree(request)})
