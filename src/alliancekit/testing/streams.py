"""Streams that watch what an exporter does to them."""

from __future__ import annotations

import errno
import io
import os
from typing import Any


class WatchedStream(io.BytesIO):
    """A stream in memory that says what no exporter may do to it.

    Args:
        can_seek: Whether the exporter asked to seek.
        capacity: Bytes that it takes before the disk is full, or ``None`` for any number.

    Attributes:
        faults: What was done to it, as phrases, in order.
    """

    def __init__(self, *, can_seek: bool, capacity: int | None = None) -> None:
        super().__init__()
        self._can_seek = can_seek
        self._capacity = capacity
        self.faults: list[str] = []

    def write(self, data: Any, /) -> int:
        """Take all of ``data``, or raise as a full disk does."""
        if self._capacity is not None and super().tell() + len(data) > self._capacity:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)

    def seekable(self) -> bool:
        """Return whether the exporter asked to seek."""
        return self._can_seek

    def readable(self) -> bool:
        """Return whether the exporter asked to seek."""
        return self._can_seek

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move, or raise as a pipe does.

        Trying is no fault: libraries find out in this way whether they can.
        """
        if not self._can_seek:
            raise io.UnsupportedOperation("seek")
        return super().seek(offset, whence)

    def truncate(self, size: int | None = None, /) -> int:
        """Note the fault."""
        self.faults.append("truncated")
        return super().truncate(size)

    def close(self) -> None:
        """Note the fault and stay open."""
        self.faults.append("closed")

    def end(self) -> bytes:
        """Close for good and return everything that was written."""
        written = self.getvalue()
        super().close()
        return written
