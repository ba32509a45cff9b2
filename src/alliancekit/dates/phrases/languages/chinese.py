"""Chinese, in simplified and traditional characters, without spaces."""

# ruff: noqa: E501 - a pattern of a phrase is one line, however many ways it is said.

from alliancekit.dates.phrases import absolute as at
from alliancekit.dates.phrases import bounding as bound
from alliancekit.dates.phrases import fiscal
from alliancekit.dates.phrases import relative as rel
from alliancekit.dates.phrases.grammars import Grammar

_WEEKDAYS = {
    prefix + name: number
    for prefix in ("星期", "周", "礼拜", "週", "禮拜")
    for number, name in enumerate("一二三四五六日")
}
_SUNDAYS = {f"{prefix}天": 6 for prefix in ("星期", "礼拜", "禮拜")}
_FISCAL = "(?:财政年度|财年|財政年度|財年|会计年度|會計年度)"
_WEEK = "(?:周|星期|个星期|個星期|週|个礼拜)"

GRAMMAR = Grammar(
    locale="zh",
    is_spaced=False,
    day=r"\d{1,2}|[一二三四五六七八九十]{1,3}",
    units={
        "天": "day", "日": "day", "周": "week", "个星期": "week", "星期": "week", "個星期": "week", "週": "week", "个月": "month",
        "個月": "month", "年": "year",
    },
    ordinals={"一": 1, "二": 2, "三": 3, "四": 4},
    seasons={"春": 21, "夏": 22, "秋": 23, "冬": 24},
    weekdays=_WEEKDAYS | _SUNDAYS,
    rules=(
        (r"{year}年", at.date),
        (r"{year}年{m}月(?:份)?", at.date),
        (r"{year}年{m}月{day}(?:日|号|號)? || {year}[-/.]{m}[-/.]{day}", at.date),
        (r"{X}[,(]?{weekday}\)?", at.checked_weekday),
        (r"{year}年{m}月{day}日?(?:-|至|到|和){day2}(?:日|号|號)", at.day_span),
        (r"{m}月(?:份)?", at.yearless),
        (r"{m}月{day}(?:日|号|號)", at.yearless),
        (r"{year}年第{q}季度? || {year}年{q}季度", at.quarter),
        (r"{X}第{q}季度? || {X}{q}季度", at.quarter_of),
        (r"{X}上半年", at.first_half),
        (r"{X}下半年", at.second_half),
        (r"{year}年{season}[季天]?", at.season),
        (r"{X}{season}[季天]", at.season_of),
        (r"{decade}年代", at.decade),
        (r"{century}世纪{yy}年代 || {century}世紀{yy}年代", at.decade_of_century),
        (r"{century}世[纪紀]", at.century),
        (r"{X}{m}月(?:份)?", at.of_period),
        (r"{X}{m}月{day}(?:日|号|號)", at.of_period),
        (r"(?:民国|民國){n}年", at.minguo_date),
        (r"(?:民国|民國){n}年{m}月", at.minguo_date),
        (r"(?:民国|民國){n}年{m}月{day}日", at.minguo_date),
        (r"(?:佛历|佛曆){year}年", at.buddhist_date),
        (r"今天|今日|当天|當天|同日|当日", rel.day(0)),
        (r"昨天|昨日", rel.day(-1)),
        (r"前天", rel.day(-2)),
        (r"明天|明日|次日|翌日", rel.day(1)),
        (r"后天|後天", rel.day(2)),
        (rf"(?:上|上一){_WEEK}", rel.unit(-1, "week")),
        (rf"上上{_WEEK}", rel.unit(-2, "week")),
        (rf"(?:本|这|這|这一){_WEEK}", rel.unit(0, "week")),
        (rf"(?:下|下一){_WEEK}", rel.unit(1, "week")),
        (r"(?:上|上个|上個)月", rel.unit(-1, "month")),
        (r"(?:本|这个|這個|当|當)月", rel.unit(0, "month")),
        (r"(?:下|下个|下個|次)月", rel.unit(1, "month")),
        (r"去年|上年|上一年", rel.unit(-1, "year")),
        (r"前年", rel.unit(-2, "year")),
        (r"今年|本年|当年|同年", rel.unit(0, "year")),
        (r"明年|来年|來年|次年", rel.unit(1, "year")),
        (r"后年|後年", rel.unit(2, "year")),
        (r"(?:上个|上一)季度", rel.unit(-1, "quarter")),
        (r"(?:本|这个)季度", rel.unit(0, "quarter")),
        (r"(?:下个|下一)季度", rel.unit(1, "quarter")),
        (r"年底|年末|岁末", bound.whole_of(rel.unit(0, "year"), bound.part(2))),
        (r"年初", bound.whole_of(rel.unit(0, "year"), bound.part(0))),
        (r"年中", bound.whole_of(rel.unit(0, "year"), bound.part(1))),
        (r"月底|月末", bound.whole_of(rel.unit(0, "month"), bound.part(2))),
        (r"月初", bound.whole_of(rel.unit(0, "month"), bound.part(0))),
        (r"年内|年內", rel.still_to_come("year")),
        (r"{weekday}", rel.bare_weekday),
        (r"(?:上|上个|上個){weekday}", rel.weekday_in_week(-1)),
        (r"(?:本|这|這|这个){weekday}", rel.weekday_in_week(0)),
        (r"(?:下|下个|下個){weekday}", rel.weekday_in_week(1)),
        (r"(?:约|約|大约|大約)?{n}{unit}(?:以前|之前|前)", rel.ago(-1)),
        (r"{n}{unit}(?:以后|之后|后|後|以後|之後)", rel.ago(1)),
        (r"(?:未来|未來|今后)?{n}{unit}(?:之内|以内|内|內|之內)", rel.within(1)),
        (r"(?:过去|過去|近){n}{unit}", rel.within(-1)),
        (r"{n}多{unit}前 || {n}{unit}多前", rel.beyond(-1)),
        (rf"{{year}}年?{_FISCAL}", fiscal.numbered),
        (rf"{{year}}-{{year2}}年?{_FISCAL}", fiscal.numbered),
        (rf"(?:本|这个|当前)?{_FISCAL}", fiscal.near(0)),
        (rf"(?:上|上个|上一){_FISCAL}", fiscal.near(-1)),
        (rf"(?:下|下个|下一){_FISCAL}", fiscal.near(1)),
        (rf"{_FISCAL}(?:结束|末|底)的?{{m}}月", fiscal.end_month),
        (r"(?:在|于|於){X} || {X}(?:期间|时|里|内|中)", at.whole),
        (r"(?:不晚于|不迟于|最迟|最晚|不遲於){X} || (?:在)?{X}(?:底|末)?(?:为止)", bound.by),
        (r"(?:在|于)?{X}(?:之前|以前|前)", bound.before),
        (r"(?:在|于)?{X}(?:之后|以后|后|後|之後|以後)", bound.after),
        (r"(?:不早于|最早|最早于|不早於){X} || {X}起", bound.not_before),
        (r"(?:自|从|自从|從)?{X}(?:以来|以來|至今)", bound.since),
        (r"(?:直到|到|至){X}(?:为止)?", bound.until),
        (r"(?:从|自|從)?{X}(?:至|到){Y}", bound.from_to),
        (r"(?:在|介于)?{X}(?:和|与|至|到|與){Y}(?:之间|之間|间)", bound.between),
        (r"{X}(?:左右|前后|前後) || (?:大约|约|约在|大約){X}", bound.about),
        (r"{X}(?:初|年初|伊始)", bound.part(0)),
        (r"{X}(?:年中|中期)", bound.part(1)),
        (r"{X}(?:底|末|年底|年末)", bound.part(2)),
        (r"{X}上旬", bound.part(0, is_defined=True)),
        (r"{X}中旬", bound.part(1, is_defined=True)),
        (r"{X}下旬", bound.part(2, is_defined=True)),
        (r"{X}上半月", bound.half_of_month(0)),
        (r"{X}下半月", bound.half_of_month(1)),
    ),
)  # fmt: skip
