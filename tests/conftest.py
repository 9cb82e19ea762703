"""Settings that all tests share."""

import gc
import signal

from hypothesis import settings

from tests.golden import golden, pytest_addoption  # noqa: F401  pytest finds both here
from tests.selection import THOROUGH

gc.set_threshold(100_000, 20, 50)  # an eighth of all time went through objects still in use

settings.register_profile(
    "desk", max_examples=20, derandomize=True, deadline=None, print_blob=True
)  # the same examples in every run: a failure can be repeated
settings.register_profile("thorough", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("thorough" if THOROUGH else "desk")


def pytest_collection_finish():
    """Look for garbage less often, and not among what was imported: it took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so does a shell for its background jobs
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # else no process of a test sees Ctrl-C
