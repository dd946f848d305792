from django.urls import path

from portal.search import views

urlpatterns = [
    path("", views.search_page, name="search"),
    path("goi-y/", views.suggest, name="search_suggestions"),
    path("feed/", views.feed, name="search_feed"),
]
