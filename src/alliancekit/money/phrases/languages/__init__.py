"""The words of sums, one language a module."""

from collections.abc import Mapping
from types import MappingProxyType

from alliancekit.money.phrases.languages.arabic import LEXICON as _ARABIC
from alliancekit.money.phrases.languages.chinese import LEXICON as _CHINESE
from alliancekit.money.phrases.languages.english import LEXICON as _ENGLISH
from alliancekit.money.phrases.languages.french import LEXICON as _FRENCH
from alliancekit.money.phrases.languages.german import LEXICON as _GERMAN
from alliancekit.money.phrases.languages.hindi import LEXICON as _HINDI
from alliancekit.money.phrases.languages.indonesian import LEXICON as _INDONESIAN
from alliancekit.money.phrases.languages.japanese import LEXICON as _JAPANESE
from alliancekit.money.phrases.languages.korean import LEXICON as _KOREAN
from alliancekit.money.phrases.languages.portuguese import LEXICON as _PORTUGUESE
from alliancekit.money.phrases.languages.russian import LEXICON as _RUSSIAN
from alliancekit.money.phrases.languages.spanish import LEXICON as _SPANISH
from alliancekit.money.phrases.languages.turkish import LEXICON as _TURKISH
from alliancekit.money.phrases.languages.ukrainian import LEXICON as _UKRAINIAN
from alliancekit.money.phrases.languages.vietnamese import LEXICON as _VIETNAMESE
from alliancekit.money.phrases.lexicons import Lexicon

LEXICONS: Mapping[str, Lexicon] = MappingProxyType(
    {
        "ar": _ARABIC,
        "de": _GERMAN,
        "en": _ENGLISH,
        "es": _SPANISH,
        "fr": _FRENCH,
        "hi": _HINDI,
        "id": _INDONESIAN,
        "ja": _JAPANESE,
        "ko": _KOREAN,
        "pt": _PORTUGUESE,
        "ru": _RUSSIAN,
        "tr": _TURKISH,
        "uk": _UKRAINIAN,
        "vi": _VIETNAMESE,
        "zh": _CHINESE,
    }
)
"""The words of every language that is read."""
