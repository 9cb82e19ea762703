"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("desk", deadline=None, print_blob=True)
settings.load_profile("desk")
