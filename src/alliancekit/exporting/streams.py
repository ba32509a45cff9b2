"""The stream that an exporter writes to: whole writes only, and the file behind it is safe."""

from __future__ import annotations

import io
import os
import threading
from typing import Any, NoReturn

_CHUNK_BYTES = 1 << 20


class OutputStream(io.BufferedIOBase):
    """A writable binary stream over a file of the host's own.

    Every write is complete or raises, and after one has failed each raises again, so that no
    exporter can swallow it. Closing does nothing, since the file is the host's. The stream cannot
    be truncated, and it can be moved and read only where the exporter asked for that. Once it is
    finished, no thread that an exporter left behind gets at the file any more.

    Args:
        file: Unbuffered, writable; readable and seekable where ``can_seek``.
        can_seek: Whether the exporter may move in it.

    Attributes:
        extent: Bytes from the start to the furthest byte written, >= 0.
        failure: What the disk raised first, or ``None``.
    """

    def __init__(self, file: io.RawIOBase, *, can_seek: bool) -> None:
        self._file = file
        self._can_seek = can_seek
        self._pending = bytearray()
        self._position = 0
        self._is_finished = False
        # A text wrapper that is collected in the middle of a write writes in the same thread.
        self._lock = threading.RLock()
        self.extent = 0
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return whether the exporter asked to seek."""
        return self._can_seek

    def readable(self) -> bool:
        """Return whether the exporter asked to seek."""
        return self._can_seek

    def close(self) -> None:
        """Do nothing: a text wrapper that is collected closes what it wraps."""

    def write(self, data: Any, /) -> int:
        """Write all of ``data``.

        Args:
            data: Bytes, or anything that holds bytes.

        Returns:
            The number of bytes in ``data``.

        Raises:
            OSError: The disk refused a byte.
            ValueError: The export is over.
        """
        with self._lock, memoryview(data) as view, view.cast("B") as octets:
            self._check_open()
            n_bytes = len(octets)
            self._pending += octets
            self._position += n_bytes
            self.extent = max(self.extent, self._position)
            if len(self._pending) >= _CHUNK_BYTES:
                self.flush()
        return n_bytes

    def flush(self) -> None:
        """Hand every pending byte to the file.

        Raises:
            OSError: The disk refused a byte.
        """
        with self._lock:
            if self.failure is not None:
                raise self.failure
            pending, self._pending = self._pending, bytearray()
            try:
                with memoryview(pending) as view:
                    write_all(self._file, view)
            except OSError as error:
                self.failure = error
                raise

    def finish(self) -> None:
        """Hand every pending byte to the file and take no more.

        Raises:
            OSError: The disk refused a byte, now or before.
        """
        with self._lock:
            self._is_finished = True
            self.flush()

    def tell(self) -> int:
        """Return the position in bytes from the start."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move to a position.

        Returns:
            The new position in bytes from the start.

        Raises:
            io.UnsupportedOperation: The exporter did not ask to seek.
            ValueError: The export is over.
        """
        if not self._can_seek:
            self._refuse("seek", "set needs_seek=True in the exporter")
        with self._lock:
            self._check_open()
            self.flush()
            self._position = self._file.seek(offset, whence)
            return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        """Return bytes from the position on.

        Raises:
            io.UnsupportedOperation: The exporter did not ask to seek.
            ValueError: The export is over.
        """
        if not self._can_seek:
            self._refuse("read", "set needs_seek=True in the exporter")
        with self._lock:
            self._check_open()
            self.flush()
            found = self._file.read(-1 if size is None else size) or b""
            self._position += len(found)
            return found

    def read1(self, size: int = -1, /) -> bytes:
        """Return bytes from the position on, as :meth:`read` does."""
        return self.read(size)

    def truncate(self, size: int | None = None, /) -> int:
        """Refuse.

        Raises:
            io.UnsupportedOperation: Always.
        """
        self._refuse("truncate", "write the output once, from its start to its end")

    def fileno(self) -> int:
        """Refuse: whoever holds the descriptor can write past the stream.

        Raises:
            io.UnsupportedOperation: Always.
        """
        self._refuse("fileno", "write to the stream itself")

    def _check_open(self) -> None:
        if self._is_finished:
            raise ValueError("the export is over: write before the exporter returns")

    def _refuse(self, method: str, instead: str) -> NoReturn:
        raise io.UnsupportedOperation(f"the stream of an export has no {method}: {instead}")


def write_all(file: Any, data: memoryview) -> None:
    """Write every byte to a file that may take fewer at a time.

    Args:
        file: Anything with a ``write``.
        data: Bytes.

    Raises:
        OSError: The file took no byte, or claims to have taken more than it was given.
    """
    position = 0
    while position < len(data):
        taken = file.write(data[position:])
        # A raw stream says "nothing" by None; others, such as the responses of web frameworks, do
        # not count and mean "all".
        if taken is None and not isinstance(file, io.RawIOBase):
            return
        if not isinstance(taken, int) or not 0 < taken <= len(data) - position:
            raise OSError(f"the stream took {taken!r} of {len(data) - position} bytes")
        position += taken
