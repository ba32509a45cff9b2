"""Japanese."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "約|およそ|おおよそ|推定|概算|程度|前後|ほど|ぐらい|くらい",
        Bound.nearly: "近く|ほぼ|弱",
        Bound.at_least: "少なくとも|最低|以上",
        Bound.at_most: "最大|最大で|最高|多くとも|以下|以内",
        Bound.more_than: "超|を超える|を上回る|余り|あまり|余|強",
        Bound.less_than: "未満|を下回る",
    },
    periods={
        Period.year: "年間|毎年|1年あたり|年額|/年|一年当たり|年",
        Period.month: "月額|毎月|1カ月あたり|1か月あたり|/月",
    },
    until="-|から|ないし",
    equals="すなわち|つまり|相当|に相当|=",
    worth="総額|合計|総額で|合計で",
    is_han=True,
    currencies=(
        "USD:米ドル,USドル,アメリカドル,弗|dollar:ドル|JPY:円,日本円,圓|EUR:ユーロ|"
        "GBP:英ポンド|pound:ポンド|CNY:人民元,中国元|yuan:元|KRW:韓国ウォン|"
        "KPW:北朝鮮ウォン|won:ウォン|AUD:豪ドル,オーストラリアドル|CAD:カナダドル,加ドル|"
        "TWD:台湾ドル,新台湾ドル|HKD:香港ドル|SGD:シンガポールドル|NZD:NZドル,"
        "ニュージーランドドル|RUB:ロシアルーブル|ruble:ルーブル|INR:インドルピー|"
        "rupee:ルピー|CHF:スイスフラン|franc:フラン|THB:バーツ,タイバーツ|VND:ドン,"
        "ベトナムドン|PHP:フィリピンペソ|peso:ペソ|DEM:ドイツマルク|mark:マルク|"
        "TRY:トルコリラ|lira:リラ"
    ),
)
