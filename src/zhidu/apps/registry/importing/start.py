"""What importing offers when the site starts."""

from __future__ import annotations

from zhidu.apps.registry.actions.drop_import import daily
from zhidu.apps.registry.importing import jobs
from zhidu.foundation.jobs import schedule

JOBS = (jobs.look_through, jobs.write)


def start() -> None:
    """Clear away what waited too long; the jobs are known because this module reads them."""
    schedule.register(
        "registry.clear_imports", every=schedule.DAY, run=daily, title="清除放了太久的待导入名册"
    )
