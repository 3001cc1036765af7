"""Django's settings under test: a demonstration's, on a throw-away database, with cheap passwords.

The address of the database is filled in when the first test asks for a database (`tests/conftest.py`).
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

os.environ["WAYLIGHT_STATE"] = str(Path(tempfile.gettempdir()) / f"waylight-test-state-{os.getuid()}")
os.environ["WAYLIGHT_SECRET_KEY"] = secrets.token_urlsafe(48)
os.environ["WAYLIGHT_DEMO"] = "1"
os.environ.pop("DATABASE_URL", None)
# Of this run alone: another's list speaks of another database.
os.environ["WAYLIGHT_LET_GO"] = str(Path(os.environ["WAYLIGHT_STATE"]) / f"let-go-{os.getpid()}.jsonl")

from waylight.ops.settings import *  # noqa: F403

DATABASES["default"] |= {"HOST": "/no/database/was/asked/for"}  # noqa: F405
# Tests open and close databases more quickly than a pool gives its connections back.
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
