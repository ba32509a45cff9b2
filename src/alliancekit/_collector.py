"""The garbage collector, kept waiting while many objects are made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a batch of objects until it is made.

    Objects only grow in number meanwhile, and walking them costs more than making them. What is
    alive at the end counts as old, so that it is not walked at once then either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():  # what the caller froze must stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
