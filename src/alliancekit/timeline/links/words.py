"""Words of titles that say that a thing is a sitting of a longer one, or extends an agreement."""

from __future__ import annotations

import re
from collections.abc import Collection

from alliancekit.features import title_words
from alliancekit.features.words import folded_text

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


# What is extended is named right after: "extension of the pact", but not "pact on the extension of
# a railway". Where the verb comes last, it is named right before.
_EXTENDS = re.compile(
    r"\b(?:exten(?:sion|ds?|ding)\b|prolong|prorog|prorrog|reconduct|ampliaci|estensione\b"
    r"|verlanger|erweiter|verleng|uitbreid|forlang|forleng|przed[lł]uz|rozszerz|perpanjang"
    r"|gia han\b|mo rong\b|продл|продовж|расшир|розшир|تمديد|توسيع|הארכת|הרחבת|מרחיב|מאריכ)"
    r"(?:\W*\w+){0,4}?\W+"
    r"(?:agreement|ac(?:c?ord|uerd)|pact|pakt|patto\b|treat(?:y|ies)\b|traite|tratado|trattato"
    r"|vertrag|abkommen|ubereinkommen|vereinbarung|contra(?:ct|t)|kontrakt|deal\b|memorand"
    r"|proto[ck]ol|[ck]onven[ctz]|convenio|overeenkomst|verdrag|avtal|umow|porozumieni|uklad"
    r"|perjanjian|kesepakatan|hiep dinh|thoa thuan|договор|соглашени|меморандум|сделк|угод|пакт"
    r"|(?:ال)?(?:اتفاق|معاهد|عقد|صفق|مذكر)|ה?(?:עסק|הסכמ?|חוז|אמנ))"
    r"|\b(?:anlasma|sozlesme|mutabakat)\w* (?:uzat|genislet)"
    r"|(?:協定|条約|契約|覚書)[のを]?延長|(?:协定|协议|條約|条约|合同)的?(?:延长|延期|續期|续期)"
    r"|延[长長].{0,16}(?:协定|协议|條約|条约|合同)"
    r"|(?:협정|조약|계약|협약)[을를의]? ?연장"
)


def extends(title: str) -> bool:
    """Return whether a title says that it makes an agreement longer or wider.

    >>> extends("Erweiterung des Vertrags"), extends("Pact on the extension of a railway")
    (True, False)
    """
    return _EXTENDS.search(folded_text(title)) is not None
