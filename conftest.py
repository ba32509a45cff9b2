"""Hypothesis profiles for the tests of the core and of every plugin.

``ALLIANCEKIT_HYPOTHESIS_PROFILE`` chooses one: ``default``, ``laws`` or ``long``.
"""

import os

from hypothesis import settings

# No deadline: a slow machine is no bug, and a time limit makes a test depend on its neighbours.
# On CI the examples are the same in every run; elsewhere each run tries new ones.
_SHARED = {"deadline": None, "derandomize": bool(os.environ.get("CI")), "print_blob": True}

settings.register_profile("default", max_examples=100, **_SHARED)
settings.register_profile("laws", max_examples=1_000, **_SHARED)
settings.register_profile("long", max_examples=10_000, **_SHARED)
settings.load_profile(os.environ.get("ALLIANCEKIT_HYPOTHESIS_PROFILE", "default"))
