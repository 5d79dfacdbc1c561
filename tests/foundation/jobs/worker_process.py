"""The worker of ``zhidu serve``, with the jobs of the tests: ``python -m tests.foundation.jobs.worker_process``."""

from __future__ import annotations

import importlib

import django

from zhidu.project import children

if __name__ == "__main__":
    django.setup()
    importlib.import_module("tests.foundation.jobs.counting")
    children.worker()
