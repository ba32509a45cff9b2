"""What a plugin may change in the process by accident: seen, put back, and told."""

from __future__ import annotations

import contextlib
import locale
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import attrs

# While the umask is read it is, for an instant, one that gives no rights to others.
_CAREFUL_UMASK = 0o077


@contextlib.contextmanager
def guarded_process(tell: Callable[[str], None]) -> Iterator[None]:
    """Keep a plugin's prints out of the standard output and put back what it changes.

    Works only where no other thread runs: what another thread does must not be put back. What a
    plugin prints goes to the standard error; output of C libraries is out of reach.

    Args:
        tell: Takes one sentence on what was changed and put back.

    Yields:
        Nothing.
    """
    if threading.active_count() > 1 or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = _ProcessState.read()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        changed = before.restore()
        if changed:
            tell(f"it changed {', '.join(changed)} of the process, which is put back")


@attrs.frozen(kw_only=True)
class _ProcessState:
    folder: str
    environment: dict[str, str]
    umask: int
    locale: str
    signals: dict[signal.Signals, Any]

    @classmethod
    def read(cls) -> _ProcessState:
        return cls(
            folder=_folder(),
            environment=dict(os.environ),
            umask=_umask(),
            locale=locale.setlocale(locale.LC_ALL),
            signals={number: signal.getsignal(number) for number in signal.Signals},
        )

    def restore(self) -> list[str]:
        now = _ProcessState.read()
        changed = []
        if now.folder != self.folder:
            changed.append("the working folder")
            with contextlib.suppress(OSError):
                os.chdir(self.folder)
        if now.environment != self.environment:
            changed.append("the environment")
            os.environ.clear()
            os.environ.update(self.environment)
        if now.umask != self.umask:
            changed.append("the umask")
            os.umask(self.umask)
        if now.locale != self.locale:
            changed.append("the locale")
            locale.setlocale(locale.LC_ALL, self.locale)
        handlers = {n: h for n, h in self.signals.items() if now.signals[n] is not h}
        if handlers:
            changed.append("signal handlers")
            for number, handler in handlers.items():
                # None stands for a handler that was not set from Python and cannot be set again.
                signal.signal(number, signal.SIG_DFL if handler is None else handler)
        return changed


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def _umask() -> int:
    umask = os.umask(_CAREFUL_UMASK)
    os.umask(umask)
    return umask
