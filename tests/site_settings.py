"""The site as tests run it: a folder that goes away, a cheap password hasher, no mail server.

``ZHIDU_TEST_POSTGRESQL=1`` runs it on a real PostgreSQL that is started here and stops with the tests.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="zhidu-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["ZHIDU_VAR"] = _folder
for _name in ("ZHIDU_DATABASE", "ZHIDU_SMTP", "ZHIDU_DEMO", "ZHIDU_DEBUG", "ZHIDU_HOSTS", "ZHIDU_PROXY"):
    os.environ.pop(_name, None)
if os.environ.get("ZHIDU_TEST_POSTGRESQL"):
    from tests.postgresql import started

    os.environ["ZHIDU_DATABASE"] = started(_folder)

from zhidu.project.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # a file, as in use: the database in memory that Django would take refuses a second connection while one writes
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
