"""Words of titles that say what sort of thing is told of, or when, and not which one."""

from __future__ import annotations

from collections.abc import Mapping

from alliancekit.features import title_words

# Agreements, the steps of their lives, meetings, and the words between them. Where words are not
# spaced, phrases stand here whole: pairs of characters are what compares.
_FORMS: Mapping[str, str] = {
    "en": (
        "a an the of on in at by for from to with and or between among concerning regarding"
        " relating related relative about over under into its their his her both two three new"
        " first agreement agreements accord pact treaty convention protocol memorandum"
        " understanding arrangement deal contract charter declaration statement joint exchange"
        " notes letter letters implementing additional supplementary framework amend amends"
        " amended amending amendment modify modifies modified modifying modification revise"
        " revised revision renew renewal extension extend sign signs signed signing signature"
        " signatories ceremony conclude concluded ratify ratifies ratified ratification"
        " accession accede accedes enter enters entered entering entry force effect effective"
        " takes take comes come apply applied announce announces announced announcement unveil"
        " unveils agree agrees agreed approve approves approved approval notify notified"
        " propose proposed possible start begin begins end ends talks talk negotiate negotiates"
        " negotiation negotiations round consultation consultations dialogue discuss open opens"
        " meet meets meeting meetings summit conference session sessions council visit visits"
        " hold holds host hosts leader leaders president prime minister ministers ministerial"
        " foreign government governments state states republic kingdom federation united"
        " national bilateral trilateral multilateral official officials representative"
        " representatives partners counterpart sale sales sell sells purchase buy buys order"
        " orders ordered deliver delivers delivered delivery deliveries cooperation co"
        " operation partnership exercise exercises drill drills maneuver maneuvers manoeuvre"
        " manoeuvres military way annual second third fourth fifth sixth seventh eighth ninth"
        " tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
        " eighteenth nineteenth twentieth"
    ),
    "fr": (
        "le la les l un une des de du d au aux et ou en sur entre avec pour par dans relatif"
        " relative relatifs concernant portant accord accords traite pacte convention protocole"
        " memorandum entente arrangement contrat declaration commune echange lettres avenant"
        " modifiant modification modifie revision prorogation signe signent signer signature"
        " ratifie ratifient ratification adhesion entree vigueur entrent annonce annoncent"
        " approuve approuvent approbation negociation negociations pourparlers entretien"
        " entretiens rencontre reunion sommet conference seance session conseil visite"
        " dirigeants president ministre ministres etranger gouvernement gouvernements"
        " republique etats royaume bilateral partenaires vente achat livraison commande"
        " cooperation nouveau nouvel nouvelle exercice exercices conjoint conjoints conjointe"
        " militaire militaires manoeuvres entament"
        " premier premiere deuxieme troisieme quatrieme cinquieme sixieme dixieme"
    ),
    "de": (
        "der die das den dem des ein eine einen einer und oder in im an am auf uber zu zum zur"
        " von vom mit fur zwischen betreffend bezuglich abkommen abkommens vertrag vertrags"
        " vertrages pakt ubereinkommen ubereinkunft vereinbarung einigung protokoll erklarung"
        " gemeinsame notenwechsel anderung anderungsprotokoll zusatzprotokoll geandert"
        " verlangerung unterzeichnen unterzeichnet unterzeichnung unterschrieben ratifiziert"
        " ratifizieren ratifizierung beitritt tritt treten inkrafttreten kraft kundigt kundigen"
        " ankundigung einigen genehmigt genehmigung billigt gebilligt verhandlung verhandlungen"
        " gesprach gesprache treffen gipfel gipfels gipfeltreffen konferenz sitzung tagung rat"
        " besuch minister ministern regierung regierungen republik bundesrepublik bilaterales"
        " bilateral partner partnern verkauf kauf lieferung bestellung zusammenarbeit neue"
        " neues neuer ubung ubungen manover gemeinsamen militarische"
        " erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte"
    ),
    "es": (
        "el la los las un una de del al y e o en sobre entre con para por relativo relativa"
        " acuerdo acuerdos tratado pacto convenio convenios convencion protocolo memorando"
        " memorandum entendimiento contrato declaracion conjunta canje notas enmienda modifica"
        " modifican modificacion que se revision prorroga firma firman firmar firmado ratifica"
        " ratifican ratificacion adhesion entra entran entrada vigor vigencia anuncia anuncian"
        " anuncio aprueba aprueban aprobacion negociacion negociaciones conversaciones reunion"
        " encuentro cumbre conferencia sesion consejo visita lideres presidente ministro"
        " ministros gobierno gobiernos republica estados reino bilateral socios venta compra"
        " entrega pedido cooperacion nuevo nueva ejercicio ejercicios maniobras conjunto"
        " conjuntos conjuntas militar militares"
        " primer primera segundo segunda tercer tercera cuarto cuarta quinto quinta"
    ),
    "it": (
        "il lo la i gli le un uno una di del della dei delle al alla e o in nel su sul tra fra"
        " con per relativo accordo accordi trattato patto convenzione protocollo memorandum"
        " intesa contratto dichiarazione congiunta scambio note emendamento modifica firma"
        " firmano firmato ratifica adesione entrata vigore annuncia annunciano negoziati"
        " colloqui incontro riunione vertice conferenza sessione consiglio visita governo"
        " governi repubblica vendita fornitura cooperazione nuovo nuova"
    ),
    "pt": (
        "o a os as um uma de do da dos das ao e ou em no na sobre entre com para por relativo"
        " acordo tratado pacto convenio convencao protocolo memorando entendimento contrato"
        " declaracao conjunta emenda alteracao assina assinam assinatura ratifica ratificacao"
        " adesao entrada vigor anuncia anunciam negociacoes reuniao encontro cupula cimeira"
        " conferencia sessao conselho visita governo governos republica venda entrega"
        " cooperacao"
    ),
    "ru": (
        "и в во на о об по с со между для от до к договор договора договоре соглашение"
        " соглашения соглашении пакт конвенция протокол меморандум декларация совместное"
        " заявление поправка поправки изменение изменении подписали подписан подписание"
        " ратификация ратифицировал вступил вступает вступление силу объявили переговоры"
        " встреча саммит конференция заседание совет визит правительство республика продажа"
        " поставка сотрудничество сотрудничестве"
    ),
    "vi": (
        "va ve giua cua cho tai trong voi cac mot hiep dinh thoa thuan uoc nghi thu ban ghi nho"
        " tuyen bo chung sua doi sung ky ket le phe chuan gia nhap co hieu luc bat dau cong"
        " nhat tri thong bao dam phan hoi thuong cap cao cuoc gap hop phien lam viec tham chinh"
        " phu hoa mua giao tac song phuong lanh dao vu lan dien tap tran quan su"
    ),
    "ja": (
        "に関する協定 協定に署名 条約に署名 協定で合意 協定を発表 協定の署名式 協定の効力発生"
        " 協定が発効 協定の改正議定書 協定を改正する議定書 との間の と政府の 首脳会談 首脳会議"
        " 外相会談 で会談 会合 共同声明 覚書 交渉 条約 批准 改定 締結 発表 合意 承認 売却 訪問"
        " 日米 日韓 日中 米韓 日豪 日英 日仏 日印 日越 米中 協力 協議 間の ための について"
        " 共同訓練 合同演習 合同軍事演習"
    ),
    "ko": (
        "협정 조약 협약 의정서 양해각서 공동성명 개정 서명 서명식 비준 발효 발표 합의 협상 회담"
        " 정상회담 정상회의 회의 세션 방문 판매 구매 승인 인도 협력 관한 간 및 와 과 의 한미"
        " 한일 한중 미일 한국과 정부 연합훈련 합동훈련 연합연습 군사훈련"
    ),
    "zh": (
        "协定 协议 条约 议定书 谅解备忘录 联合声明 关于修改 修正案 签署 签字仪式 批准 生效"
        " 正式生效 宣布 达成协议 谈判 会谈 会晤 峰会 会议 领导人 访问 出售 采购 获批 合作 关于"
        " 之间 政府 协定的议定书 中美 美日 日美 美韩 中日 中俄 協定 條約 簽署 會談 峰會"
        " 联合演习 联合军演 军事演习 聯合演習"
    ),
}

# From the Common Locale Data Repository.
_MONTHS: Mapping[str, str] = {
    "en": ("january february march april may june july august september october november december"),
    "fr": ("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"),
    "de": ("januar februar marz juni juli oktober dezember"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "it": ("gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"),
    "pt": ("janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro"),
    "nl": ("januari februari maart mei augustus"),
    "id": ("maret agustus desember"),
    "tr": ("ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık"),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika"
        " listopada grudnia styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien"
        " pazdziernik listopad grudzien"
    ),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        " январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь"
    ),
    "uk": (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада"
        " грудня січень лютии березень квітень травень червень липень серпень вересень жовтень"
        " листопад грудень"
    ),
    "sv": ("augusti"),
    "cs": (
        "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince"
        " leden unor brezen duben kveten cerven cervenec srpen rijen prosinec"
    ),
    "ro": (
        "ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie"
    ),
}
FORM_WORDS: frozenset[str] = frozenset(
    word for phrases in (*_FORMS.values(), *_MONTHS.values()) for word in title_words(phrases)
)
"""Words, written as they compare, that titles of unlike things have in common."""
