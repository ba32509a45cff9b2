"""Words beside a number that say what it counts: parts of a series, or something else."""

from __future__ import annotations

from collections.abc import Mapping

# After these a number, a roman numeral, a letter or one of the words below counts. All words here
# are folded: without accents and capitals.
_SERIES = """
    no n n° nr num number protocol amendment round session edition annex annexe appendix part
    chapter phase lot tranche block batch stage volume step day series instalment
    numero protocole avenant partie chapitre etape volet
    n.o no.o protocolo enmienda anexo parte capitulo fase lote tramo etapa ronda rodada sesion
    sessao protocollo allegato lotto tappa turno protocolul anexa runda transa
    nummer protokoll zusatzprotokoll anhang anlage teil kapitel tag runde stufe
    bijlage deel ronde fas etapp omgang bilaga trinn vaihe kierros
    protokol zalacznik czesc rozdzial faza etap transza tura cast faze kolo transe sz szakasz
    протокол приложение часть фаза этап раунд транш лот шаг день
    додаток частина етап крок етапа рунда фазата рундата
    protokolu ek bolum asama faz dilim tur tahap putaran babak lampiran awamu duru
    φαση γυροσ πρωτοκολλο παραρτημα μεροσ
    المرحلة الجولة الملحق البروتوكول الجزء الدفعة مرحله دور پروتکل بخش
    שלב סבב פרוטוקול נספח חלק चरण दौर भाग পর্ব ধাপ
"""
SERIES: frozenset[str] = frozenset(_SERIES.split())
# The same, in titles of one language alone: elsewhere they are other words.
OWN_SERIES: Mapping[str, frozenset[str]] = {
    "de": frozenset(("los", "paket")),
    "id": frozenset(("paket",)),
    "sw": frozenset(("mkutano", "kikao")),
}
# One to ten, counting in a series ("phase one"): the English ones everywhere, others in their own.
CARDINALS: Mapping[str, str] = {
    "cs": "jedna dva tri ctyri pet sest sedm osm devet deset",
    "de": "eins zwei drei vier funf sechs sieben acht neun zehn",
    "en": "one two three four five six seven eight nine ten",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "fr": "un deux trois quatre cinq six sept huit neuf dix",
    "id": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
    "it": "uno due tre quattro cinque sei sette otto nove dieci",
    "pl": "jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec",
    "pt": "um dois tres quatro cinco seis sete oito nove dez",
    "ru": "один два три четыре пять шесть семь восемь девять десять",
    "sv": "ett tva tre fyra fem sex sju atta nio tio",
    "tr": "bir iki uc dort bes altı yedi sekiz dokuz on",
    "uk": "один два три чотири п'ять шість сім вісім дев'ять десять",
}
# Between the numbers of a list ("Annexes I and III").
_JOINING = "and & et und y e i и та і en och og ja ve dan x v"
JOINING: frozenset[str] = frozenset(_JOINING.split())

# The rest are beginnings of words, or patterns of several, in folded text.
# "75th anniversary", "75. Jahrestag": within three words after the number.
ANNIVERSARIES_AFTER = (
    "anniv|birthday|jubile|jahrestag|geburtstag|jubilaum|aniver|verjaardag|arsdag|jarig|compleann"
    r"|rocznic|vyroc|evfordul|godisnjic|aniversar|vuotis|юбиле|годовщин|-?летие|летия|річниц|річч"
    r"|годишнин|годишњиц|επετει|yıl ?don|yili|yılı|سالگرد|वर्षगांठ|जयंती|বার্ষিকী|سالگره"
)
# "HUT ke-79", "الذكرى الـ75": before it, with a word or two between.
ANNIVERSARIES_BEFORE = r"ulang tahun|hut\b|ulangtahun|الذكرى|ذكرى|יום השנה|יובל|سالروز|kumbukumbu"
# Directly after a number.
OTHERS_AFTER = (
    # centuries
    r"centur|siecle|siglo|secolo|seculo|jahrhundert|eeuw|arhundrad|arhundred|vuosisa|век\b|века\b"
    r"|столет|століт|wiek|stolet|yuzyıl|szazad|secolul|αιων|מאה|सदी|শতক|শতাব্দী|صدی"
    # for the first time
    r"|times?\b|ever\b|fois|vez|volta|mals?\b|keer|gang|gangen|kerta|raz\b|raza?\b|kez|kere\b"
    r"|kali|alkalom|oara|раз\b|разу\b|φορα|बार|בפעם|پار|بار\b"
    # rank and office
    r"|ladys?\b|ladies|dame|dama|deput|vice|vize|minister\b|ministre\b|ministro\b|ministra\b"
    r"|stellvertret|secretar|sekretar|sea lord|lord\b|замест|зам\b|вице|віце|заступник|леди|леді"
    r"|секретар|zastepc|zastupce|namest|yardımc|wakil"
    # wars and worlds
    r"|world war|wars?\b|guerr|weltkrieg|wereldoorlog|varldskrig|verdenskrig|maailmansod"
    r"|миров|світов|воин|віин|световн|wojn|svetov|dunya sav|razboi"
    r"|vilaghab|παγκοσμ|विश्व युद्ध|বিশ্বযুদ্ধ"
    r"|world countr|world nation|world state|mundo\b"
    # others than the two
    r"|part(?:y|ies)\b|countr|states\b|pais|paes|стран|краін|сторон\b|kraj|negara"
    r"|pihak|pemimpin|belah|menteri|presiden|kepala|menlu|menhan"
    # ranks by size, and spans of time
    r"|largest|biggest|highest|most\b|grosst|крупнейш|half\b|quarter|halfyear|semest"
    r"|trimest|quartal|halbjahr|квартал|полугоди|terms?\b|mandat|amtszeit|years?\b|ans?\b|annee"
    r"|anos?\b|jahr\b|jahre|aar\b|rok\b|rik\b|год\b|року\b|reading|lesung|чтени|читанн"
    # what is not new, what is not used, what helps
    r"|hand\b|main\b|mano\b|mao\b|рук|el\b|use\b|responder"
    # an Arabic number goes on after the unit
    "|والعشر|والثلاث|والاربع|والأربع|والخمس|والست|والسبع|والثمان|والتسع"
)
# "Before the summit", in Italian.
# "prima del", "secondo fonti": before, and according to.
OTHERS = (
    r"prima d[ei]|prima che\b|secondo il\b|secondo lo\b|secondo la\b|secondo l'|secondo i\b"
    r"|secondo gli\b|secondo le\b|secondo quanto\b|secondo fonti\b"
    r"|segundo o\b|segundo a\b|segundo os\b|segundo as\b|segundo fontes\b|segundo dados\b"
)
# Units of forces: directly after it, or after one word more.
UNITS_AFTER = (
    r"fleet|army\b|armies|armou?red|division|brigad|regiment|corps\b|airborne|wing\b|squadron"
    r"|infantry|battal|batal|cavalry|airlift|air force|mef\b|meu\b|flott|flota\b|frota|armee"
    r"|ejercito|armata\b|geschwader|korps|pulk\b|divis|flotil|дивизи|дивізі|бригад|полк|корпус|арми"
    r"|армі|флот|эскадр|ескадр|brygad|dywizj|armia|kolordu|tugay|filo\b|ordu\b|tumen|divisi|sqn"
)
# Directly before a number.
OTHERS_BEFORE = (
    r"القرن|قرن|abad\b|siglo\b|secolo\b|seculo\b|siecle\b|المرة|للمرة|mara\b|kali\b|בפעם"
    r"|النائب|الوزير|معاون|نائب"
    r"|الحرب العالمية|جنگ جهانی|جنگ عظیم|perang dunia|pihak|העולם"
    r"|تشرين|كانون|ربيع|جمادى|יום|την"
    r"|بیست و|سی و|چهل و|پنجاه و|شصت و|هفتاد و|هشتاد و|نود و"
    r"|nesta|desta|nessa"
)
# First or second since: the count began with what stands after it.
SINCE = (
    r"since\b|seit\b|depuis\b|desde\b|dal\b|dalla\b|dall'|sinds\b|sedan\b|siden\b|sejak\b|tangu\b"
    r"|с \d{4}|з \d{4}|od \d{4}|от \d{4}|від \d{4}"
)
# "first visit in 12 years"
YEARS = r"years|jahren|ans\b|anos\b|anni\b|лет\b|рокив|lat\b|let\b|jaar"
MONTHS = (
    "januar|janv|jan\\b|enero|gennai|janei|ianuar|tammik|stycz|ledna|январ|січ|јануар|ocak"
    "|februar|fevr|feb\\b|febrer|febbr|fever|helmik|luty|lutego|unora|феврал|лют|фебруар|subat"
    "|march\\b|marz|mars\\b|mart\\b|marco\\b|maalisk|marcius|brezna|март|берез"
    "|april|avril|abril|aprile|apr\\b|huhtik|kwiet|dubna|апрел|квіт|април|nisan"
    "|may\\b|mai\\b|mayo|maggio|maio|maj\\b|maja\\b|toukok|kvetna|мая|маи|трав|mayıs|mei\\b"
    "|june|juni|juin|jun\\b|giugno|junho|kesak|czerw|cervn|июн|черв|јун|haziran|iunie"
    "|july|juli\\b|julius|juil|jul\\b|luglio|julho|heinak|lipca|lipnia|cervenc|июл|лип|јул|temmuz|iulie"
    "|august|aout|aug\\b|agosto|elok|sierp|srpna|серп|agustos"
    "|septem|setiem|setem|settem|sept\\b|sep\\b|syysk|wrzes|zari|сентяб|верес|eylul"
    "|octob|oktob|octub|outub|ottob|octom|oct\\b|okt\\b|lokak|pazdz|rijna|октяб|жовт|ekim"
    "|novem|noiem|nov\\b|marrask|listop|listopad|ноябр|листоп|kasım"
    "|decem|dezem|dicem|diciem|dezemb|desem|dec\\b|dez\\b|jouluk|grud|prosinc|декабр|груд|aralık"
)
# Kings and popes are numbered too: these stand before a roman numeral or an Arabic ordinal.
REGNAL = (
    "king|queen|pope|emperor|sultan|emir|prince|roi|reine|pape|rey|reina|papa|rei|konig|papst"
    "|koning|kung|konge|kral|krol|raja|elizabeth|elisabeth|isabel|charles|carlos|carlo|karl"
    "|carl|felipe|philippe|filip|mohamm?ed|muhammad|abdullah|abdallah|abdala|harald|frederik"
    "|albert|leone?|leao|leon|benedict\\S*|paul|pablo|paolo|rama|tupou|mswati|letsie|adam"
    "|العاهل|الملك|البابا|عبدالله|محمد"
)
# After a number in a series: what follows is a day, or an amount.
MEASURES = (
    r"million|milliard|billion|trillion|bn\b|mn\b|mrd|mio\b|millon|milhoes|bilhoes|miliard|milion"
    r"|miljard|miljoen|млн|млрд|миллиард|миллион|мільярд|мільйон|ty\b|trieu|juta|miliar|milyar"
    r"|milyon|مليار|مليون|میلیارد|میلیون|करोड़|अरब|tons?\b|tonn|percent|%|km\b"
)
