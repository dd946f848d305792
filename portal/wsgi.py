"""The WSGI application that a web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# What was loaded stays for good, and a request leaves little behind that only the collector frees: going through all
# of it again and again made one search in twenty half as long again.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 10)
