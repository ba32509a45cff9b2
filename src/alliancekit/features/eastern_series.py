"""Numbers of a series where words are not spaced, and in Vietnamese and Korean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from alliancekit.features.words import folded_text

_HAN_DIGITS: Mapping[str, int] = {
    character: number for number, character in enumerate("〇一二三四五六七八九")
} | {"零": 0}
_HAN_TENS: Mapping[str, int] = {"十": 10, "百": 100}
# First to twentieth.
_THAI = "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง สิบสาม สิบสี่ สิบห้า สิบหก สิบเจ็ด สิบแปด สิบเก้า ยี่สิบ"
_KOREAN = (
    "첫 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 열여덟"
    " 열아홉 스무"
)
_VIETNAMESE = (
    "nhất hai ba tư năm sáu bảy tám chín mười mười_một mười_hai mười_ba mười_bốn mười_lăm mười_sáu"
    " mười_bảy mười_tám mười_chín hai_mươi"
)
_SPELT: Mapping[str, int] = {
    word.replace("_", " "): number
    for words in (folded_text(_THAI), _KOREAN, _VIETNAMESE)
    for number, word in enumerate(words.split(), start=1)
} | {"둘": 2, "셋": 3, "넷": 4, "một": 1, "bốn": 4, "nhì": 2}


# The longest first, so that none hides another.
_ANY_SPELT = "|".join(sorted(_SPELT, key=len, reverse=True))


# Whom or what such a number stands before when it counts no series: articles of treaties, third
# states, deputies, units of forces, wars, chains of islands, spans of time.
_NO_SERIES = (
    r"(?!\d|\s?(?:条|條|조(?!약)|国|國|국|者|자|方|夫人|副|书记|書記|次官|차관|외교|국방|野党|야당"
    r"|首相|军|軍|师|師|旅|团(?!组)|団|連隊|大隊|艦隊|舰队|空母|함대|군|사단|여단|연대|位|線|线|列島|列岛"
    r"|岛链|島鏈|次?世界大[戦战戰]|차? ?세계|世代|代|세대|大|季|四半期|분기"
    r"|時間|时间|手|周年|週年|주년|世紀|世纪|세기|의\b))"
)
_EASTERN = re.compile(
    rf"[第제]\s?(?P<han>\d{{1,3}}+|[〇零一二三四五六七八九十百]{{1,5}}+){_NO_SERIES}"
    r"|(?<![\d.,第])(?P<count>\d{1,3}+|[一二三四五六七八九十]{1,3}+)(?:届|屆|回目|度目|番目|日目)"
    r"|(?<![\d.,제])(?P<step>\d{1,3}+)\s?"
    r"(?:차(?!관|량|례|세|별|\s?세계)|번째|회차|단계|라운드|일차)"
    r"|(?:フェーズ|ラウンド|ロット|パート|ステップ|トランシェ|ブロック|단계|파트|라운드)\s?(?P<part>\d{1,3}+)"
    rf"|(?<![가-힣])(?P<korean>{_ANY_SPELT})(?:\s?번째|째)"
    r"|(?<!ครบ)(?:ครั้ง|รอบ|ฉบับ|ระยะ|ชุด|สมัย|ช่วง|งวด|เฟส|คณะ)(?:ที่)?\s?"
    rf"(?P<thai>\d{{1,3}}+|{_ANY_SPELT})"
)
_VIETNAMESE_NUMBER = re.compile(
    r"(?<!\w)(?<!kỷ niệm )(?:lần thứ|lan thu|lần|(?<!lần )(?<!lớn )(?<!thế giới )(?<!chiến )"
    # Third parties and states; Monday is "thứ hai", the second.
    r"(?<!nước )(?<!bên )(?<!vào )(?<!hôm )(?<!sáng )(?<!chiều )(?<!tối )(?<!từ )thứ"
    r"|(?<!trong )vòng|phiên|đợt|giai đoạn|phần|kỳ|số)"
    rf"\s(?P<number>\d{{1,3}}+|{_ANY_SPELT})(?![\w-])"
    r"(?! (?:năm|ngày|tháng|tuần|nước|người|tỷ|tỉ|triệu|nghìn|giờ|điểm|quốc|bên|mươi|tới|này|bảy))"
)
_SPEAKS = re.compile(
    r"[第届屆目제차째]|단계|라운드|회차|파트|フェ|ラウ|ロッ|パー|ステ|トラ|ブロ"
    r"|ครั้ง|รอบ|ฉบับ|ระยะ|ชุด|สมัย|ช่วง|งวด|เฟส|คณะ"
)


def speaks_eastern(word: str) -> bool:
    """Return whether a part of a title may count in Chinese, Japanese, Korean or Thai."""
    return not word.isascii() and _SPEAKS.search(word) is not None


def eastern_numbers(folded: str) -> Iterator[int]:
    """Yield what a folded title counts in Chinese, Japanese, Korean or Thai.

    >>> [*eastern_numbers("第十二回会合"), *eastern_numbers("제11차 협의회")]
    [12, 11]
    """
    for found in _EASTERN.finditer(folded):
        yield _number(next(filter(None, found.groups())))


def vietnamese_numbers(title: str) -> Iterator[int]:
    """Yield what a title counts in Vietnamese, whose accents tell "lần" (time) from "Ba Lan".

    >>> [*vietnamese_numbers("Vòng đàm phán thứ ba"), *vietnamese_numbers("Ba Lan mua 12 tàu")]
    [3]
    """
    for found in _VIETNAMESE_NUMBER.finditer(unicodedata.normalize("NFC", title).casefold()):
        yield _number(found["number"])


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _SPELT.get(text) or _han_number(text)


def _han_number(text: str) -> int:
    total = digit = 0
    for character in text:
        if character in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[character]
            digit = 0
        else:
            digit = digit * 10 + _HAN_DIGITS[character]
    return total + digit
