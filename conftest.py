"""Hypothesis profiles for the tests of the core and of every plugin.

``ALLIANCEKIT_HYPOTHESIS_PROFILE`` chooses one: ``default``, ``light``, ``laws`` or ``long``.
"""

import gc
import os

from hypothesis import settings

# No deadline: a slow machine is no bug, and a time limit makes a test depend on its neighbours.
# On CI the examples are the same in every run; elsewhere each run tries new ones.
_SHARED = {"deadline": None, "derandomize": bool(os.environ.get("CI")), "print_blob": True}

settings.register_profile("default", max_examples=100, **_SHARED)
# For what another run has tested in full: that it works where it is installed.
settings.register_profile("light", max_examples=5, **_SHARED)
settings.register_profile("laws", max_examples=1_000, **_SHARED)
settings.register_profile("long", max_examples=10_000, **_SHARED)
settings.load_profile(os.environ.get("ALLIANCEKIT_HYPOTHESIS_PROFILE", "default"))


def pytest_collection_finish() -> None:
    # What is imported stays to the end, and to look at it in each collection of garbage takes a
    # tenth of a second: checks that collect after every example spent most of their time on it.
    gc.collect()
    gc.freeze()
