"""Vietnamese."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "khoảng|chừng|xấp xỉ|ước tính|ước chừng|vào khoảng",
        Bound.nearly: "gần|gần như|gần bằng",
        Bound.at_least: "ít nhất|tối thiểu|không dưới|không ít hơn|trở lên",
        Bound.at_most: "tối đa|nhiều nhất|không quá|không vượt quá|trở xuống|lên tới|lên đến",
        Bound.more_than: "hơn|trên|quá|nhiều hơn|vượt quá|vượt",
        Bound.less_than: "dưới|chưa đến|chưa tới|ít hơn|chưa đầy",
    },
    scales={
        2: "trăm",
        3: "nghìn|ngàn",
        4: "vạn",
        6: "triệu",
        9: "tỷ|tỉ",
        12: "nghìn tỷ|ngàn tỷ|nghìn tỉ|ngàn tỉ",
    },
    numbers={
        "0.5": "nửa",
        "1": "một",
        "2": "hai",
        "3": "ba",
        "4": "bốn",
        "5": "năm",
        "6": "sáu",
        "7": "bảy",
        "8": "tám",
        "9": "chín",
        "10": "mười",
    },
    periods={
        Period.year: "mỗi năm|một năm|hằng năm|hàng năm|/năm|/ năm",
        Period.month: "mỗi tháng|một tháng|hằng tháng|hàng tháng|/tháng|/ tháng",
    },
    until="đến|tới|-",
    spanning="từ",
    equals="tương đương|tương đương với|hay|hoặc|tức|=",
    worth="trị giá|tổng trị giá|có trị giá|tổng cộng|giá trị",
    half="rưỡi",
    currencies=(
        "USD:đô la Mỹ,đô-la Mỹ,đôla Mỹ,đồng USD,Mỹ kim,đô la Hoa Kỳ|dollar:đô la,đô-la,"
        "đôla,đô|JPY:yên,yên Nhật,yen,yen Nhật,đồng yên,đồng yen,Yên Nhật Bản|EUR:euro,"
        "đồng euro,ơ-rô|CNY:nhân dân tệ,đồng nhân dân tệ,tệ|GBP:bảng Anh|pound:bảng|"
        "won:won|KRW:won Hàn Quốc|KPW:won Triều Tiên|VND:đồng,đồng Việt Nam,VNĐ|"
        "RUB:rúp Nga,rúp|AUD:đô la Australia,đô la Úc,đô la Australia|CAD:đô la Canada|"
        "SGD:đô la Singapore|rupee:rupee|INR:rupee Ấn Độ|THB:baht,bạt|franc:franc|"
        "CHF:franc Thụy Sĩ|peso:peso|PHP:peso Philippines|HKD:đô la Hồng Kông|"
        "TWD:đô la Đài Loan|NZD:đô la New Zealand|SUR:rúp Liên Xô"
    ),
)
