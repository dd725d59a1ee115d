"""What the log of the job worker says."""

import logging

import pytest

from indgang.config.worker import _without_details


def test_the_log_names_the_kind_of_error_and_not_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("indgang.test-of-worker")
    log.addFilter(_without_details)
    try:
        try:
            raise ValueError("Anna Bech, 010190-5000")
        except ValueError:
            log.exception("Job %s failed", "deliver[7]")
    finally:
        log.removeFilter(_without_details)
    (record,) = caplog.records
    assert record.getMessage() == "Job deliver[7] failed ValueError"
    assert "Anna" not in caplog.text
