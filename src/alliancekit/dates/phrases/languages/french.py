"""French."""

# ruff: noqa: E501 - a pattern of a phrase is one line, however many ways it is said.

from alliancekit.dates.phrases import absolute as at
from alliancekit.dates.phrases import bounding as bound
from alliancekit.dates.phrases import fiscal
from alliancekit.dates.phrases import relative as rel
from alliancekit.dates.phrases.grammars import Grammar

_LAST = "(?:dernier|dernière|passée?|précédente?)"
_NEXT = "(?:prochain|prochaine|suivant|suivante)"
_FISCAL = "(?:l')?(?:exercice budgétaire|exercice fiscal|exercice|année fiscale|année budgétaire)"
_ABOUT = "(?:environ |près de |presque )?"
_THE = "(?:le |la |l'|en |au |du |de la |de l'|à la |d'|de )?"

GRAMMAR = Grammar(
    locale="fr",
    day=r"\d{1,2}(?:er)?",
    numbers={
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
        "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30,
    },
    units={
        "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year", "ans": "year",
        "année": "year", "années": "year", "trimestre": "quarter", "semestre": "half", "décennie": "decade",
    },
    ordinals={
        "premier": 1, "première": 1, "deuxième": 2, "second": 2, "seconde": 2, "troisième": 3, "quatrième": 4, "1er": 1,
        "2e": 2, "3e": 3, "4e": 4, "dernier": 4,
    },
    seasons={"printemps": 21, "été": 22, "automne": 23, "hiver": 24},
    rules=(
        (r"{year}", at.date),
        (r"(?:mois de |mois d')?{month},? {year}", at.date),
        (r"{day} {month},? {year} || {day}[/.]{m}[/.]{year} || {year}-{m}-{day}", at.date),
        (r"{weekday},? {X}", at.checked_weekday),
        (r"(?:les |du )?{day} ?(?:-|et|au) ?{day2} {month} {year}", at.day_span),
        (r"entre le {day} et le {day2} {month} {year}", at.days_between),
        (r"(?:de |d')?{month} à {month2} {year}", at.month_span),
        (r"entre {month} et {month2} {year}", at.months_between),
        (r"(?:mois de |mois d')?{month}", at.yearless),
        (r"{day} {month}", at.yearless),
        (r"{q} trimestre (?:de |de l'année )?{year} || t{q} {year}", at.quarter),
        (r"{q} trimestre de {X}", at.quarter_of),
        (r"{q} (?:semestre|moitié) (?:de |de l'année )?{year} || s{q} {year}", at.half),
        (r"{q} (?:semestre|moitié) de {X}", at.half_of),
        (r"{season} (?:de )?{year}", at.season),
        (r"{season} (?:de )?{year}[-/]{year2}", at.season_pair),
        (r"{season} de {X}", at.season_of),
        (r"(?:les |des )?années {decade}", at.decade),
        (r"{century}e siècle", at.century),
        (r"{month} (?:de )?{X}", at.of_period),
        (r"{day} {month} (?:de )?{X}", at.of_period),
        (r"aujourd'hui|le même jour|ce jour", rel.day(0)),
        (r"hier", rel.day(-1)),
        (r"avant-hier", rel.day(-2)),
        (r"demain|le lendemain", rel.day(1)),
        (r"après-demain", rel.day(2)),
        (rf"{_THE}{{unit}} {_LAST}", rel.unit(-1)),
        (rf"{_THE}{{unit}} {_NEXT}", rel.unit(1)),
        (rf"(?:ce|cet|cette) {{unit}}(?:-ci)? || {_THE}{{unit}} en cours || (?:la|l'|le|du|de l'|de la){{unit}}", rel.unit(0)),
        (r"(?:du|de la|le|la) {unit}", rel.unit(0)),
        (r"(?:le |au )?début (?:du |de la |de l'){unit}", bound.whole_of(rel.unit(0), bound.part(0))),
        (r"(?:le |au )?milieu (?:du |de la |de l'){unit}", bound.whole_of(rel.unit(0), bound.part(1))),
        (r"(?:la |à la )?fin (?:du |de la |de l'){unit}", bound.whole_of(rel.unit(0), bound.part(2))),
        (r"{weekday}", rel.bare_weekday),
        (rf"(?:le )?{{weekday}} {_LAST}", rel.last_weekday),
        (rf"(?:le )?{{weekday}} {_NEXT}", rel.next_weekday),
        (r"ce {weekday}", rel.weekday_in_week(0)),
        (r"{weekday} de la semaine dernière", rel.weekday_in_week(-1)),
        (r"{weekday} de cette semaine", rel.weekday_in_week(0)),
        (r"{weekday} de la semaine prochaine", rel.weekday_in_week(1)),
        (rf"{{month}} {_LAST}", rel.month_near(-1)),
        (rf"{{month}} {_NEXT}", rel.month_near(1)),
        (rf"(?:l'|le ){{season}} {_LAST}", rel.season_near(-1)),
        (r"(?:cet|ce) {season}", rel.season_near(0)),
        (rf"(?:l'|le ){{season}} {_NEXT}", rel.season_near(1)),
        (rf"il y a {_ABOUT}{{n}} {{unit}} || {{n}} {{unit}} (?:plus tôt|auparavant)", rel.ago(-1)),
        (rf"dans {_ABOUT}{{n}} {{unit}} || {{n}} {{unit}} plus tard", rel.ago(1)),
        (r"(?:d'ici|dans un délai de|en moins de) {n} {unit} || (?:dans|au cours) (?:les|des) {n} prochaine?s {unit} || dans les {n} {unit}", rel.within(1)),
        (r"(?:dans|au cours|ces) ?(?:les|des)? {n} dernière?s {unit} || il y a moins (?:de|d') ?{n} {unit}", rel.within(-1)),
        (r"il y a plus (?:de|d') ?{n} {unit}", rel.beyond(-1)),
        (rf"{_FISCAL} {{year}}(?:[-/]{{year2}})?", fiscal.numbered),
        (rf"(?:cet )?{_FISCAL}(?: en cours)?|(?:cette )?{_FISCAL}", fiscal.near(0)),
        (rf"{_FISCAL} {_LAST}", fiscal.near(-1)),
        (rf"{_FISCAL} {_NEXT}", fiscal.near(1)),
        (rf"(?:la )?fin (?:de |d'){_FISCAL},? en {{month}} || (?:la )?fin (?:de |d'){_FISCAL},? en {{X}}", fiscal.end_month),
        (r"(?:le|la|en|au|du|à|dans|durant|pendant|courant|à l'|au cours de|l'année|au mois de|de l'année|lors de) {X} || (?:l'|d'){X}", at.whole),
        (r"(?:d'ici|d'ici à|d'ici au|au plus tard|au plus tard à|avant ou) {X} || {X} au plus tard", bound.by),
        (r"avant {X}", bound.before),
        (r"après {X}", bound.after),
        (r"(?:pas avant|au plus tôt|à partir de|à partir du|à compter du|à compter de) {X} || {X} au plus tôt", bound.not_before),
        (r"depuis {X}", bound.since),
        (r"(?:jusqu'en|jusqu'au|jusqu'à) {X}", bound.until),
        (r"(?:de|du|d') ?{X} (?:à|au|jusqu'à|jusqu'en|jusqu'au) {Y}", bound.from_to),
        (r"entre {X} et {Y}", bound.between),
        (r"(?:vers|environ|autour de|autour du|aux alentours de|aux alentours du|aux environs de) {X}", bound.about),
        (r"(?:le |au |du )?début (?:de |du |d')?{X}", bound.part(0)),
        (r"(?:la )?mi-{X} || (?:le |au )?milieu (?:de |du |d'){X}", bound.part(1)),
        (r"(?:la |à la )?fin (?:de |du |d')?{X}", bound.part(2)),
        (r"première quinzaine (?:de |d'){X}", bound.half_of_month(0)),
        (r"(?:seconde|deuxième) quinzaine (?:de |d'){X}", bound.half_of_month(1)),
        (r"premier jour (?:de |d'){X}", bound.boundary(0)),
        (r"dernier jour (?:de |d'){X}", bound.boundary(1)),
    ),
)  # fmt: skip
