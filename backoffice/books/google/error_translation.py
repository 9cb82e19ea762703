"""Errors of Google as errors with a message for staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError

from backoffice.books.google.connection import Connection
from backoffice.books.google.endpoint import UnsafeAddressError
from backoffice.books.google.probes.scratch_tab import ScratchDeletedError
from backoffice.books.google.refused_by_google import staff_error
from backoffice.books.google.refused_by_us import changed, probe_interrupted, unsettled
from backoffice.books.google.timeouts_and_retries import NoAnswerError
from backoffice.books.google.versioned_writes import UnsettledError, VersionConflictError


@contextmanager
def errors_for_staff(connection: Connection, *, writing: bool = False) -> Iterator[None]:
    """Turn what Google answers, or does not, into an error with a message for staff.

    Args:
        connection: To the sheet that the message names.
        writing: Whether it is being written.

    Raises:
        BookChangedError: If somebody else wrote first.
        BookUnavailableError: If Google refuses or does not answer, or what it did cannot be seen.
    """
    try:
        yield
    except VersionConflictError as error:
        raise changed(connection.where) from error
    except ScratchDeletedError as error:
        raise probe_interrupted(connection.where) from error
    except UnsettledError as error:
        raise unsettled(error.refusal, connection.where) from error
    except (APIError, NoAnswerError, GoogleAuthError, UnsafeAddressError) as error:
        account, ahead = connection.account, connection.clock_ahead
        raise staff_error(error, connection.where, account, ahead=ahead, writing=writing) from error
