"""Settings that all tests share."""

import signal

from hypothesis import settings

from tests.golden import golden, pytest_addoption  # noqa: F401  pytest finds both here
from tests.selection import THOROUGH

settings.register_profile(
    "desk", max_examples=40, derandomize=True, deadline=None, print_blob=True
)  # the same examples in every run: a failure can be repeated
settings.register_profile("thorough", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("thorough" if THOROUGH else "desk")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so does a shell for its background jobs
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # else no process of a test sees Ctrl-C
