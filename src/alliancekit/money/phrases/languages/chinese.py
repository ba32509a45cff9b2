"""Chinese."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "约|約|大约|大約|约合|約合|左右|上下|大概|估计|估計",
        Bound.nearly: "近|将近|將近|接近|几乎",
        Bound.at_least: "至少|最少|不少于|不少於|不低于|不低於|以上",
        Bound.at_most: "至多|最多|最高|高达|高達|多达|多達|不超过|不超過|以内|以內|以下",
        Bound.more_than: "超过|超過|逾|多于|多於|高于|高於|余|餘|多",
        Bound.less_than: "不到|不足|少于|少於|低于|低於",
    },
    periods={
        Period.year: "每年|一年|/年",
        Period.month: "每月|每个月|每個月|/月",
    },
    until="-|到|至",
    spanning="从|從",
    equals="合|折合|相当于|相當於|即|或|=",
    worth="总额|總額|总计|總計|共计|共計|总价值|总值|价值|價值|总额达|总计达|合计",
    is_han=True,
    currencies=(
        "USD:美元,美金,美圆|JPY:日元,日圆,日圓,日币,日幣|CNY:人民币,人民幣,人民币元|"
        "yuan:元,块,圓|EUR:欧元,歐元|GBP:英镑,英鎊|KRW:韩元,韓元,韩圆,韓圜|KPW:朝鲜元,"
        "朝鮮元|TWD:新台币,新臺幣,新台幣,台币,台幣,臺幣|HKD:港元,港币,港幣|MOP:澳门元,"
        "澳門元|AUD:澳元,澳大利亚元,澳币|CAD:加元,加拿大元|NZD:新西兰元,紐元,纽元|"
        "SGD:新加坡元,新元|RUB:俄罗斯卢布,俄羅斯盧布|ruble:卢布,盧布|INR:印度卢比,印度盧比|"
        "PKR:巴基斯坦卢比|rupee:卢比,盧比|VND:越南盾,越盾|THB:泰铢,泰銖|CHF:瑞士法郎|"
        "franc:法郎|FRF:法国法郎|DEM:德国马克,马克|TRY:土耳其里拉|PHP:菲律宾比索|peso:比索|"
        "MYR:林吉特,马来西亚令吉|ILS:新谢克尔"
    ),
)
