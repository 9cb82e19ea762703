"""Errors of the system as errors with a message for staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backoffice.messages.errors import BookUnavailableError, next_step, system_reason
from estimator.policy.model import Label

READ = Label(en="read", ja="読み込めません")
WRITTEN = Label(en="written", ja="書き込めません")


@contextmanager
def errors_for_staff(path: Path, done: Label) -> Iterator[None]:
    """Turn errors of the system into errors with a message for staff.

    Args:
        path: The file, as it was given.
        done: What was tried: `READ` or `WRITTEN`.

    Raises:
        BookUnavailableError: Naming the file.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise BookUnavailableError(
            f"{path} is not there. Check the path, or make a new book: "
            f"backoffice init --book {path}",
            f"{path} が見つかりません。パスを確認してください。新しく作るには:"
            f"backoffice init --book {path}",
        ) from error
    except OSError as error:
        reason, step = system_reason(error), next_step(error)
        raise BookUnavailableError(
            f"{path} cannot be {done.en}: {reason.en}. Nothing was changed. {step.en}",
            f"{path} を{done.ja}({reason.ja})。何も変更していません。{step.ja}",
        ) from error
    except BookUnavailableError as error:
        if str(path) in str(error) or path.name in str(error):
            raise
        raise type(error)(f"{path} {error}", f"{path} {error.in_('ja')}") from error
