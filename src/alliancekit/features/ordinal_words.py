"""Words for first to twentieth, and the words of tens before them, by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliancekit.features.words import folded_text

# First to twentieth, between bars; a slash parts forms of one number. A star marks what is another
# word elsewhere ("premier", "anden"): it is read in titles of its own language alone.
FIRST_TO_TWENTIETH: Mapping[str, str] = {
    "ar": (
        "الأول/الأولى/الاول/الاولى | الثاني | الثالث | الرابع | الخامس | السادس | السابع | الثامن"
        "| التاسع | العاشر | الحادي عشر | الثاني عشر | الثالث عشر | الرابع عشر | الخامس عشر"
        "| السادس عشر | السابع عشر | الثامن عشر | التاسع عشر | العشرون/العشرين"
    ),
    "bg": (
        "първи | втори | трети | четвърти | пети | шести* | седми | осми | девети | десети"
        "| единадесети/единайсети | дванадесети/дванайсети | тринадесети | четиринадесети"
        "| петнадесети | шестнадесети | седемнадесети | осемнадесети | деветнадесети | двадесети"
    ),
    "bn": (
        "প্রথম | দ্বিতীয় | তৃতীয় | চতুর্থ | পঞ্চম | ষষ্ঠ | সপ্তম | অষ্টম | নবম | দশম | একাদশ | দ্বাদশ"
        "| ত্রয়োদশ | চতুর্দশ | পঞ্চদশ | ষোড়শ | সপ্তদশ | অষ্টাদশ | ঊনবিংশ/উনবিংশ | বিংশ"
    ),
    "cs": (
        "první | druhý | třetí | čtvrtý | pátý | šestý | sedmý | osmý | devátý | desátý | jedenáctý"
        "| dvanáctý | třináctý | čtrnáctý | patnáctý | šestnáctý | sedmnáctý | osmnáctý"
        "| devatenáctý | dvacátý"
    ),
    "da": (
        "første | anden*/andet* | tredje | fjerde | femte | sjette | syvende | ottende | niende"
        "| tiende* | ellevte | tolvte | trettende | fjortende | femtende | sekstende | syttende"
        "| attende* | nittende | tyvende"
    ),
    "de": (
        "erste | zweite | dritte | vierte | fünfte | sechste | siebte/siebente | achte | neunte"
        "| zehnte | elfte | zwölfte | dreizehnte | vierzehnte | fünfzehnte | sechzehnte"
        "| siebzehnte | achtzehnte | neunzehnte | zwanzigste"
    ),
    "el": (
        "πρώτος | δεύτερος | τρίτος | τέταρτος | πέμπτος | έκτος | έβδομος | όγδοος | ένατος"
        "| δέκατος | ενδέκατος | δωδέκατος | δέκατος τρίτος | δέκατος τέταρτος | δέκατος πέμπτος"
        "| δέκατος έκτος | δέκατος έβδομος | δέκατος όγδοος | δέκατος ένατος | εικοστός"
    ),
    "en": (
        "first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth"
        "| eleventh | twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth"
        "| eighteenth | nineteenth | twentieth"
    ),
    "es": (
        "primero/primer | segundo | tercero/tercer | cuarto | quinto | sexto | séptimo | octavo"
        "| noveno | décimo | undécimo/decimoprimero"
        "| duodécimo/decimosegundo | decimotercero/decimotercer"
        "| decimocuarto | decimoquinto | decimosexto"
        "| decimoséptimo | decimoctavo"
        "| decimonoveno | vigésimo"
    ),
    "fa": (
        "اول/اولین/نخستین | دوم/دومین | سوم/سومین | چهارم/چهارمین | پنجم/پنجمین | ششم/ششمین"
        "| هفتم/هفتمین | هشتم/هشتمین | نهم/نهمین | دهم/دهمین | یازدهم/یازدهمین | دوازدهم/دوازدهمین"
        "| سیزدهم/سیزدهمین | چهاردهم/چهاردهمین | پانزدهم/پانزدهمین | شانزدهم/شانزدهمین"
        "| هفدهم/هفدهمین | هجدهم/هجدهمین | نوزدهم/نوزدهمین | بیستم/بیستمین"
    ),
    "fi": (
        "ensimmäinen | toinen* | kolmas | neljäs | viides | kuudes | seitsemäs | kahdeksas"
        "| yhdeksäs | kymmenes | yhdestoista | kahdestoista | kolmastoista | neljästoista"
        "| viidestoista | kuudestoista | seitsemästoista | kahdeksastoista | yhdeksästoista"
        "| kahdeskymmenes"
    ),
    "fr": (
        "première/premier* | deuxième/second/seconde | troisième | quatrième | cinquième | sixième"
        "| septième | huitième | neuvième | dixième | onzième | douzième | treizième | quatorzième"
        "| quinzième | seizième | dix-septième | dix-huitième | dix-neuvième | vingtième"
    ),
    "he": (
        "ראשון/ראשונה/הראשון/הראשונה | השני/שנייה/השנייה/שניה/השנייה/השניה | שלישי/השלישי"
        "| רביעי/הרביעי | חמישי/החמישי | שישי/השישי | שביעי/השביעי | שמיני/השמיני | תשיעי/התשיעי"
        "| עשירי/העשירי | האחד עשר/האחת עשרה | השנים עשר/השתים עשרה | השלושה עשר/השלוש עשרה"
        "| הארבעה עשר/הארבע עשרה | החמישה עשר/החמש עשרה | השישה עשר/השש עשרה"
        "| השבעה עשר/השבע עשרה | השמונה עשר/השמונה עשרה | התשעה עשר/התשע עשרה | העשרים"
    ),
    "hi": (
        "पहला/पहली/प्रथम | दूसरा/द्वितीय | तीसरा/तृतीय | चौथा/चतुर्थ | पांचवां/पाँचवां/पंचम | छठा/छठवां"
        "| सातवां | आठवां | नौवां/नवां | दसवां | ग्यारहवां | बारहवां | तेरहवां | चौदहवां | पंद्रहवां/पन्द्रहवां"
        "| सोलहवां | सत्रहवां | अठारहवां | उन्नीसवां | बीसवां"
    ),
    "hr": (
        "prvi | drugi | treći | četvrti | peti* | šesti | sedmi | osmi | deveti | deseti"
        "| jedanaesti | dvanaesti | trinaesti | četrnaesti | petnaesti | šesnaesti | sedamnaesti"
        "| osamnaesti | devetnaesti | dvadeseti"
    ),
    "hu": (
        "első | második | harmadik | negyedik | ötödik | hatodik | hetedik | nyolcadik | kilencedik"
        "| tizedik | tizenegyedik | tizenkettedik | tizenharmadik | tizennegyedik | tizenötödik"
        "| tizenhatodik | tizenhetedik | tizennyolcadik | tizenkilencedik | huszadik"
    ),
    "id": (
        "pertama/kesatu | kedua | ketiga | keempat | kelima | keenam | ketujuh | kedelapan/kelapan"
        "| kesembilan | kesepuluh | kesebelas | kedua belas/keduabelas | ketiga belas/ketigabelas"
        "| keempat belas | kelima belas | keenam belas | ketujuh belas | kedelapan belas"
        "| kesembilan belas | kedua puluh"
    ),
    "it": (
        "primo | secondo | terzo | quarto | quinto | sesto | settimo | ottavo | nono | decimo"
        "| undicesimo | dodicesimo | tredicesimo | quattordicesimo | quindicesimo | sedicesimo"
        "| diciassettesimo | diciottesimo | diciannovesimo | ventesimo"
    ),
    "nb": (
        "første | andre* | tredje | fjerde | femte | sjette | sjuende/syvende | åttende | niende"
        "| tiende* | ellevte | tolvte | trettende | fjortende | femtende | sekstende | syttende"
        "| attende* | nittende | tjuende"
    ),
    "nl": (
        "eerste | tweede | derde | vierde | vijfde | zesde | zevende | achtste | negende | tiende*"
        "| elfde | twaalfde | dertiende | veertiende | vijftiende | zestiende | zeventiende"
        "| achttiende | negentiende | twintigste"
    ),
    "pl": (
        "pierwszy | drugi | trzeci | czwarty | piąty | szósty | siódmy | ósmy | dziewiąty"
        "| dziesiąty | jedenasty | dwunasty | trzynasty | czternasty | piętnasty | szesnasty"
        "| siedemnasty | osiemnasty | dziewiętnasty | dwudziesty"
    ),
    "pt": (
        "primeiro | segundo | terceiro | quarto | quinto | sexto | sétimo | oitavo | nono | décimo"
        "| décimo primeiro/undécimo | décimo segundo/duodécimo | décimo terceiro | décimo quarto"
        "| décimo quinto | décimo sexto | décimo sétimo | décimo oitavo | décimo nono | vigésimo"
    ),
    "ro": (
        "prima/primul | doilea/a doua | treilea/treia | patrulea/a patra | cincilea/cincea"
        "| șaselea/șasea | șaptelea/șaptea | optulea/a opta | nouălea/a noua | zecelea/zecea"
        "| unsprezecelea/unsprezecea | doisprezecelea/douăsprezecea | treisprezecelea/treisprezecea"
        "| paisprezecelea/paisprezecea | cincisprezecelea/cincisprezecea"
        "| șaisprezecelea/șaisprezecea | șaptesprezecelea/șaptesprezecea"
        "| optsprezecelea/optsprezecea | nouăsprezecelea/nouăsprezecea | douăzecilea/douăzecea"
    ),
    "ru": (
        "первый | второй | третий | четвёртый/четвертый | пятый | шестой | седьмой | восьмой"
        "| девятый | десятый | одиннадцатый | двенадцатый | тринадцатый | четырнадцатый"
        "| пятнадцатый | шестнадцатый | семнадцатый | восемнадцатый | девятнадцатый | двадцатый"
    ),
    "sk": (
        "prvý | druhý | tretí | štvrtý | piaty | šiesty | siedmy | ôsmy | deviaty | desiaty"
        "| jedenásty | dvanásty | trinásty | štrnásty | pätnásty | šestnásty | sedemnásty"
        "| osemnásty | devätnásty | dvadsiaty"
    ),
    "sr": (
        "први | други* | трећи | четврти | пети | шести* | седми | осми | девети | десети"
        "| једанаести | дванаести | тринаести | четрнаести | петнаести | шеснаести | седамнаести"
        "| осамнаести | деветнаести | двадесети"
    ),
    "sv": (
        "första | andra* | tredje | fjärde | femte | sjätte | sjunde | åttonde | nionde | tionde"
        "| elfte | tolfte | trettonde | fjortonde | femtonde | sextonde | sjuttonde | artonde"
        "| nittonde | tjugonde"
    ),
    "sw": (
        "kwanza | pili | tatu | nne | tano | sita | saba | nane | tisa | kumi | kumi na moja"
        "| kumi na mbili | kumi na tatu | kumi na nne | kumi na tano | kumi na sita | kumi na saba"
        "| kumi na nane | kumi na tisa | ishirini"
    ),
    "tr": (
        "birinci | ikinci | üçüncü | dördüncü | beşinci | altıncı/altinci | yedinci | sekizinci"
        "| dokuzuncu | onuncu | on birinci/onbirinci | on ikinci/onikinci | on üçüncü | on dördüncü"
        "| on beşinci | on altıncı/on altinci | on yedinci | on sekizinci | on dokuzuncu | yirminci"
    ),
    "uk": (
        "перший | другий* | третій | четвертий | п'ятий | шостий | сьомий | восьмий | дев'ятий"
        "| десятий | одинадцятий | дванадцятий | тринадцятий | чотирнадцятий | п'ятнадцятий"
        "| шістнадцятий | сімнадцятий | вісімнадцятий | дев'ятнадцятий | двадцятий"
    ),
    "ur": (
        "پہلا/پہلی | دوسرا/دوسری | تیسرا/تیسری | چوتھا/چوتھی | پانچواں/پانچویں | چھٹا/چھٹی"
        "| ساتواں/ساتویں | آٹھواں/آٹھویں | نواں/نویں | دسواں/دسویں | گیارہواں/گیارہویں"
        "| بارہواں/بارہویں | تیرہواں/تیرہویں | چودہواں/چودہویں | پندرہواں/پندرہویں"
        "| سولہواں/سولہویں | سترہواں/سترہویں | اٹھارہواں/اٹھارہویں | انیسواں/انیسویں"
        "| بیسواں/بیسویں"
    ),
}
# What stands for an ending in the other genders and cases, each word of a number alike.
_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "ar": {"ي": "ي ية", "عشر": "عشر عشرة", "": " ة"},
    "bg": {"и": "и а о ия ият ата ото"},
    "cs": {"ý": "ý á é ého ém ou ým ému", "í": "í ího ím"},
    "de": {"e": "e er es en em"},
    "el": {"ος": "ος η ο ου ης ον", "ός": "ός ή ό ού ής όν"},
    "es": {"o": "o a"},
    "fi": {
        "inen": "inen isen isessä isestä istä iseen isellä iselle",
        "stoista": "stoista nnentoista nnessatoista nnestatoista ttatoista",
        "s": "s nnen nnessä nnestä tta nteen nnellä nnelle nnessa nnesta",
    },
    "he": {"י": "י ית"},
    "hi": {"वां": "वां वीं वें वाँ वी वे", "ा": "ा ी े"},
    "hr": {"i": "i a o e og oj om u"},
    "it": {"o": "o a"},
    "pl": {"y": "y a e ego ej emu ym ą", "i": "i a ia ie iego iej iemu im ą ią"},
    "pt": {"o": "o a"},
    "ru": {
        "ый": "ый ая ое ого ой ому ую ым ом",
        "ой": "ой ая ое ого ой ому ую ым ом",
        "ий": "ий ья ье ьего ьей ьему ью ьим ьем",
    },
    "sk": {"ý": "ý á é ého ej ému ou ým om", "y": "y a e eho ej emu ou ym om", "í": "í ia ie ieho"},
    "sr": {"и": "и а о е ог ој ом у"},
    "uk": {"ий": "ий а е ого ої ому у им", "ій": "ій я є ього ьої ьому ю ім"},
}
# Written before the word of the unit, from the twenties to the nineties.
_TENS: Mapping[str, str] = {
    "bg": "двадесет тридесет четиридесет петдесет шестдесет седемдесет осемдесет деветдесет",
    "cs": "dvacátý třicátý čtyřicátý padesátý šedesátý sedmdesátý osmdesátý devadesátý",
    "el": "εικοστός τριακοστός τεσσαρακοστός πεντηκοστός εξηκοστός εβδομηκοστός",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": (
        "vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo"
        " nonagésimo"
    ),
    "hr": "dvadeset trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset",
    "pl": (
        "dwudziesty trzydziesty czterdziesty pięćdziesiąty sześćdziesiąty siedemdziesiąty"
        " osiemdziesiąty dziewięćdziesiąty"
    ),
    "pt": (
        "vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo"
        " nonagésimo"
    ),
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "sk": (
        "dvadsiaty tridsiaty štyridsiaty päťdesiaty šesťdesiaty sedemdesiaty osemdesiaty"
        " deväťdesiaty"
    ),
    "sr": "двадесет тридесет четрдесет педесет шездесет седамдесет осамдесет деведесет",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "uk": "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
}
# Swahili counts "of the first": the connecting word follows the class of the noun.
_CONNECTING: Mapping[str, tuple[str, ...]] = {"sw": ("wa ", "ya ", "cha ", "la ")}
_SAME_WORDS: Mapping[str, str] = {"no": "nb", "nn": "nb", "ms": "id", "bs": "hr"}


def ordinal_forms(language: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the words of a language for first to twentieth, as titles have them when folded.

    >>> [form for form, number, _ in ordinal_forms("fr") if number == 1]
    ['premiere', 'premier']

    Args:
        language: A key of ``FIRST_TO_TWENTIETH``.

    Yields:
        The form, what it counts, and whether it is read in titles of this language alone.

    Source:
        Ours, from grammars of each language.
    """
    for number, forms in enumerate(FIRST_TO_TWENTIETH[language].split("|"), start=1):
        for form in forms.strip().split("/"):
            for inflected in _inflected(form.removesuffix("*"), language):
                yield inflected, number, form.endswith("*")


def _inflected(phrase: str, language: str) -> list[str]:
    endings = {
        folded_text(ending): folded_text(others).split(" ")
        for ending, others in _ENDINGS.get(language, {}).items()
    }
    words = folded_text(phrase).split()
    ending_of = [next(filter(word.endswith, endings), None) for word in words]
    n = max((len(endings[ending]) for ending in ending_of if ending is not None), default=1)
    columns = [
        [word] * n
        if ending is None
        else [word.removesuffix(ending) + other for other in endings[ending]]
        for word, ending in zip(words, ending_of, strict=True)
    ]
    forms = map(" ".join, zip(*columns, strict=False))
    return [prefix + form for form in forms for prefix in _CONNECTING.get(language, ("",))]


def _by_form() -> tuple[Mapping[str, int], Mapping[str, Mapping[str, int]]]:
    anywhere: dict[str, int] = {}
    own: dict[str, dict[str, int]] = {}
    for language in FIRST_TO_TWENTIETH:
        for form, number, is_own in ordinal_forms(language):
            (own.setdefault(language, {}) if is_own else anywhere)[form] = number
    return anywhere, own | {name: own[like] for name, like in _SAME_WORDS.items() if like in own}


# What a folded word or phrase counts in any title, and in those of one language alone.
ORDINALS, OWN_ORDINALS = _by_form()
# What is added to the unit that follows.
TENS: Mapping[str, int] = {
    form: 10 * tens
    for language, words in _TENS.items()
    for tens, word in enumerate(words.split(), start=2)
    for form in _inflected(word, language)
} | {"decimo": 10, "decima": 10}
