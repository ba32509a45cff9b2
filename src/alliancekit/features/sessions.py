"""Titles that name a sitting: a part of a meeting, and not the meeting itself."""

from __future__ import annotations

import re
from functools import lru_cache

from alliancekit.features.series import ordinals
from alliancekit.features.words import folded_text

# Nobody counts so many sittings of one meeting: a number above is that of a yearly session.
_MAX_SITTINGS = 20

_SESSION = re.compile(
    r"\b(?:(?:sub)?session|plenary\b|seance\b|sesion\b|sessao\b|seduta\b"
    r"|sesja\b|sesji\b|posiedzeni|oturum|sesi\b|sidang\b|phien\b|kikao\b)|sitzung"
    r"|セッション|全体会合|全体会議|세션|전체회의|全体会议|全體會議|分会|阶段会议"
    r"|сесси|заседани|сесі|засідан|συνεδρία|جلسة|جلسه|सत्र|অধিবেশন|สมัยประชุม|מושב"
)
_DAY = re.compile(r"[\d一二三四五]日目|第[一二三四五\d]天|\d일차|(?:이틀|사흘|나흘)째|둘째|셋째")
# A meeting of a meeting, and what tells that it may be named.
_SUMMIT = re.compile(r"首脳会議|サミット|정상회의|峰会")
_MEETING_OF_SUMMIT = re.compile(
    rf"(?:{_SUMMIT.pattern})\W*[第제].{{1,3}}[回次차] ?(?:会合|회의|会议)"
)
# What sits inside a meeting, whoever meets.
_SITTING = re.compile(
    r"\b(?:plenar|working session|opening session|closing session|arbeitssitzung"
    r"|seance de travail|sesion de trabajo|sessao de trabalho|sessione di lavoro)"
    r"|пленарн|рабоч\S+ (?:сесси|заседани)"
)
# Bodies that meet in sessions: such a session is the meeting itself. Words begin so.
_BODY = re.compile(
    r"council|authority|assembl|commission|committee|congress|parliament|(?:head|chef|jefe|chefe)s\b"
    r"|(?:extra)?ordinar|ordinair|extraordinair|(?:ausser)?ordentlich|conseil|autorite|comite"
    r"|consejo|asamblea|comision|conselho|comissao|consiglio|capi\b|\w*(?:rat|rates|rats)\b"
    r"|\w*(?:kommission|versammlung)\b|staats-|raad\b|radet\b|rad[ay]\b|zgromadzen|komisj|komisi\b"
    r"|kurul|konsey|dewan\b|majelis|majlis|baraza|consiliul|tanacs"
    r"|совет[аеу]?\b|кеңес|рад[аиі]\b|ассамбле|асамбле|комисси|комісі|комитет|комітет|глав\b"
    r"|очередн|внеочередн|чергов|συμβουλι|συνελευσ|επιτροπ|مجلس|الجمعية|اللجنة|شورا|مجمع|کمیسیون"
    r"|ה?מועצ|ה?עצרת|ה?ועדה|परिषद|महासभा|आयोग|পরিষদ|কমিশন|.*(?:สภา|สมัชชา|คณะกรรมการ)"
    r"|.*(?:理事会|委員会|委员会|大会|总会|総会|安保理|安理会|총회|이사회|위원회|평의회)"
)
# An acronym that sits is a body too, unless its summit does: "сессия СКБ".
_ACRONYM = re.compile(
    r"(?:[Сс]есси|[Зз]аседани|[Сс]есі|[Зз]асідан)\w* [А-ЯЄІЇ]{2,}"
    r"|[Ss]ession of (?:the )?[A-Z]{2,}+(?! (?:[Ss]ummit|[Cc]onference|[Ff]orum|[Tt]alks))"
)
_DAY_WORDS = (
    "day tag tages jour journee dia jornada giorno giornata dag dagen paiva dzien dnia den dne gun"
    " gunu gununde nap ziua hari siku ngay ημερα день дня ден اليوم روز היום दिन দিন"
)
_DAYS = frozenset(_DAY_WORDS.split())


def is_session(title: str, language: str = "") -> bool:
    """Return whether a title names a sitting of a longer meeting.

    A session of a council, an assembly or of heads of state is a meeting and no sitting.

    >>> is_session("2.ª sessão da cúpula"), is_session("Cúpula")
    (True, False)
    >>> is_session("Second day of the talks"), is_session("66th session of the Authority")
    (True, False)

    Args:
        title: In any language.
        language: Its tag, for words that mean something else in others.
    """
    folded = folded_text(title)
    speaks = 0
    for part in folded.split():
        speaks |= _speaks(part)
    if speaks & _OF_SESSION or (speaks & _OF_SUMMIT and _MEETING_OF_SUMMIT.search(folded)):
        return (
            not (speaks & _OF_BODY or _ACRONYM.search(title) or _is_yearly(title, language))
            or _SITTING.search(folded) is not None
        )
    return bool(speaks & _OF_DAY) and _counts_days(title, language)


_OF_SESSION, _OF_DAY, _OF_SUMMIT, _OF_BODY = 1, 2, 4, 8


@lru_cache(maxsize=65_536)
def _speaks(part: str) -> int:
    """Return what a part of a title speaks of, as a sum."""
    word = part.strip(",.:;–-()«»“”„\"'")
    return (
        (_OF_SESSION if _SESSION.search(word) or _DAY.search(word) else 0)
        | (_OF_DAY if word in _DAYS else 0)
        | (_OF_SUMMIT if _SUMMIT.search(word) else 0)
        | (_OF_BODY if _BODY.match(word) else 0)
    )


def _is_yearly(title: str, language: str) -> bool:
    return max(ordinals(title, language), default=0) > _MAX_SITTINGS


def _counts_days(title: str, language: str) -> bool:
    words = title.split()
    beside = [
        " ".join(words[max(at - 1, 0) : at + 3])
        for at, word in enumerate(words)
        if _speaks(folded_text(word)) & _OF_DAY
    ]
    return any(0 < number <= _MAX_SITTINGS for one in beside for number in ordinals(one, language))
