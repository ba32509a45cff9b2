"""Words of titles that say that a thing is a sitting of a longer one."""

from __future__ import annotations

from collections.abc import Collection

from alliancekit.features import title_words

_SESSIONS = frozenset(
    title_words(
        "session sessions seance seances sitzung arbeitssitzung sesion sessione sessao заседание"
        " сессия phien 세션"
    )
)
# They stand in the middle of what is not spaced.
_SESSION_PARTS = ("セッ", "세션", "全体会", "全體會", "分科会")


def session_words(words: Collection[str]) -> set[str]:
    """Return the words, as they compare, that say that something is one sitting of many.

    >>> session_words({"seance", "summit"})
    {'seance'}
    """
    return set(_SESSIONS.intersection(words)).union(
        word for word in words if word > "\u3000" and any(part in word for part in _SESSION_PARTS)
    )
