import importlib
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sufficiency.settings")

application = get_wsgi_application()

# What only some pages need and takes a second to read: commands do without, nobody waits for it before a page.
for _slow in ("sufficiency.urls", "scipy.optimize", "reports.renderers.charts"):
    importlib.import_module(_slow)
