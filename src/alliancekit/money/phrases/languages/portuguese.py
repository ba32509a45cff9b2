"""Portuguese, of Portugal and of Brazil."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "cerca de|aproximadamente|por volta de|em torno de|uns",
        Bound.nearly: "quase",
        Bound.at_least: "pelo menos|ao menos|no mínimo|não menos de",
        Bound.at_most: "no máximo|até|não mais de",
        Bound.more_than: "mais de|acima de",
        Bound.less_than: "menos de|abaixo de",
    },
    scales={
        2: "cem",
        3: "mil",
        6: "milhão|milhões|mi",
        9: "mil milhões|bilhão|bilhões|bi",
        12: "trilhão|trilhões|bilião|biliões",
    },
    numbers={
        "0.5": "meio",
        "1": "um",
        "2": "dois",
        "3": "três",
        "4": "quatro",
        "5": "cinco",
        "6": "seis",
        "7": "sete",
        "8": "oito",
        "9": "nove",
        "10": "dez",
    },
    periods={
        Period.year: "por ano|ao ano|anuais|anual|anualmente|/ano",
        Period.month: "por mês|ao mês|mensais|mensal|/mês",
    },
    until="a|-",
    spanning="entre|de",
    joined="e",
    equals="ou|ou seja|equivalentes a|equivalente a|o equivalente a|=",
    worth="no valor de|um total de|no total|no montante de",
    bare="cem|mil|mil milhões",
    currencies=(
        "USD:dólares americanos,dólar americano,dólares dos Estados Unidos,US$|dollar:dólar,"
        "dólares|JPY:iene,ienes|EUR:euro,euros|GBP:libras esterlinas|pound:libra,libras|"
        "CNY:yuan,yuans,renminbi|BRL:real,reais,R$|AOA:kwanza,kwanzas|MZN:metical,meticais|"
        "RUB:rublos russos|ruble:rublo,rublos|INR:rupias indianas|rupee:rupia,rupias|"
        "peso:peso,pesos|ARS:pesos argentinos|MXN:pesos mexicanos|CHF:francos suíços|"
        "franc:franco,francos|PTE:escudos"
    ),
)
