"""Russian."""

# ruff: noqa: E501 - a pattern of a phrase is one line, however many ways it is said.

from alliancekit.dates.phrases import absolute as at
from alliancekit.dates.phrases import bounding as bound
from alliancekit.dates.phrases import counting as count
from alliancekit.dates.phrases import days, fiscal
from alliancekit.dates.phrases import relative as rel
from alliancekit.dates.phrases import spanning as span
from alliancekit.dates.phrases.grammars import Grammar

_MONTHS = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
]
_MONTH_ENDINGS = {
    "март": ("", "а", "е", "у", "ом"),
    "август": ("", "а", "е", "у", "ом"),
    "ма": ("й", "я", "е", "ю", "ем"),
}
_SOFT = ("ь", "я", "е", "ю", "ем")
_WEEKDAYS = (
    "понедельник понедельника понедельнику", "вторник вторника вторнику", "среда среду среды среде",
    "четверг четверга четвергу", "пятница пятницу пятницы пятнице", "суббота субботу субботы субботе",
    "воскресенье воскресенья воскресенью",
)  # fmt: skip
_LAST = "(?:прошлый|прошлая|прошлое|прошлую|прошлого|прошлой|прошлом|прошлым|минувший|минувшая|минувшее|минувшую|минувшего|минувшей|минувшем|минувшим)"
_NEXT = "(?:следующий|следующая|следующее|следующую|следующего|следующей|следующем|следующим|будущий|будущую|будущего|будущей|будущем|будущим)"
_THIS = "(?:этот|эта|это|эту|этого|этой|этом|этим|нынешний|нынешняя|нынешнего|нынешней|нынешнем|текущий|текущая|текущего|текущей|текущем|сей|сего)"
_THAT = "(?:тот|та|то|ту|того|той|том)"
_FISCAL = "(?:финансовый|финансового|финансовом|бюджетный|бюджетного|бюджетном) (?:год|года|году)"
_ABOUT = "(?:около |примерно |почти |приблизительно )?"
_CLOCK = r"\d{1,2}[:.]\d{2}"
_ZONE = (
    r"(?:по местному времени|по московскому времени|мск|по гринвичу|gmt|utc|по киевскому времени)"
)
_PART_OF_DAY = "(?:утром|днём|днем|вечером|ночью)"
_YEAR = "(?: ?(?:год|года|году|годом|гг?))?"
_AT = "(?:в |во |на )?"

GRAMMAR = Grammar(
    locale="ru",
    day=r"\d{1,2}(?:-?(?:го|е|ое))?",
    numbers={
        "один": 1, "одну": 1, "одна": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4,
        "четырёх": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8,
        "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "двенадцать": 12, "двенадцати": 12, "пятнадцать": 15, "двадцать": 20,
        "двадцати": 20, "тридцать": 30, "тридцати": 30,
    },
    units={
        **dict.fromkeys(("день", "дня", "дней", "дню", "дни", "сутки", "суток"), "day"),
        **dict.fromkeys(("неделя", "недели", "неделю", "недель", "неделе"), "week"),
        **dict.fromkeys(("месяц", "месяца", "месяцев", "месяце", "месяцы"), "month"),
        **dict.fromkeys(("год", "года", "году", "лет", "годы"), "year"),
        **dict.fromkeys(("квартал", "квартала", "квартале"), "quarter"),
        **dict.fromkeys(("полугодие", "полугодия", "полугодии"), "half"),
        **dict.fromkeys(("десятилетие", "десятилетия", "десятилетии"), "decade"),
        **dict.fromkeys(("век", "века", "веке"), "century"),
    },
    ordinals={
        **{form: number for number, forms in enumerate((
            "первый первая первое первого первой первом первую", "второй вторая второе второго втором вторую",
            "третий третья третье третьего третьей третьем третью", "четвёртый четвёртого четвёртом четвёртая четвёртой четвертый четвертого четвертом",
        ), 1) for form in forms.split()},
        "i": 1, "ii": 2, "iii": 3, "iv": 4,
        **{f"{number}-{ending}": number for number in range(1, 5) for ending in ("й", "я", "е", "го", "ом", "м")},
    },
    seasons={
        "весна": 21, "весны": 21, "весной": 21, "весною": 21, "весну": 21, "лето": 22, "лета": 22, "летом": 22,
        "осень": 23, "осени": 23, "осенью": 23, "зима": 24, "зимы": 24, "зимой": 24, "зиму": 24,
    },
    months={stem + ending: number for number, stem in enumerate(_MONTHS, 1) for ending in _MONTH_ENDINGS.get(stem, _SOFT)},
    weekdays={form: number for number, forms in enumerate(_WEEKDAYS) for form in forms.split()},
    rules=(
        (rf"{{year}}{_YEAR}", at.date),
        (rf"(?:месяц |месяце )?{{month}},? {{year}}{_YEAR}", at.date),
        (rf"{{day}} {{month}},? {{year}}{_YEAR} || {{day}}[/.-]{{m}}[/.-]{{year}}{_YEAR} || {{year}}[-/.]{{m}}[-/.]{{day}}", at.date),
        (r"{ymd}", days.compact_date),
        (r"{day}[/.]{m}[/.]{yy}", days.short_year(at.date)),
        (r"{m}[/.]{year}", at.date),
        (rf"{{year}} ?{{dash}} ?{{year2}}(?:{_YEAR}| годах| годы| годов)", span.year_span),
        (rf"(?:в )?{{n}}{_YEAR} до (?:н\. ?э|нашей эры|рождества христова)", at.before_christ),
        (r"{week}-я неделя {year} года", days.iso_week),
        (rf"{_AT}{{weekday}},? {{X}} || {{X}},? \(?{_AT}{{weekday}}\)?", at.checked_weekday),
        (rf"(?:с )?{{day}} ?(?:-|по|и) ?{{day2}} {{month}} {{year}}{_YEAR}", span.day_span),
        (r"(?:с )?{day} ?(?:-|по|и) ?{day2} {month}", span.day_span),
        (rf"между {{day}} и {{day2}} {{month}} {{year}}{_YEAR} || (?:в )?ночь (?:с|на) {{day}} на {{day2}} {{month}} {{year}}{_YEAR}", span.days_between),
        (r"между {day} и {day2} {month} || (?:в )?ночь с {day} на {day2} {month}", span.days_between),
        (rf"(?:с )?{{month}} ?(?:-|по) ?{{month2}} {{year}}{_YEAR}", span.month_span),
        (r"(?:с )?{month} ?(?:-|по) ?{month2}", span.month_span),
        (rf"между {{month}} и {{month2}} {{year}}{_YEAR}", span.months_between),
        (r"{month}", at.yearless),
        (r"{day} {month} || {day}[./]{m}", at.yearless),
        (r"{day} числа || (?P<day>\d{1,2})-го", days.day_of_month),
        (r"{day} числа {X}", days.day_of),
        (r"(?:в )?(?P<q>первый|первая|первую|второй|вторая|вторую|третий|третью|четвёртый|четвертый) {weekday} {X}", days.nth_weekday()),
        (r"(?:в )?(?:последний|последняя|последнюю|последнее) {weekday} {X}", days.nth_weekday(-1)),
        (r"(?:в |за )?(?:первые|первых) {n} {unit} {X}", span.months_at_edge(0)),
        (r"(?:в |за )?(?:последние|последних) {n} {unit} {X}", span.months_at_edge(1)),
        (rf"(?:в |во )?{{q}} (?:квартал|квартала|квартале) {{year}}{_YEAR}", at.quarter),
        (r"(?:в |во )?{q} (?:квартал|квартала|квартале) {X}", at.quarter_of),
        (rf"(?:в |во )?{{q}} (?:полугодие|полугодия|полугодии|половина|половины|половине) {{year}}{_YEAR}", at.half),
        (r"(?:в |во )?{q} (?:полугодие|полугодия|полугодии|половина|половины|половине) {X}", at.half_of),
        (rf"{{season}} {{year}}{_YEAR}", at.season),
        (rf"{{season}} {{year}}[-/]{{year2}}{_YEAR}", at.season_pair),
        (r"{season} {X}", at.season_of),
        (r"(?:в )?{decade}-(?:е|х|ые|ых)(?: (?:годы|годов|годах|гг))?", at.decade),
        (r"(?:в )?{century}(?:-й|-го|-м)? (?:век|века|веке|столетие|столетия)", at.century),
        (r"(?:в )?{yy}-(?:е|х|ые|ых)(?: (?:годы|годов|годах|гг))?", at.short_decade),
        (r"{month} {X}", at.of_period),
        (r"{day} {month} {X}", at.of_period),
        (rf"сегодня(?: {_PART_OF_DAY})?", rel.day(0)),
        (r"в тот же день|в этот же день|в этот день|в тот день", days.told_elsewhere(rel.day(0))),
        (r"(?:на )?следующий день|днём позже|днем позже|(?:на )?другой день", days.told_elsewhere(rel.day(1))),
        (r"накануне|днём ранее|днем ранее|(?:в )?предыдущий день", days.told_elsewhere(rel.day(-1))),
        (rf"{_AT}{_THAT} же {{unit}}", days.told_elsewhere(rel.unit(0))),
        (rf"{_ABOUT}{{n}} {{unit}} (?:спустя|позже|позднее) || спустя {{n}} {{unit}}", days.told_elsewhere(count.ago(1))),
        (rf"{_ABOUT}{{n}} {{unit}} (?:ранее|раньше) || за {{n}} {{unit}} до этого", days.told_elsewhere(count.ago(-1))),
        (rf"{_AT}{_LAST} выходные|{_AT}(?:прошлые|минувшие) выходные|(?:в )?прошлый уик-энд", days.weekend(-1)),
        (rf"{_AT}(?:эти|нынешние) выходные", days.weekend(0)),
        (rf"{_AT}(?:следующие|ближайшие) выходные", days.weekend(1)),
        (rf"{_AT}(?:выходные|выходных)", days.bare_weekend),
        (rf"{{X}},? (?:в |около ){_CLOCK},?(?: \(?{_ZONE}\)?)?", days.on_day),
        (rf"{{X}},? \(?{_ZONE}\)?", days.on_day),
        (rf"{{X}},? {_PART_OF_DAY} || {_PART_OF_DAY} {{X}} || (?:утро|вечер|день|ночь) (?!на |с ){{X}}", days.on_day),
        (r"(?:в )?ночь на {X}", days.night_to),
        (r"(?:в )?ночь с {X} на {Y}", span.between),
        (rf"вчера(?: {_PART_OF_DAY})?", rel.day(-1)),
        (r"позавчера", rel.day(-2)),
        (rf"завтра(?: {_PART_OF_DAY})?", rel.day(1)),
        (r"послезавтра", rel.day(2)),
        (rf"{_AT}{_LAST} {{unit}}", rel.unit(-1)),
        (rf"{_AT}{_NEXT} {{unit}}", rel.unit(1)),
        (rf"{_AT}{_THIS} {{unit}}", rel.unit(0)),
        # "Года" stands for this year where it ends a phrase: "до конца года".
        (r"(?P<unit>года|месяца|недели|квартала|полугодия)", rel.unit(0)),
        (r"(?:в |с )?(?:начало|начале|начала) (?P<unit>года|месяца|недели)", bound.whole_of(rel.unit(0), bound.part(0))),
        (r"(?:в )?(?:середина|середине) (?P<unit>года|месяца|недели)", bound.whole_of(rel.unit(0), bound.part(1))),
        (r"(?:в )?(?:конец|конце) (?P<unit>года|месяца|недели)", bound.whole_of(rel.unit(0), bound.part(2))),
        (rf"{_AT}{{weekday}}", rel.bare_weekday),
        (rf"{_AT}{_LAST} {{weekday}}", rel.last_weekday),
        (rf"{_AT}(?:{_NEXT}|ближайший|ближайшую|ближайшее) {{weekday}}", rel.next_weekday),
        (rf"{_AT}{_THIS} {{weekday}}", rel.weekday_in_week(0)),
        (rf"{_AT}{{weekday}} (?:на )?(?:прошлой|минувшей) (?:неделе|недели)", rel.weekday_in_week(-1)),
        (rf"{_AT}{{weekday}} (?:на )?(?:этой|текущей) (?:неделе|недели)", rel.weekday_in_week(0)),
        (rf"{_AT}{{weekday}} (?:на )?(?:следующей|будущей) (?:неделе|недели)", rel.weekday_in_week(1)),
        (rf"{_AT}{_LAST} {{month}}", rel.month_near(-1)),
        (rf"{_AT}{_NEXT} {{month}}", rel.month_near(1)),
        (rf"{_AT}{_LAST} {{season}}", rel.season_near(-1)),
        (rf"{_AT}{_THIS} {{season}}", rel.season_near(0)),
        (rf"{_AT}{_NEXT} {{season}}", rel.season_near(1)),
        (rf"{_ABOUT}{{n}} {{unit}} (?:тому )?назад", count.ago(-1)),
        (rf"через {_ABOUT}{{n}} {{unit}}", count.ago(1)),
        (r"(?P<unit>неделю|месяц|год) (?:тому )?назад", count.times(1, count.ago(-1))),
        (r"через (?P<unit>неделю|месяц|год|день)", count.times(1, count.ago(1))),
        (r"полтора года (?:тому )?назад", count.times(1, count.ago_and_half(-1))),
        (r"полгода (?:тому )?назад", count.ago_and_half(-1)),
        (r"через полтора года", count.times(1, count.ago_and_half(1))),
        (r"через полгода", count.ago_and_half(1)),
        (r"(?:через )?{n} {unit} (?:после|с момента|со дня|с даты|с) {X}", count.from_day(count.exactly(1))),
        (r"за {n} {unit} до {X}", count.from_day(count.exactly(-1))),
        (r"(?:в течение|не позднее) {n} {unit} (?:после|с момента|со дня|с даты|с) {X}", count.from_day(count.within(1))),
        (r"ровно {n} {unit} (?:тому )?назад", count.exactly(-1)),
        (r"(?:в течение|в ближайшие|в следующие|на протяжении) {n} {unit} || в течение (?:следующих|ближайших) {n} {unit} || (?:в ближайшие|в следующие) {n} {unit}", count.within(1)),
        (r"(?:в последние|за последние|за прошедшие|в течение последних) {n} {unit} || менее {n} {unit} назад || менее чем {n} {unit} назад", count.within(-1)),
        (r"(?:более|больше|свыше)(?: чем)? {n} {unit} (?:тому )?назад", count.beyond(-1)),
        (r"(?:более|больше|свыше)(?: чем)? (?P<unit>года|месяца|недели) (?:тому )?назад", count.times(1, count.beyond(-1))),
        (r"{season}", rel.bare_season),
        (rf"(?:в )?{{year}} {_FISCAL} || (?:в )?{_FISCAL} {{year}}(?:[-/]{{year2}})?", fiscal.numbered),
        (rf"(?:в )?(?:{_THIS} )?{_FISCAL}", fiscal.near(0)),
        (rf"(?:в )?{_LAST} {_FISCAL}", fiscal.near(-1)),
        (rf"(?:в )?{_NEXT} {_FISCAL}", fiscal.near(1)),
        (r"(?:в|во|на|за|в течение|на протяжении|в ходе|весь|в период) {X}", at.whole),
        (r"(?:до конца|не позднее|не позже|самое позднее|к концу|к) {X}", bound.by),
        (r"(?:до|перед|ранее|раньше) {X}", bound.before),
        (r"(?:после) {X}", bound.after),
        (r"(?:не ранее|не раньше|не ранее чем|не раньше чем) {X}", bound.not_before),
        (r"(?:с|со|начиная с|начиная со) {X}", bound.starting),
        (r"(?:с|со|от) {X} (?:до|по) {Y}", span.from_to),
        (r"{X} ?- ?{Y}", span.dashed),
        (r"между {X} и {Y} || в период между {X} и {Y}", span.between),
        (r"(?:около|примерно|приблизительно|ориентировочно)(?: в| к)? {X}", bound.about),
        (r"(?:в |с )?(?:начало|начале|начала) {X}", bound.part(0)),
        (r"(?:в )?(?:середина|середине|середины) {X}", bound.part(1)),
        (r"(?:в )?(?:конец|конце|конца) {X}", bound.part(2)),
        (r"(?:в )?(?:первая половина|первой половине) {X}", bound.half_of_month(0)),
        (r"(?:во )?(?:вторая половина|второй половине) {X}", bound.half_of_month(1)),
        (r"(?:в )?первый день {X}", bound.boundary(0)),
        (r"(?:в )?последний день {X}", bound.boundary(1)),
    ),
)  # fmt: skip
