"""German."""

# ruff: noqa: E501 - a pattern of a phrase is one line, however many ways it is said.

from alliancekit.dates.phrases import absolute as at
from alliancekit.dates.phrases import bounding as bound
from alliancekit.dates.phrases import fiscal
from alliancekit.dates.phrases import relative as rel
from alliancekit.dates.phrases.grammars import Grammar

_LAST = "(?:(?:der|die|das|den|dem|des|im|am|in der) )?(?:letzte|vergangene|vorige)[nrsm]?"
_NEXT = "(?:(?:der|die|das|den|dem|des|im|am|in der) )?(?:nächste|kommende|folgende)[nrsm]?"
_THIS = "(?:in )?(?:diese[nrsm]?|(?:im |das |des )?laufende[nrsm]?)"
_FISCAL = "(?:(?:im|des|das) )?(?:geschäftsjahr|haushaltsjahr|fiskaljahr|finanzjahr)(?:e?s)?"
_ABOUT = "(?:etwa |rund |ungefähr |knapp |circa |ca\\. )?"

GRAMMAR = Grammar(
    locale="de",
    day=r"\d{1,2}\.?",
    numbers={
        "ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
        "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "zwanzig": 20, "dreissig": 30,
    },
    units={
        "tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week", "monat": "month", "monate": "month",
        "monaten": "month", "monats": "month", "jahr": "year", "jahre": "year", "jahren": "year", "jahres": "year",
        "quartal": "quarter", "quartals": "quarter", "jahrzehnt": "decade",
    },
    plurals=frozenset({"tage", "tagen", "wochen", "monate", "monaten", "jahre", "jahren"}),
    ordinals={
        "erstes": 1, "ersten": 1, "erste": 1, "zweites": 2, "zweiten": 2, "zweite": 2, "drittes": 3, "dritten": 3,
        "viertes": 4, "vierten": 4, "1.": 1, "2.": 2, "3.": 3, "4.": 4,
    },
    seasons={"frühling": 21, "frühjahr": 21, "sommer": 22, "herbst": 23, "winter": 24, "frühjahrs": 21, "sommers": 22},
    months={"jänner": 1, "feber": 2, "märz": 3, "sept.": 9, "jan": 1, "feb": 2, "apr": 4, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dez": 12},
    weekdays={"sonnabend": 5},
    rules=(
        (r"{year}", at.date),
        (r"{month},? {year} || {month} des jahres {year}", at.date),
        (r"{day} {month},? {year} || {dd}\. ?{m}\. ?{year} || {year}-{m}-{day} || {day}/{m}/{year}", at.date),
        (r"{weekday},? (?:dem|den|der)? ?{X}", at.checked_weekday),
        (r"(?:vom )?{day} ?(?:-|und|bis|bis zum) ?{day2} {month} {year}", at.day_span),
        (r"zwischen (?:dem )?{day} und (?:dem )?{day2} {month} {year}", at.days_between),
        (r"(?:von )?{month} bis {month2} {year}", at.month_span),
        (r"zwischen {month} und {month2} {year}", at.months_between),
        (r"{month}", at.yearless),
        (r"{day} {month} || {dd}\. ?{m}\.", at.yearless),
        (r"(?:{q}) quartal(?: des jahres)? {year} || q{q} {year}", at.quarter),
        (r"{q} quartal {X}", at.quarter_of),
        (r"{q} (?:halbjahr|jahreshälfte|hälfte)(?: des jahres)? {year}", at.half),
        (r"{q} (?:halbjahr|jahreshälfte|hälfte) {X}", at.half_of),
        (r"{season}(?: des jahres)? {year}", at.season),
        (r"{season} {year}[-/]{year2}", at.season_pair),
        (r"{season} {X}", at.season_of),
        (r"(?:die |den |der )?{decade}er(?:[- ]jahren?)?", at.decade),
        (r"(?:das |im )?{century}\. jahrhunderts?", at.century),
        (r"{month} {X}", at.of_period),
        (r"{day} {month} {X}", at.of_period),
        (r"heute|am selben tag|am gleichen tag", rel.day(0)),
        (r"gestern", rel.day(-1)),
        (r"vorgestern", rel.day(-2)),
        (r"morgen", rel.day(1)),
        (r"übermorgen", rel.day(2)),
        (rf"{_LAST} {{one}}", rel.unit(-1)),
        (rf"{_NEXT} {{one}}", rel.unit(1)),
        (rf"{_THIS} {{one}}", rel.unit(0)),
        (r"vorletzte[nrsm]? {one}", rel.unit(-2)),
        (r"übernächste[nrsm]? {one}", rel.unit(2)),
        (r"(?:das|der|die|des) {one}", rel.unit(0)),
        (r"heuer", rel.unit(0, "year")),
        (r"(?:zum |das |am )?jahresende|ende des jahres", bound.whole_of(rel.unit(0, "year"), bound.part(2))),
        (r"(?:zum |am )?jahresbeginn|(?:zum |am )?jahresanfang", bound.whole_of(rel.unit(0, "year"), bound.part(0))),
        (r"(?:zum |das |am )?monatsende", bound.whole_of(rel.unit(0, "month"), bound.part(2))),
        (r"{weekday}", rel.bare_weekday),
        (rf"{_LAST} {{weekday}}", rel.last_weekday),
        (rf"{_NEXT} {{weekday}}", rel.next_weekday),
        (rf"{{weekday}} {_LAST} woche || {{weekday}} der letzten woche", rel.weekday_in_week(-1)),
        (r"{weekday} (?:dieser|der laufenden) woche || diesen {weekday}", rel.weekday_in_week(0)),
        (rf"{{weekday}} {_NEXT} woche", rel.weekday_in_week(1)),
        (rf"{_LAST} {{month}}", rel.month_near(-1)),
        (r"diese[nrm] {month}", rel.month_near(0)),
        (rf"{_NEXT} {{month}}", rel.month_near(1)),
        (rf"{_LAST} {{season}}", rel.season_near(-1)),
        (r"diese[nrsm] {season}", rel.season_near(0)),
        (rf"{_NEXT} {{season}}", rel.season_near(1)),
        (rf"vor {_ABOUT}{{n}} {{unit}} || {{n}} {{unit}} zuvor", rel.ago(-1)),
        (rf"in {_ABOUT}{{n}} {{unit}} || {{n}} {{unit}} später", rel.ago(1)),
        (r"(?:innerhalb(?: von)?|binnen) {n} {unit} || in den (?:nächsten|kommenden) {n} {unit}", rel.within(1)),
        (r"in den (?:letzten|vergangenen) {n} {unit} || vor weniger als {n} {unit}", rel.within(-1)),
        (r"vor (?:mehr als|über) {n} {unit}", rel.beyond(-1)),
        (rf"{_FISCAL} {{year}}(?:[-/]{{year2}})?", fiscal.numbered),
        (rf"(?:dieses|laufende[ns]?|des laufenden)? ?{_FISCAL}", fiscal.near(0)),
        (rf"{_LAST} {_FISCAL}", fiscal.near(-1)),
        (rf"{_NEXT} {_FISCAL}", fiscal.near(1)),
        (rf"(?:zum )?ende {_FISCAL},? im {{month}} || (?:zum )?ende {_FISCAL},? im {{X}}", fiscal.end_month),
        (r"(?:im|am|in|in der|in den|den|der|das|des jahres|im jahr|im jahre|des|die|dem|während|vom) {X}", at.whole),
        (r"(?:bis|bis zum|bis zur|bis spätestens|spätestens|bis einschliesslich) {X}", bound.by),
        (r"vor {X}", bound.before),
        (r"nach {X}", bound.after),
        (r"(?:frühestens|nicht vor|ab) {X}", bound.not_before),
        (r"seit {X}", bound.since),
        (r"(?:vom|von) {X} (?:bis|bis zum) {Y}", bound.from_to),
        (r"zwischen {X} und {Y}", bound.between),
        (r"(?:etwa|circa|ca\.|ungefähr|um|gegen) {X}", bound.about),
        (r"(?:zu |zum |am )?(?:anfang|beginn) {X}", bound.part(0)),
        (r"mitte {X}", bound.part(1)),
        (r"(?:zum |am )?ende {X}", bound.part(2)),
        (r"ersten hälfte des {X}", bound.half_of_month(0)),
        (r"zweiten hälfte des {X}", bound.half_of_month(1)),
        (r"erste[nr]? tag {X}", bound.boundary(0)),
        (r"letzte[nr]? tag {X}", bound.boundary(1)),
    ),
)  # fmt: skip
