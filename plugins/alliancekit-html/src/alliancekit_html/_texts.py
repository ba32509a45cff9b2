"""Text that is safe in HTML, whatever it holds."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

# HTML, section 13.2.3.5: a parser replaces or reports these.
_NOT_HTML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def shown(text: object) -> str:
    """Return text as HTML: no part of it is markup, in an element or in a quoted attribute.

    >>> shown("<b> & 'c'")
    '&lt;b&gt; &amp; &#x27;c&#x27;'
    """
    return html.escape(_NOT_HTML.sub("\ufffd", str(text)), quote=True)


def is_changed(text: str) -> bool:
    """Return whether a text holds characters that no page can."""
    return _NOT_HTML.search(text) is not None


def bdi(text: object, class_: str = "") -> str:
    """Return text of unknown direction, which cannot turn its neighbours around."""
    named = f' class="{class_}"' if class_ else ""
    return f"<bdi{named}>{shown(text)}</bdi>"


def link(url: str, text: object) -> str:
    """Return a link to a web page, and plain text for whatever else an address may be.

    >>> link("javascript:alert(1)", "a")
    '<bdi>a</bdi>'
    """
    if not is_web(url):
        return bdi(text)
    # A link of spaces alone cannot be seen, and is not read out.
    label = text if str(text).strip() else url
    return f'<a href="{shown(url)}" rel="noopener noreferrer nofollow">{bdi(label)}</a>'


def is_web(url: str) -> bool:
    """Return whether an address is one of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def anchor(entry: str) -> str:
    """Return the id of the element of an entry, an address within the page.

    >>> anchor("nikkei-2024#sale")
    'entry:nikkei-2024:sale'
    """
    # Ids of records hold one '#', which would end an address, and no ':'.
    return f"entry:{entry.replace('#', ':')}"
