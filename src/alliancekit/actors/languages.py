"""How names are compared in a language, and what CLDR calls the territories in it.

Babel is imported when the first language is asked for, never before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache
from types import MappingProxyType

# Tags that people still write, and what CLDR calls them.
_OLD_TAGS = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "no": "nb",
    "tl": "fil",
    "mo": "ro",
    "sh": "sr-Latn",
}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_ADDED = re.compile(r"\s*[(（].*[)）]$")
_TURKIC = frozenset({"az", "tr"})
# Word processors put these for the apostrophe, the hyphen and the space that people type.
_TYPOGRAPHY = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u02bb": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
    }
)
# Two spellings of one Vietnamese syllable: the tone on the first or on the second vowel.
_VIETNAMESE_TONES = str.maketrans(
    {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
)
_TONE = re.compile(r"([aeiouy])([12345])([aey])(?![a-z\u0302\u0306\u031b12345])")
_ARTICLES = {
    "de": re.compile(r"(?:[Dd](?:er|ie|as|en|em)) (?=\w)"),
    "en": re.compile(r"[Tt]he (?=\w)"),
    "es": re.compile(r"(?:[Ee]l|[Ll](?:a|os|as)) (?=\w)"),
    "fr": re.compile(r"[Ll](?:'|(?:es|e|a) )(?=\w)"),
    "it": re.compile(r"(?:[Ll]'|(?:[Ii]l|[Ll](?:o|a|e)|[Gg]li|[Ii]) )(?=\w)"),
}
# Tags come from data, so their number must not grow memory without end.
_MAX_LANGUAGES = 512
# Below this many letters a name is as likely a common word: Vietnamese Anh (England, elder
# brother), Áo (Austria, shirt), English US. Such names keep their capitals.
_MIN_FOLDED_LETTERS = 5


def canonical_tag(language: str) -> str | None:
    """Return a BCP 47 tag in the usual case, or None when ``language`` is no tag.

    >>> canonical_tag("ZH_hant"), canonical_tag("pt-br"), canonical_tag("no"), canonical_tag("")
    ('zh-Hant', 'pt-BR', 'nb', None)
    """
    if not _TAG.fullmatch(language):
        return None
    first, *rest = re.split("[-_]", language)
    parts = [first.lower()]
    for part in rest:
        if len(part) == 4 and part.isalpha():
            parts.append(part.title())
        elif len(part) == 2 and part.isalpha():
            parts.append(part.upper())
        else:
            parts.append(part.lower())
    tag = "-".join(parts)
    return _OLD_TAGS.get(tag, tag)


def tag_chain(language: str) -> tuple[str, ...]:
    """Return ``language`` and the tags that it falls back to, nearest first.

    Traditional Chinese does not fall back to simplified: names differ in substance.

    >>> tag_chain("de-AT"), tag_chain("zh-TW"), tag_chain("zh-CN")
    (('de-AT', 'de'), ('zh-TW', 'zh-Hant'), ('zh-CN', 'zh'))
    """
    tag = canonical_tag(language)
    if tag is None:
        return ()
    subtags = tag.split("-")
    if subtags[0] == "zh" and not {"Hant", "TW", "HK", "MO"}.isdisjoint(subtags):
        return tuple(dict.fromkeys((tag, "zh-Hant")))
    return tuple("-".join(subtags[:n]) for n in range(len(subtags), 0, -1))


@lru_cache(maxsize=_MAX_LANGUAGES)
def cldr_names(language: str) -> Mapping[str, str]:
    """Return CLDR's territory names of ``language``, by ISO 3166-1 alpha-2 code.

    Empty for a language that CLDR does not have.

    >>> cldr_names("vi")["RU"], dict(cldr_names("tlh"))
    ('Nga', {})

    Source:
        Unicode CLDR, ``localeDisplayNames/territories``, in the edition that Babel carries.
    """
    # Imported here: Babel costs more to import than the rest of the package.
    from babel import Locale, UnknownLocaleError

    tag = canonical_tag(language)
    if tag is None:
        return MappingProxyType({})
    for candidate in tag_chain(tag):
        try:
            locale = Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        if locale.language != candidate.split("-")[0]:
            continue
        return MappingProxyType(
            {code: name for code, name in locale.territories.items() if len(code) == 2}
        )
    return MappingProxyType({})


def cldr_forms(name: str, taken: Container[str] = ()) -> tuple[str, ...]:
    """Return the ways to write a name of CLDR, which adds to some what tells them from others.

    >>> cldr_forms("Mjanma (Birma)"), cldr_forms("Congo - Kinshasa"), cldr_forms("Perú")
    (('Mjanma (Birma)', 'Mjanma'), ('Congo - Kinshasa', 'Congo-Kinshasa'), ('Perú',))

    Args:
        name: A value of :func:`cldr_names`.
        taken: Names that are another's in full: French ``Saint-Martin`` is the French part alone.
    """
    shorter = (_ADDED.sub("", name), name.replace(" - ", "-"))
    others = (form for form in shorter if form and form not in taken)
    return tuple(dict.fromkeys((name, *others)))


def spelled(text: str) -> str:
    r"""Return ``text`` without what only typography changes: NFC, one space, one apostrophe.

    >>> spelled("  Co\u0302te d\u2019Ivoire ")
    "Côte d'Ivoire"
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return " ".join(text.split())


def folded(text: str, language: str) -> str:
    """Return the key by which two spellings of one name in ``language`` are equal.

    Case is folded as the language folds it; accents and other marks stay.

    >>> folded("FRANCE", "fr") == folded("France", "fr"), folded("Perú", "es") == "peru"
    (True, False)
    >>> folded("Cộng hòa Séc", "vi") == folded("Cộng hoà Séc", "vi")
    True
    """
    text = spelled(text)
    primary = language.split("-")[0]
    if primary in _TURKIC:
        text = text.replace("I", "ı").replace("İ", "i")
    if text.isascii():
        return text.lower()
    if primary == "vi":
        return _vietnamese(text.casefold())
    return unicodedata.normalize("NFC", text.casefold())


def without_article(text: str, language: str) -> str | None:
    """Return a spelled name without the article before it, or None where there is none.

    >>> without_article("the Soviet Union", "en"), without_article("l'Allemagne", "fr")
    ('Soviet Union', 'Allemagne')
    """
    article = _ARTICLES.get(language.split("-")[0])
    found = article.match(text) if article is not None else None
    return text[found.end() :] if found is not None else None


def is_plain_word(text: str) -> bool:
    """Return whether an English name is one word, neither a plural nor in capitals.

    >>> [is_plain_word(name) for name in ("Jordan", "Philippines", "UAE", "Soviet Union")]
    [True, False, False, False]
    """
    return " " not in text and not text.endswith("s") and text != text.upper()


def capitals(text: str, language: str) -> str:
    """Return ``text`` in the capitals of ``language``.

    >>> capitals("Gine", "tr"), capitals("Mỹ", "vi")
    ('GİNE', 'MỸ')
    """
    if language.split("-")[0] in _TURKIC:
        text = text.replace("i", "İ")
    return text.upper()


def keeps_case(text: str) -> bool:
    """Return whether ``text`` must keep its capitals to be this name.

    >>> keeps_case("US"), keeps_case("ASEAN"), keeps_case("Anh"), keeps_case("Japan")
    (True, True, True, False)
    """
    letters = "".join(filter(str.isalpha, text))
    if letters.lower() == letters.upper():
        return False
    return len(letters) < _MIN_FOLDED_LETTERS or letters == letters.upper()


def _vietnamese(text: str) -> str:
    """Return ``text`` with the tone of final oa, oe and uy moved to the second vowel."""
    marked = unicodedata.normalize("NFD", text).translate(_VIETNAMESE_TONES)
    return _TONE.sub(
        lambda found: (
            f"{found[1]}{found[3]}{found[2]}"
            if found[1] + found[3] in {"oa", "oe", "uy"}
            else found[0]
        ),
        marked,
    )
