"""Hypothesis profiles for the tests of the core and of every plugin.

``ALLIANCEKIT_HYPOTHESIS_PROFILE`` chooses one: ``default``, ``light``, ``laws`` or ``long``.
"""

import functools
import gc
import itertools
import os
import sys
from collections.abc import Callable, Generator
from typing import Any

import pytest
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

# Coverage follows one example of a property in so many, and no slow test: to follow each line more
# than doubles what a test takes, and what these reach, others reach too.
_FOLLOWED_ONE_IN = 5


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    tracer = sys.gettrace()
    # A debugger follows lines as well.
    if type(tracer).__module__ != "coverage":
        return (yield)
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("slow"):
            sys.settrace(None)
        elif handle is not None:
            patch.setattr(handle, "inner_test", _followed(handle.inner_test, tracer))
        try:
            return (yield)
        finally:
            sys.settrace(tracer)


def _followed(check: Callable[..., Any], tracer: Any) -> Callable[..., Any]:
    n_before = itertools.count()

    @functools.wraps(check)
    def followed(*arguments: Any, **drawn: Any) -> Any:
        sys.settrace(None if next(n_before) % _FOLLOWED_ONE_IN else tracer)
        return check(*arguments, **drawn)

    return followed


def pytest_collection_finish() -> None:
    # What is imported stays to the end, and to look at it in each collection of garbage takes a
    # tenth of a second: checks that collect after every example spent most of their time on it.
    gc.collect()
    gc.freeze()
