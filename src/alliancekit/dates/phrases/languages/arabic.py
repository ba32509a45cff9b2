"""Arabic."""

# ruff: noqa: E501 - a pattern of a phrase is one line, however many ways it is said.

from alliancekit.dates.phrases import absolute as at
from alliancekit.dates.phrases import bounding as bound
from alliancekit.dates.phrases import counting as count
from alliancekit.dates.phrases import days, fiscal
from alliancekit.dates.phrases import relative as rel
from alliancekit.dates.phrases import spanning as span
from alliancekit.dates.phrases.grammars import Grammar

_LAST = "(?:الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|السابق|السابقة)"
_NEXT = "(?:المقبل|المقبلة|القادم|القادمة)"
_THIS = "(?:الجاري|الجارية|الحالي|الحالية)"
_FISCAL = "(?:السنة المالية|العام المالي)"
_ABOUT = "(?:نحو |حوالي |قرابة |ما يقارب |زهاء )?"
_IN = "(?:في |خلال |يوم |في يوم )?"
_YEAR = "(?:عام |سنة |من عام |من سنة |من العام )?"
_MONTH = r"(?:شهر )?{month}(?: ?[/(] ?{month2}\)?)?"
_CLOCK = r"(?:الساعة |عند الساعة |في الساعة )\d{1,2}(?::\d{2})?"
_ZONE = r"(?:بالتوقيت المحلي|بتوقيت غرينتش|بتوقيت [؀-ۿ]+|gmt)"
_PART_OF_DAY = "(?:صباح|مساء|ليل|ليلة|ظهر|عصر|فجر)"

# Months by their Levantine and Maghrebi names; CLDR has those of Egypt and the Gulf.
_MONTHS = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7, "آب": 8,
    "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "جانفي": 1, "فيفري": 2, "أفريل": 4,
    "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8, "ابريل": 4, "إبريل": 4, "اغسطس": 8, "اكتوبر": 10, "شتنبر": 9, "غشت": 8,
}  # fmt: skip
# Two months, or two years, are one word each; and "a month" leaves the one unsaid.
_ONE = "يوم|أسبوع|شهر|عام|سنة|قرن"
_TWO = "يومين|أسبوعين|شهرين|عامين|سنتين|قرنين"

GRAMMAR = Grammar(
    locale="ar",
    numbers={
        "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7,
        "ثمانية": 8, "ثماني": 8, "تسعة": 9, "تسع": 9, "عشرة": 10, "عشر": 10, "الثلاثة": 3, "الستة": 6, "العشرة": 10, "الثلاث": 3, "الخمس": 5,
    },
    units={
        **dict.fromkeys(("يوم", "يوما", "يوماً", "أيام", "اليوم", "يومين"), "day"),
        **dict.fromkeys(("أسبوع", "أسبوعا", "أسبوعاً", "أسابيع", "الأسبوع", "أسبوعين", "اسبوع", "الاسبوع"), "week"),
        **dict.fromkeys(("شهر", "شهرا", "شهراً", "أشهر", "شهور", "الشهر", "شهرين"), "month"),
        **dict.fromkeys(("عام", "عاما", "عاماً", "أعوام", "العام", "عامين", "سنة", "سنوات", "السنة", "سنتين"), "year"),
        **dict.fromkeys(("الربع",), "quarter"),
        **dict.fromkeys(("العقد",), "decade"),
        **dict.fromkeys(("القرن", "قرن", "قرنين"), "century"),
    },
    ordinals={
        "الأول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الأولى": 1, "الثانية": 2,
    },
    centuries={"التاسع عشر": 19, "العشرين": 20, "الحادي والعشرين": 21, "الثامن عشر": 18},
    seasons={"الربيع": 21, "ربيع": 21, "الصيف": 22, "صيف": 22, "الخريف": 23, "خريف": 23, "الشتاء": 24, "شتاء": 24},
    months=_MONTHS,
    weekdays={"الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الأحد": 6, "الاحد": 6},
    rules=(
        (rf"{_YEAR}{{year}}(?: ?م)?", at.date),
        (_MONTH + " (?:من )?(?:عام |سنة )?{year}", at.twin_month(at.date)),
        ("{day} (?:من )?" + _MONTH + ",? (?:من )?(?:عام |سنة )?{year}", at.twin_month(at.date)),
        (r"{day}[/.-]{m}[/.-]{year} || {year}[-/.]{m}[-/.]{day}", at.date),
        (r"{ymd}", days.compact_date),
        (r"{m}/{year}", at.date),
        (r"(?:بين |الفترة )?{year} ?{dash} ?{year2}", span.year_span),
        (rf"{_YEAR}{{n}} (?:ق\. ?م|قبل الميلاد)", at.before_christ),
        (rf"{_IN}{{weekday}},?،? (?:الموافق )?{{X}} || {{X}},?،? \(?{_IN}{{weekday}}\)?", at.checked_weekday),
        (r"(?:من )?{day} ?(?:-|إلى|حتى|و) ?{day2} {month} (?:عام |سنة )?{year}", span.day_span),
        (r"(?:من )?{day} ?(?:-|إلى|حتى|و) ?{day2} {month}", span.day_span),
        (r"بين {day} و ?{day2} {month} (?:عام |سنة )?{year}", span.days_between),
        (r"(?:من )?{month} ?(?:-|إلى|حتى) ?{month2} (?:عام |سنة )?{year}", span.month_span),
        (r"بين {month} و ?{month2} (?:عام |سنة )?{year}", span.months_between),
        (_MONTH, at.twin_month(at.yearless)),
        ("{day} (?:من )?" + _MONTH, at.twin_month(at.yearless)),
        (r"{day}/{m}", at.yearless),
        (rf"{{day}} (?:من )?{{month}} {_LAST}", at.towards("past")),
        (rf"{{day}} (?:من )?{{month}} {_NEXT}", at.towards("future")),
        (r"(?:يوم )?{day} (?:من ){X}", days.day_of),
        (r"(?:الأشهر |الشهور ){n} الأولى (?:من )?{X}", span.months_at_edge(0)),
        (r"(?:الأشهر |الشهور ){n} الأخيرة (?:من )?{X}", span.months_at_edge(1)),
        (rf"الربع {{q}} (?:من )?{_YEAR}{{year}}", at.quarter),
        (r"الربع {q} (?:من ){X}", at.quarter_of),
        (rf"النصف {{q}} (?:من )?{_YEAR}{{year}}", at.half),
        (r"النصف {q} (?:من ){X}", at.half_of),
        (rf"{{season}} (?:من )?{_YEAR}{{year}}", at.season),
        (r"{season} {X}", at.season_of),
        (r"القرن {century}", at.century),
        (_MONTH + " (?:من )?{X}", at.twin_month(at.of_period)),
        ("{day} (?:من )?" + _MONTH + " (?:من )?{X}", at.twin_month(at.of_period)),
        (rf"اليوم|هذا اليوم|{_PART_OF_DAY} اليوم", rel.day(0)),
        (r"(?:في )?(?:نفس اليوم|اليوم نفسه|ذلك اليوم|اليوم ذاته)", days.told_elsewhere(rel.day(0))),
        (r"(?:في )?اليوم التالي", days.told_elsewhere(rel.day(1))),
        (r"(?:في )?اليوم السابق", days.told_elsewhere(rel.day(-1))),
        (r"بعد ذلك ب{n} {unit}", days.told_elsewhere(count.ago(1))),
        (rf"(?:في )?(?:عطلة نهاية الأسبوع|نهاية الأسبوع) {_LAST}", days.weekend(-1)),
        (r"(?:في )?(?:عطلة )?نهاية هذا الأسبوع", days.weekend(0)),
        (rf"(?:في )?(?:عطلة نهاية الأسبوع|نهاية الأسبوع) {_NEXT}", days.weekend(1)),
        (rf"{{X}},? {_CLOCK},?(?: \(?{_ZONE}\)?)? || {{X}},? \(?{_ZONE}\)?", days.on_day),
        (rf"{_PART_OF_DAY} {{X}} || {{X}} (?:صباحا|صباحاً|مساء|مساءً|ليلا|ليلاً|ظهرا|ظهراً|فجرا|فجراً)", days.on_day),
        (rf"أمس|البارحة|يوم أمس|{_PART_OF_DAY} أمس", rel.day(-1)),
        (r"أول أمس|أول من أمس|أمس الأول", rel.day(-2)),
        (r"غدا|غداً|يوم غد|الغد", rel.day(1)),
        (r"بعد غد", rel.day(2)),
        (rf"{_IN}{{unit}} {_LAST}", rel.unit(-1)),
        (rf"{_IN}{{unit}} {_NEXT}", rel.unit(1)),
        (rf"{_IN}(?:هذا|هذه) {{unit}} || {_IN}{{unit}} {_THIS}", rel.unit(0)),
        (rf"{_IN}{{weekday}}", rel.bare_weekday),
        (rf"{_IN}{{weekday}} {_LAST}", rel.latest_weekday),
        (rf"{_IN}{{weekday}} {_NEXT}", rel.coming_weekday),
        (rf"{_IN}(?:هذا )?{{weekday}} {_THIS} || {_IN}هذا {{weekday}}", rel.weekday_in_week(0)),
        (rf"{_IN}{{weekday}} من الأسبوع {_LAST}", rel.weekday_in_week(-1)),
        (rf"{_IN}{{weekday}} من الأسبوع {_NEXT}", rel.weekday_in_week(1)),
        (rf"(?:شهر )?{{month}} {_LAST}", rel.month_near(-1)),
        (rf"(?:شهر )?{{month}} {_NEXT}", rel.month_near(1)),
        (rf"{{season}} {_LAST}", rel.season_near(-1)),
        (rf"(?:هذا )?{{season}} {_THIS} || هذا {{season}}", rel.season_near(0)),
        (rf"{{season}} {_NEXT}", rel.season_near(1)),
        (rf"(?:قبل|منذ) {_ABOUT}{{n}} {{unit}}", count.ago(-1)),
        (rf"(?:بعد|خلال) {_ABOUT}{{n}} {{unit}}", count.ago(1)),
        (rf"(?:قبل|منذ) {_ABOUT}(?P<unit>{_ONE})", count.times(1, count.ago(-1))),
        (rf"بعد {_ABOUT}(?P<unit>{_ONE})", count.times(1, count.ago(1))),
        (rf"(?:قبل|منذ) {_ABOUT}(?P<unit>{_TWO})", count.times(2, count.ago(-1))),
        (rf"بعد {_ABOUT}(?P<unit>{_TWO})", count.times(2, count.ago(1))),
        (r"(?:قبل|منذ) نصف عام", count.ago_and_half(-1)),
        (r"بعد نصف عام", count.ago_and_half(1)),
        (r"{n} {unit} (?:بعد|من تاريخ|من) {X} || بعد {n} {unit} من {X}", count.from_day(count.exactly(1))),
        (r"قبل {n} {unit} من {X}", count.from_day(count.exactly(-1))),
        (r"(?:خلال|في غضون) {n} {unit} || (?:خلال|في) ال{unit} ?ال?{n} (?:المقبلة|القادمة) || (?:خلال|في) (?:الأيام|الأسابيع|الأشهر|السنوات) {n} (?:المقبلة|القادمة)", count.within(1)),
        (r"(?:قبل|منذ) أكثر من {n} {unit} || منذ ما يزيد على {n} {unit}", count.beyond(-1)),
        (rf"(?:قبل|منذ) أكثر من (?P<unit>{_ONE})", count.times(1, count.beyond(-1))),
        (rf"(?:قبل|منذ) أكثر من (?P<unit>{_TWO})", count.times(2, count.beyond(-1))),
        (r"(?:في )?(?:فصل )?{season}", rel.bare_season),
        (rf"(?:في )?{_FISCAL} {{year}}(?:[-/]{{year2}})?", fiscal.numbered),
        (rf"(?:في )?{_FISCAL} {_THIS} || (?:في )?{_FISCAL}", fiscal.near(0)),
        (rf"(?:في )?{_FISCAL} {_LAST}", fiscal.near(-1)),
        (rf"(?:في )?{_FISCAL} {_NEXT}", fiscal.near(1)),
        (r"(?:في|خلال|طوال|يوم|في يوم|في شهر|بتاريخ|في عام|على مدى) {X}", at.whole),
        (r"(?:بحلول|قبل نهاية|في موعد أقصاه|في موعد أقصاه يوم|بحلول نهاية) {X}", bound.by),
        (r"قبل {X}", bound.before),
        (r"بعد {X}", bound.after),
        (r"(?:اعتبارا من|اعتباراً من|ابتداء من|ابتداءً من|بدءا من|بدءاً من) {X}", bound.starting),
        (r"منذ {X}", bound.since),
        (r"(?:حتى|لغاية) {X}", bound.until),
        (r"(?:من|منذ) {X} (?:إلى|حتى) {Y}", span.from_to),
        (r"{X} ?- ?{Y}", span.dashed),
        (r"بين {X} و ?{Y}", span.between),
        (r"(?:نحو|حوالي|قرابة) {X}", bound.about),
        (r"(?:في )?(?:بداية|مطلع|أوائل|مستهل) {X}", bound.part(0)),
        (r"(?:في )?(?:منتصف|أواسط) {X}", bound.part(1)),
        (r"(?:في )?(?:نهاية|أواخر|ختام) {X}", bound.part(2)),
    ),
)  # fmt: skip
