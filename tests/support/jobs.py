"""The jobs that run in the background, as the tests look at them."""

from __future__ import annotations

from ctd_plugin.gis.background.job import Job, running_jobs


def running(kind: type[Job] = Job) -> list[Job]:
    """Return the running jobs of a class."""
    return [job for job in running_jobs() if isinstance(job, kind)]
