"""Settings that all tests share."""

from hypothesis import settings

from tests.selection import THOROUGH

settings.register_profile(
    "desk", max_examples=40, derandomize=True, deadline=None, print_blob=True
)  # the same examples in every run: a failure can be repeated
settings.register_profile("thorough", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("thorough" if THOROUGH else "desk")
