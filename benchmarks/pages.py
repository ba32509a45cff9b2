"""How long the page's timeline takes to draw a frame, in a headless Chromium.

    .venv/bin/python benchmarks/pages.py [entries]

Zooms in from the whole timeline, out again, and moves; software rendering, so that a screen with a
graphics card is faster. Needs Chromium and the tests' own browser.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from calendars import made_timeline

from alliancekit.exporting import export
from alliancekit_html import html

_CONFTEST = Path(__file__).parent.parent / "plugins/alliancekit-html/tests/conftest.py"
_FRAMES = """(async () => {
  const canvas = document.getElementById('timeline-canvas');
  const frame = () => new Promise(r => requestAnimationFrame(r));
  await frame();
  canvas.focus();
  const spent = [];
  for (const key of KEYS) {
    // Asked for in one frame, drawn before our next callback of the same frame's queue.
    canvas.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    const start = performance.now();
    await frame();
    spent.push(performance.now() - start);
  }
  return spent;
})()"""
_WAYS = {
    "zoom in": ["+"] * 15,
    "move": ["ArrowRight", "ArrowLeft"] * 10,
    "zoom out": ["-"] * 25,
    "move in the overview": ["ArrowRight", "ArrowLeft"] * 10,
}


def main() -> int:
    """Print the table; return 1 where there is no browser."""
    n_entries = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("Chromium is not installed")
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "page.html")
        export(made_timeline(n_entries), path, html)
        browser = _tests().Browser(Path(folder, "profile"), program)
        try:
            browser.open(path)
            print(f"{n_entries:,} entries, {path.stat().st_size / 2**20:.1f} MiB")
            for name, keys in _WAYS.items():
                spent = browser.evaluate(_FRAMES.replace("KEYS", str(keys)))
                print(
                    f"{name:24} median {statistics.median(spent):6.1f} ms, most {max(spent):6.1f}"
                )
        finally:
            browser.close()
    return 0


def _tests() -> Any:
    spec = importlib.util.spec_from_file_location("browser", _CONFTEST)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
