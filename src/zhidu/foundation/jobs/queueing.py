"""The queue of the database behind the jobs: one task that says which job is to be looked at."""

from __future__ import annotations

from django_tasks import task


@task()
def run_job(job: int) -> None:
    """The one task the queue knows: do a job."""
    from zhidu.foundation.jobs.running import perform  # noqa: PLC0415 - the acts there put jobs in here

    perform(job)


def put_in_queue(job: int) -> None:
    """Have a worker look at the job; in the transaction of whoever calls."""
    run_job.enqueue(job)
