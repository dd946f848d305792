"""The admin's form for pictures: what is sent becomes a master, or is refused in words before anything is stored."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.base.masters import MasterFile, master_of_upload


class MasterFormField(WagtailImageField):
    """Gives the master of the picture that was sent; Wagtail's own looks at its beginning alone."""

    def to_python(self, data) -> MasterFile | None:
        upload = forms.FileField.to_python(self, data)
        return upload and master_of_upload(upload)


class PortalImageForm(BaseImageForm):
    file = MasterFormField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
