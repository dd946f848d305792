"""The admin's form for pictures: one that is damaged or cut off is refused in words, before anything is stored."""

import struct
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# Pillow's decoders raise any of these on damaged data.
DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, MemoryError, struct.error),
    Image.DecompressionBombError,
)


class SoundImageField(WagtailImageField):
    """Reads the whole picture once its size is known to be bearable; Wagtail looks at its beginning alone."""

    def to_python(self, data):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                file = super().to_python(data)
                if file is not None:
                    with Image.open(file) as picture:
                        picture.load()
        except DAMAGED as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        if file is not None:
            file.seek(0)
        return file


class PortalImageForm(BaseImageForm):
    file = SoundImageField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
