from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from news import photos
from portal.base.renditions import make_renditions


@task(backend="heavy")
def draw_photo(image_id: int) -> int:
    """Make what readers of an album will ask for of a picture, so that the first of them need not wait for it."""
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is None:
        return 0
    try:
        return make_renditions(image, photos.specs())
    except SourceImageIOError:
        # Lost or damaged on the disk: pages are shown without it, and verify_files tells of it.
        return 0
