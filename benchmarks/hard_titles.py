"""How reports in eight languages call the things of the hard world.

In a template ``{a}`` and ``{b}`` are states, ``{s}`` a subject, ``{n}`` a number in a series,
``{i}`` an item, ``{p}`` a place.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "fr", "de", "es", "ja", "ko", "vi", "zh")

# ISO 3166 codes: of the model's actors, and of the names that Babel knows in each language.
STATES: Mapping[str, str] = {
    "USA": "US", "JPN": "JP", "KOR": "KR", "GBR": "GB", "FRA": "FR", "DEU": "DE", "AUS": "AU",
    "IND": "IN", "PHL": "PH", "VNM": "VN", "POL": "PL", "UKR": "UA", "ISR": "IL", "SAU": "SA",
    "TUR": "TR", "CAN": "CA", "ITA": "IT", "ESP": "ES", "NOR": "NO", "SWE": "SE", "FIN": "FI",
    "IDN": "ID", "MYS": "MY", "THA": "TH", "SGP": "SG", "EGY": "EG", "BRA": "BR", "MEX": "MX",
    "ARE": "AE", "KAZ": "KZ",
}  # fmt: skip

# Of each subject the agreement's kind and its name in the order of LANGUAGES.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "cost_sharing": (
        "special measures",
        "mesures spéciales",
        "Sondermaßnahmen",
        "medidas especiales",
        "特別措置",
        "특별조치",
        "các biện pháp đặc biệt",
        "特别措施",
    ),
    "logistics": (
        "acquisition and cross-servicing",
        "acquisitions et services mutuels",
        "Beschaffung und gegenseitige Dienste",
        "adquisiciones y servicios recíprocos",
        "物品役務相互提供",
        "군수지원",
        "mua sắm và dịch vụ chéo",
        "物资劳务相互提供",
    ),
    "fisheries": ("fisheries", "la pêche", "Fischerei", "pesca", "漁業", "어업", "nghề cá", "渔业"),
    "air_defence": (
        "air defence",
        "la défense aérienne",
        "Luftverteidigung",
        "defensa aérea",
        "防空",
        "방공",
        "phòng không",
        "防空",
    ),
    "energy": (
        "energy cooperation",
        "la coopération énergétique",
        "Energiezusammenarbeit",
        "cooperación energética",
        "エネルギー協力",
        "에너지 협력",
        "hợp tác năng lượng",
        "能源合作",
    ),
    "intelligence_sharing": (
        "the exchange of military information",
        "l'échange d'informations militaires",
        "den Austausch militärischer Informationen",
        "intercambio de información militar",
        "軍事情報包括保護",
        "군사정보보호",
        "trao đổi thông tin quân sự",
        "军事情报交换",
    ),
    "loan": (
        "concessional loans",
        "des prêts concessionnels",
        "zinsgünstige Darlehen",
        "préstamos concesionales",
        "円借款",
        "차관",
        "cho vay ưu đãi",
        "优惠贷款",
    ),
    "nuclear": (
        "peaceful uses of nuclear energy",
        "l'énergie nucléaire à des fins pacifiques",
        "die friedliche Nutzung der Kernenergie",
        "usos pacíficos de la energía nuclear",
        "原子力の平和利用",
        "원자력의 평화적 이용",
        "sử dụng hòa bình năng lượng hạt nhân",
        "和平利用核能",
    ),
}

ITEMS = (
    "F-35A", "Patriot PAC-3", "AIM-120C", "Javelin", "HIMARS", "MQ-9B", "CH-47F", "P-8A",
    "Tomahawk", "NASAMS", "K9", "Leopard 2", "SM-6", "Stinger", "UH-60M", "E-7", "GBU-39",
)  # fmt: skip

PLACES: Mapping[str, str] = {
    "Washington": "USA", "Tokyo": "JPN", "Seoul": "KOR", "London": "GBR", "Paris": "FRA",
    "Berlin": "DEU", "Canberra": "AUS", "New Delhi": "IND", "Manila": "PHL", "Hanoi": "VNM",
    "Warsaw": "POL", "Ankara": "TUR", "Riyadh": "SAU", "Rome": "ITA", "Jakarta": "IDN",
}  # fmt: skip

# Of each form its wordings by language.
TITLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "edition": {
        "en": (
            "{n} Agreement on {s} between {a} and {b}",
            "{a} and {b}: {n} {s} agreement",
            "{n} {a}-{b} {s} accord",
        ),
        "fr": ("{n} accord sur {s} entre {a} et {b}", "{a}-{b} : le {n} accord relatif à {s}"),
        "de": ("{n} Abkommen über {s} zwischen {a} und {b}", "{n} Vertrag {a}–{b}: {s}"),
        "es": ("{n} acuerdo de {s} entre {a} y {b}", "{a} y {b}: {n} convenio sobre {s}"),
        "ja": ("{n}{a}・{b}{s}協定", "{a}と{b}、{n}{s}協定"),
        "ko": ("{n} {a}·{b} {s} 협정", "{a}-{b} {n} {s} 협정"),
        "vi": ("Hiệp định {n} về {s} giữa {a} và {b}", "{a} và {b}: thỏa thuận {n} về {s}"),
        "zh": ("{n}{a}与{b}{s}协定", "{a}{b}{n}{s}协议"),
    },
    "agreement": {
        "en": (
            "Agreement on {s} between {a} and {b}",
            "{a}-{b} {s} agreement",
            "Accord of {a} and {b} concerning {s}",
        ),
        "fr": ("Accord sur {s} entre {a} et {b}", "{a} et {b} : accord relatif à {s}"),
        "de": ("Abkommen über {s} zwischen {a} und {b}", "Vertrag {a}–{b}: {s}"),
        "es": ("Acuerdo de {s} entre {a} y {b}", "Convenio {a}-{b} sobre {s}"),
        "ja": ("{a}・{b}{s}協定", "{a}と{b}の{s}に関する協定"),
        "ko": ("{a}·{b} {s} 협정", "{a}와 {b} 간 {s} 협정"),
        "vi": ("Hiệp định về {s} giữa {a} và {b}", "Thỏa thuận {s} {a} - {b}"),
        "zh": ("{a}与{b}{s}协定", "{a}{b}{s}协议"),
    },
    "amendment": {
        "en": (
            "Protocol amending the {s} agreement between {a} and {b}",
            "Amendment to the Agreement on {s} between {a} and {b}",
            "{a}-{b}: amended {s} agreement",
        ),
        "fr": (
            "Protocole modifiant l'accord sur {s} entre {a} et {b}",
            "Avenant à l'accord {a}-{b} relatif à {s}",
        ),
        "de": (
            "Änderungsprotokoll zum Abkommen über {s} zwischen {a} und {b}",
            "Änderung des Vertrags {a}–{b}: {s}",
        ),
        "es": (
            "Protocolo que modifica el acuerdo de {s} entre {a} y {b}",
            "Enmienda al convenio {a}-{b} sobre {s}",
        ),
        "ja": ("{a}・{b}{s}協定の改正議定書", "{a}と{b}の{s}に関する協定を改正する議定書"),
        "ko": ("{a}·{b} {s} 협정 개정 의정서", "{a}와 {b} 간 {s} 협정 개정"),
        "vi": (
            "Nghị định thư sửa đổi Hiệp định về {s} giữa {a} và {b}",
            "Sửa đổi thỏa thuận {s} {a} - {b}",
        ),
        "zh": ("关于修改{a}与{b}{s}协定的议定书", "{a}{b}{s}协议修正案"),
    },
    "announcement": {
        "en": (
            "{a} and {b} announce {s} deal",
            "{b} and {a} agree to sign {s} agreement",
            "Leaders unveil {a}-{b} {s} accord",
        ),
        "fr": (
            "{a} et {b} annoncent un accord sur {s}",
            "Annonce d'un accord {a}-{b} relatif à {s}",
        ),
        "de": ("{a} und {b} kündigen Abkommen über {s} an", "Einigung {a}–{b}: {s}"),
        "es": ("{a} y {b} anuncian un acuerdo de {s}", "Anuncio de convenio {a}-{b} sobre {s}"),
        "ja": ("{a}と{b}、{s}協定で合意", "{a}・{b}、{s}協定を発表"),
        "ko": ("{a}와 {b}, {s} 협정 발표", "{a}·{b} {s} 협정 합의"),
        "vi": ("{a} và {b} công bố thỏa thuận về {s}", "{a} - {b} nhất trí về {s}"),
        "zh": ("{a}与{b}宣布{s}协定", "{a}{b}就{s}达成协议"),
    },
    "signing": {
        "en": (
            "{a} and {b} sign {s} agreement",
            "Signing of the {a}-{b} agreement on {s}",
            "Ministers of {a} and {b} put names to {s} pact",
        ),
        "fr": (
            "{a} et {b} signent un accord sur {s}",
            "Signature de l'accord {a}-{b} relatif à {s}",
        ),
        "de": (
            "{a} und {b} unterzeichnen Abkommen über {s}",
            "Unterzeichnung des Vertrags {a}–{b}: {s}",
        ),
        "es": ("{a} y {b} firman un acuerdo de {s}", "Firma del convenio {a}-{b} sobre {s}"),
        "ja": ("{a}と{b}、{s}協定に署名", "{a}・{b}{s}協定の署名式"),
        "ko": ("{a}와 {b}, {s} 협정 서명", "{a}·{b} {s} 협정 서명식"),
        "vi": ("{a} và {b} ký hiệp định về {s}", "Lễ ký thỏa thuận {s} {a} - {b}"),
        "zh": ("{a}与{b}签署{s}协定", "{a}{b}{s}协议签字仪式"),
    },
    "entry_into_force": {
        "en": (
            "{a}-{b} {s} agreement enters into force",
            "Entry into force of the agreement on {s} between {a} and {b}",
            "{s} accord of {a} and {b} takes effect",
        ),
        "fr": (
            "Entrée en vigueur de l'accord {a}-{b} sur {s}",
            "L'accord entre {a} et {b} relatif à {s} entre en vigueur",
        ),
        "de": (
            "Abkommen {a}–{b} über {s} tritt in Kraft",
            "Inkrafttreten des Vertrags zwischen {a} und {b}: {s}",
        ),
        "es": (
            "Entra en vigor el acuerdo de {s} entre {a} y {b}",
            "Vigencia del convenio {a}-{b} sobre {s}",
        ),
        "ja": ("{a}・{b}{s}協定が発効", "{a}と{b}の{s}に関する協定の効力発生"),
        "ko": ("{a}·{b} {s} 협정 발효", "{a}와 {b} 간 {s} 협정 발효"),
        "vi": (
            "Hiệp định {s} giữa {a} và {b} có hiệu lực",
            "Thỏa thuận {a} - {b} về {s} bắt đầu có hiệu lực",
        ),
        "zh": ("{a}与{b}{s}协定生效", "{a}{b}{s}协议正式生效"),
    },
    "summit": {
        "en": (
            "{n} leaders' summit in {p}",
            "Summit of {a}, {b} and partners, {p}",
            "Leaders gather in {p} for {n} summit",
        ),
        "fr": ("{n} sommet de {p}", "Sommet des dirigeants à {p} : {a}, {b}"),
        "de": ("{n} Gipfeltreffen in {p}", "Gipfel von {a}, {b} und Partnern in {p}"),
        "es": ("{n} cumbre de líderes en {p}", "Cumbre de {a}, {b} y socios en {p}"),
        "ja": ("{n}首脳会議（{p}）", "{a}・{b}など首脳会議"),
        "ko": ("{n} 정상회의 ({p})", "{a}·{b} 등 정상회의"),
        "vi": ("Hội nghị thượng đỉnh {n} tại {p}", "Hội nghị cấp cao {a}, {b} và đối tác"),
        "zh": ("{n}领导人峰会（{p}）", "{a}{b}等国峰会"),
    },
    "session": {
        "en": (
            "{n} session of the leaders' summit, {p}",
            "Summit in {p}: session {m}",
            "Leaders hold {n} working session in {p}",
        ),
        "fr": ("{n} séance du sommet de {p}", "Sommet de {p} : {n} session de travail"),
        "de": ("{n} Sitzung des Gipfels in {p}", "Gipfel in {p}: {n} Arbeitssitzung"),
        "es": ("{n} sesión de la cumbre de {p}", "Cumbre de {p}: {n} sesión de trabajo"),
        "ja": ("首脳会議{n}セッション（{p}）", "{p}首脳会議、{n}会合"),
        "ko": ("정상회의 {n} 세션 ({p})", "{p} 정상회의 {n} 회의"),
        "vi": ("Phiên {n} hội nghị thượng đỉnh tại {p}", "Hội nghị {p}: phiên làm việc {n}"),
        "zh": ("峰会{n}会议（{p}）", "{p}峰会{n}全体会议"),
    },
    "meeting": {
        "en": (
            "{a} and {b} leaders meet in {p}",
            "{a}-{b} bilateral talks",
            "Leader of {a} holds meeting with {b} counterpart",
        ),
        "fr": ("Rencontre {a}-{b} à {p}", "Entretien bilatéral entre {a} et {b}"),
        "de": ("Treffen {a}–{b} in {p}", "Bilaterales Gespräch zwischen {a} und {b}"),
        "es": ("Reunión {a}-{b} en {p}", "Encuentro bilateral de {a} y {b}"),
        "ja": ("{a}・{b}首脳会談", "{a}と{b}、{p}で会談"),
        "ko": ("{a}·{b} 정상회담", "{a}와 {b}, {p}에서 회담"),
        "vi": ("Hội đàm {a} - {b} tại {p}", "Lãnh đạo {a} gặp {b}"),
        "zh": ("{a}与{b}领导人会晤", "{a}{b}在{p}会谈"),
    },
    "arms_sale": {
        "en": (
            "{a} approves sale of {i} to {b}",
            "{b} – {i}",
            "Possible sale of {i} to {b} notified to legislators",
        ),
        "fr": ("{a} approuve la vente de {i} à {b}", "Vente de {i} à {b}"),
        "de": ("{a} genehmigt Verkauf von {i} an {b}", "Lieferung von {i} an {b} gebilligt"),
        "es": ("{a} aprueba la venta de {i} a {b}", "Venta de {i} a {b}"),
        "ja": ("{a}、{b}への{i}売却を承認", "{b}向け{i}の売却"),
        "ko": ("{a}, {b}에 {i} 판매 승인", "{b} {i} 구매 승인"),
        "vi": ("{a} phê duyệt bán {i} cho {b}", "Thương vụ {i} với {b}"),
        "zh": ("{a}批准向{b}出售{i}", "{b}采购{i}获批"),
    },
    "exercise": {
        "en": (
            "{a} and {b} begin joint exercise",
            "{n} {a}-{b} military drill",
            "Joint drills of {a} and {b} under way",
        ),
        "fr": ("Exercice conjoint {a}-{b}", "{a} et {b} entament leur {n} exercice militaire"),
        "de": ("Gemeinsame Übung von {a} und {b}", "{n} Manöver {a}–{b}"),
        "es": ("Ejercicio conjunto de {a} y {b}", "{n} maniobras {a}-{b}"),
        "ja": ("{a}・{b}共同訓練", "{a}と{b}、{n}合同演習"),
        "ko": ("{a}·{b} 연합훈련", "{a}와 {b} {n} 합동훈련"),
        "vi": ("Diễn tập chung {a} - {b}", "{a} và {b} tập trận {n}"),
        "zh": ("{a}与{b}联合演习", "{a}{b}{n}联合军演"),
    },
}

_WORDS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth",
)  # fmt: skip
_HAN = "一二三四五六七八九"


def ordinal(n: int, language: str, *, in_words: bool) -> str:
    """Return how a language writes the nth of a series; ``in_words`` where it has a second way."""
    match language:
        case "en":
            suffix = {1: "st", 2: "nd", 3: "rd"}.get(n % 10 if n not in (11, 12, 13) else 0, "th")
            return _WORDS[n - 1] if in_words and n <= len(_WORDS) else f"{n}{suffix}"
        case "fr":
            return f"{n}e" if n > 1 else "1er"
        case "de":
            return f"{n}."
        case "es":
            return f"{n}.º"
        case "ja":
            return f"第{n}回" if in_words else f"第{n}次"
        case "ko":
            return f"제{n}차"
        case "vi":
            return f"lần thứ {n}"
        case _:
            return f"第{_han(n)}次" if in_words else f"第{n}次"


def _han(n: int) -> str:
    if n < 10:
        return _HAN[n - 1]
    tens = "" if n < 20 else _HAN[n // 10 - 1]
    return f"{tens}十{_HAN[n % 10 - 1] if n % 10 else ''}"
