"""The process that runs jobs: ``python -m indgang.config.worker`` (or ``indgang worker``).

Any number of them may run, on any number of machines. A job whose worker was killed is found by
the worker's missing heartbeat and run again (fourth law: nothing is lost).
"""

import asyncio
import contextlib
import logging

from indgang.config import lifeline

_HEARTBEAT = 5.0  # seconds
_MISSED = 20.0  # seconds without a heartbeat: the worker is dead
_LAST_JOB = 10.0  # seconds for the running job when the worker stops
_log = logging.getLogger("indgang.worker")


async def rescue() -> int:
    """Put the jobs of dead workers back on the queue. Gives how many."""
    from procrastinate.contrib.django import app

    manager = app.job_manager
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=_MISSED))
    for job in stalled:
        await manager.retry_job(job)
    if stalled:
        _log.warning("%s jobs of a dead worker are run again", len(stalled))
    return len(stalled)


def _without_details(record: logging.LogRecord) -> bool:
    """Let the log say which job failed, not the error's own words: they may tell of a person."""
    kind = record.exc_info[0] if isinstance(record.exc_info, tuple) else None
    record.msg, record.args = f"{record.getMessage()} {kind.__name__ if kind else ''}".strip(), None
    record.exc_info = record.exc_text = None
    return True


async def _keep_rescuing() -> None:
    while True:
        await rescue()
        await asyncio.sleep(_MISSED)


async def _work(*, wait: bool) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            rescuing = asyncio.create_task(_keep_rescuing())
            try:
                await app.run_worker_async(
                    name="indgang",
                    wait=wait,
                    update_heartbeat_interval=_HEARTBEAT,
                    stalled_worker_timeout=_MISSED,
                    shutdown_graceful_timeout=_LAST_JOB,
                )
            finally:
                rescuing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await rescuing


def run(*, wait: bool = True) -> None:
    """Run jobs until told to stop, or (``wait=False``) until the queue is empty.

    Raises what the database says when it goes away; whoever started this starts it again.
    """
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    logging.getLogger("procrastinate.worker").addFilter(_without_details)
    asyncio.run(_work(wait=wait))


if __name__ == "__main__":
    lifeline.end_with_starter()
    import os

    import django

    from indgang.config.terminal import complain

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "indgang.config.settings")
    try:
        django.setup()
        run()
    except Exception as error:
        complain(error)
        raise SystemExit(1) from None
