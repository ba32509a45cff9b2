"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

if sys.platform != "win32":
    import fcntl

# Fixed, so that nothing of the data and no long target name gets into it.
_PREFIX = ".alliancekit-"
_SUFFIX = ".part"
_NEW_FILE_MODE = 0o666
_HIDDEN_MODE = 0o600
# Directories of some file systems cannot be synchronised, and say so by these (PostgreSQL,
# fsync_fname_ext, skips the same two).
_NO_DIRECTORY_SYNC = frozenset({errno.EBADF, errno.EINVAL})
_O_BINARY = getattr(os, "O_BINARY", 0)


class UnpublishableError(Exception):
    """A target that no file can be published at, and why."""


class NotDurableError(Exception):
    """The whole new file is in place, and a loss of power may undo that."""


@attrs.define
class Draft:
    """A temporary file beside its target.

    Attributes:
        file: Unbuffered; readable, writable and seekable.
    """

    file: io.FileIO
    # Texts, since the system's calls take a path object that finds no memory for a wrong type.
    _folder: str
    _path: str
    _target: str
    _mode: int

    def publish(self) -> None:
        """Put the file in the place of the target, at once and durably.

        Raises:
            OSError: The file could not be made durable or moved; the target is as it was. Never
                tried again, since the system may have dropped what it could not write.
            NotDurableError: The target is the whole new file, and the folder could not be
                synchronised.
        """
        if sys.platform != "win32":
            os.fchmod(self.file.fileno(), self._mode)
        os.fsync(self.file.fileno())

        # The lock is held until the file has its name, or another run could take it for a stale
        # one.
        if sys.platform == "win32":
            self.file.close()
        os.replace(self._path, self._target)

        try:
            _sync_folder(self._folder)
        except OSError as error:
            raise NotDurableError(str(error)) from error


@contextlib.contextmanager
def draft(target: Path) -> Iterator[Draft]:
    """Open a temporary file beside a target, and remove it unless it gets published.

    Stale temporaries that killed runs left in the folder are removed first.

    Args:
        target: The file to be; a link stands for the file that it names.

    Yields:
        The temporary file, locked.

    Raises:
        UnpublishableError: The target is a folder or a device, or its folder is missing.
        OSError: The folder takes no file.
    """
    resolved = _resolved(target)
    folder = os.path.dirname(resolved)
    _remove_stale(folder)
    path, file, umask_mode = _new_file(folder)
    try:
        is_there = os.path.exists(resolved)
        mode = stat.S_IMODE(os.stat(resolved).st_mode) & 0o777 if is_there else umask_mode
        yield Draft(file=file, folder=folder, path=path, target=resolved, mode=mode)
    finally:
        # After publishing nothing has this name any more.
        with contextlib.suppress(OSError):
            os.unlink(path)
        file.close()


def _resolved(target: Path) -> str:
    try:
        resolved = os.path.realpath(str(target))
    except ValueError as error:
        raise UnpublishableError(f"it is no path: {error}") from error
    if os.path.islink(resolved):
        raise UnpublishableError("it is a link that leads back to itself: remove the link")
    if os.path.isdir(resolved):
        raise UnpublishableError("it is a folder: add the name of a file")
    if os.path.exists(resolved) and not os.path.isfile(resolved):
        raise UnpublishableError("it is no regular file: open it and give the open stream instead")
    folder = os.path.dirname(resolved)
    if not os.path.isdir(folder):
        raise UnpublishableError(f"the folder {folder!r} does not exist: make it first")
    return resolved


def _new_file(folder: str) -> tuple[str, io.FileIO, int]:
    while True:
        path = os.path.join(folder, f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
        # The system applies the umask, which cannot be read without changing it for every thread.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _O_BINARY, _NEW_FILE_MODE)
        file = io.FileIO(descriptor, "r+")
        umask_mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
        try:
            if sys.platform != "win32":
                os.fchmod(descriptor, _HIDDEN_MODE)
            is_ours = _is_locked_by_us(file) and os.fstat(descriptor).st_nlink > 0
        except BaseException:
            file.close()
            with contextlib.suppress(OSError):
                os.unlink(path)
            raise
        if is_ours:
            return path, file, umask_mode
        # Another run took the file for a stale one before it was locked.
        file.close()


def _is_locked_by_us(file: io.FileIO) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (
        OSError
    ):  # some network file systems have no locks: then no run removes what another may be writing
        return True
    return True


def _remove_stale(folder: str) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        names = [
            item.name
            for item in found
            if item.name.startswith(_PREFIX) and item.name.endswith(_SUFFIX)
        ]
        for name in names:
            with contextlib.suppress(OSError):
                _remove_if_stale(os.path.join(folder, name))


def _remove_if_stale(path: str) -> None:
    if sys.platform == "win32":
        os.unlink(path)  # refused while it is open
        return
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return
    with open(path, "r+b", buffering=0, opener=_open_no_link) as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(path)


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _sync_folder(folder: str) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_DIRECTORY_SYNC:
            raise
    finally:
        os.close(descriptor)
