"""Where the web server enters. Nothing is served before the database was looked at."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.ops.settings")

from django.core.wsgi import get_wsgi_application

from waylight.ops.startup import check_database

application = get_wsgi_application()
check_database()
