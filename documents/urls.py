from django.urls import path

from documents.views import library
from portal.base import files

urlpatterns = [
    path("", library.library, name="library"),
    path("<int:document_id>/", library.document_page, name="document"),
    path("<int:document_id>/<str:document_filename>", files.serve_document, name="wagtaildocs_serve"),
]
