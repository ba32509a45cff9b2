"""Korean."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "약|대략|정도|가량|쯤|안팎",
        Bound.nearly: "거의|가까이|에 가까운|에 육박하는",
        Bound.at_least: "최소|적어도|이상",
        Bound.at_most: "최대|최고|이하|이내",
        Bound.more_than: "초과|넘는|이 넘는|가 넘는|을 넘는|를 넘는|여",
        Bound.less_than: "미만|에 못 미치는",
    },
    periods={
        Period.year: "연간|매년|해마다|1년에|/년|연",
        Period.month: "매달|매월|월간|한 달에|/월",
    },
    until="-|에서|부터",
    equals="즉|또는|에 해당하는|=",
    worth="총|총액|합계|모두",
    is_han=True,
    currencies=(
        "USD:미 달러,미국 달러,미달러,미화|dollar:달러,불|KRW:한국 원,대한민국 원|won:원|"
        "KPW:북한 원|JPY:엔,엔화,일본 엔|EUR:유로,유로화|GBP:영국 파운드|pound:파운드|"
        "CNY:위안,위안화,중국 위안|AUD:호주 달러,호주달러|CAD:캐나다 달러,캐나다달러|"
        "HKD:홍콩 달러,홍콩달러|TWD:대만 달러,대만달러|SGD:싱가포르 달러|RUB:러시아 루블|"
        "ruble:루블|INR:인도 루피|rupee:루피|CHF:스위스 프랑|franc:프랑|VND:베트남 동|"
        "THB:바트|DEM:마르크|PHP:필리핀 페소|peso:페소|NZD:뉴질랜드 달러"
    ),
)
