"""Names and abbreviations as they are written, for titles that came in capitals. Data only."""

from __future__ import annotations

from monitor.core.provinces import PROVINCES


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Countries, peoples' places, bodies and feasts; the case here is the case shown.
_PHRASES = """
Việt Nam|Lào|Campuchia|Trung Quốc|Nga|Liên bang Nga|Hoa Kỳ|Mỹ|Nhật Bản|Hàn Quốc|Triều Tiên|Ấn Độ
Cuba|Pháp|Cộng hòa Pháp|Vương quốc Anh|Đức|CHLB Đức|Na Uy|Thụy Điển|Đan Mạch|Phần Lan|Hà Lan|Bỉ
Thụy Sĩ|Áo|Tây Ban Nha|Bồ Đào Nha|Ba Lan|Hungary|Bulgaria|Rumani|Ukraine|Belarus|Séc|Cộng hòa Séc
Slovakia|Ireland|Australia|New Zealand|Canada|Mexico|Brazil|Argentina|Chile|Venezuela|Thái Lan
Malaysia|Singapore|Indonesia|Philippines|Myanmar|Brunei|Timor Leste|Đông Timor|Mông Cổ|Nepal
Bangladesh|Sri Lanka|Pakistan|Iran|Iraq|Israel|Palestine|Thổ Nhĩ Kỳ|Ai Cập|Angola|Mozambique
Nam Phi|Maroc|Algeria|Italia|Hy Lạp|Síp|Đài Loan|Hồng Kông|Ma Cao|Ả Rập Xê Út|Kazakhstan
Uzbekistan|Azerbaijan|Armenia|Mỹ Latinh|châu Á|châu Âu|châu Phi|Á - Âu|Đông Nam Á|Đông Bắc Á
Liên Xô|Liên hợp quốc|Liên minh châu Âu|Ngân hàng Thế giới|Bắc Kinh|Viêng Chăn|Viêng-chăn
Phnôm Pênh|Phnom Penh|Băng Cốc|Tokyo|Seoul|Moskva|Mát-xcơ-va|Quảng Tây|Vân Nam|Quảng Đông
Champasak|Savannakhet|Hủa Phăn|Luông Pha Băng|Xiêng Khoảng|Salavan|Sê Kông|Attapeu|Khăm Muộn
Bôlikhămxay|Vladivostok|Jeollabuk|Liên hiệp các tổ chức hữu nghị Việt Nam
Liên hiệp các tổ chức hữu nghị|Hội hữu nghị|Hội Chữ thập đỏ|Hội Nông dân|Hội Cựu chiến binh
Hội Liên hiệp Phụ nữ|Hội Phụ nữ|Hội Người khuyết tật|Hội Nạn nhân chất độc da cam|Hội Khuyến học
Hội Luật gia|Hội Nhà báo|Đoàn Thanh niên|Đoàn TNCS Hồ Chí Minh|Mặt trận Tổ quốc|Ủy ban nhân dân
Ủy ban MTTQ|Hội đồng nhân dân|Ủy ban Đối ngoại|Ủy ban Đối ngoại Quốc hội|Ủy ban hòa bình|Quốc hội
Chính phủ|Nhà nước|Đảng|Đảng Cộng sản|Đảng ủy|Đảng bộ|Ban Đối ngoại Trung ương|Ban Dân vận
Ban Tuyên giáo|Trung ương|Bộ Ngoại giao|Bộ Tài chính|Bộ Y tế|Bộ Công an|Bộ Quốc phòng|Bộ Nội vụ
Bộ Giáo dục và Đào tạo|Bộ Kế hoạch và Đầu tư|Sở Ngoại vụ|Sở Y tế|Sở Nội vụ|Sở Giáo dục và Đào tạo
Sở Kế hoạch và Đầu tư|Sở Tài chính|Sở Tư pháp|Sở Công Thương|Sở Lao động|Công an|Đại sứ quán
Tổng Lãnh sự quán|Tổng Lãnh sự|Lãnh sự quán|Đại sứ|Thành ủy|Tỉnh ủy|Huyện ủy|Thủ tướng
Chủ tịch nước|Tổng Bí thư|Phó Chủ tịch|Chủ tịch|Bộ trưởng|Thứ trưởng|Phó Thủ tướng|Tết Nguyên đán
Tết|Quốc khánh|Tây Nguyên|Bắc Bộ|Nam Bộ|Trung Bộ|Bắc Trung Bộ|Tây Bắc|Đông Bắc|Tây Nam Bộ
Đông Nam Bộ|Đồng bằng sông Cửu Long|Biển Đông|Trường Sa|Hoàng Sa|Phú Quốc|Côn Đảo|Điện Biên Phủ
Sài Gòn|Hội An|Nha Trang|Đà Lạt|Vũng Tàu|Biên Hòa|Mỹ Tho|Rạch Giá|Hà Tiên|Buôn Ma Thuột|Pleiku
Quy Nhơn|Tam Kỳ|Đồng Hới|Đông Hà|Hạ Long|Móng Cái|Việt Trì|Sa Pa|Hồ Chí Minh|TP. Hồ Chí Minh
Bác Hồ|Thừa Thiên Huế|Thừa Thiên|Bà Rịa|Đắc Lắc|Bắc Cạn|Cần Giờ|Cụm thi đua|Thời Đại
Tầm nhìn Thế giới|Quỹ Toyota|Nhân dân tệ|Covid|Kitô|Phật giáo|Công giáo|Hồi giáo|Khmer|Chăm|Ê Đê
Hmông|Mông Cổ|Tổ quốc|phi chính phủ|tổ chức phi chính phủ|tiếng Việt|người Việt|Việt - Nga
Việt - Lào|Việt - Nhật|Việt - Đức|Việt - Mỹ|Việt - Trung|Việt - Hàn|Việt - Pháp|phía Nam|phía Bắc
miền Nam|miền Bắc|miền Trung|miền Đông|miền Tây|khu vực phía Nam|Cụm số|Úc|Syria|Yagi|Đại học
Học viện|Hội Việt - Mỹ|Ban Chấp hành|Ban chấp hành Trung ương|Ban Thường vụ|Hội đồng Hòa bình
Thủ đô|Quân khu|Bộ đội Biên phòng|Plan International|World Vision|Save the Children|Room to Read
GlobalGiving|KFHI|East Meets West|Medical Committee|Đông Âu|Trung Đông
"""
# Only these follow a word that says "place" or "country": alone they are common words.
AMBIGUOUS = frozenset(
    {"hòa bình", "hoà bình", "nga", "mỹ", "pháp", "đức", "bỉ", "áo", "séc", "síp", "lào", "đảng",
     "thái bình", "hải dương", "công an", "tết", "chăm", "covid", "chủ tịch", "tổ quốc"}
)  # fmt: skip
_ALWAYS = frozenset({"nga", "mỹ", "đức", "lào", "pháp", "séc", "tết", "covid", "chủ tịch"})

PHRASES: dict[tuple[str, ...], tuple[str, ...]] = {}
"""Lower-case words → the words as written."""

ABBREVIATIONS = _set(
    "VUFO UBND HĐND PCPNN TCPCPNN INGO NGO NGOS PACCOM COMINGO ĐNND LHCTCHN LHHN LHCHN LHTCHN "
    "TP HCM TPHCM TPCT ASEAN UNESCO UNICEF UNDP UNFPA UNHCR UNIDO UNODC WHO FAO ILO IOM IFAD "
    "ODA FDI EU USD EUR AUD VNĐ VND COVID MTTQ UBMTTQ TW BCH BTV CHDCND CHXHCN CHLB CHND ĐBSCL "
    "KOICA JICA USAID GIZ KT XH KTXH QĐ NĐ CP TT BR VT TTH THCS THPT ĐH CĐ CLB HTX NXB TNCS "
    "TNCSHCM BĐBP LLVT QĐND GD ĐT LĐTBXH NN PTNT KHĐT VHTT DL VHTTDL XHCN CNXH VCCI WB ADB HIV "
    "AIDS GDP WTO APEC AIPA ASEM CPTPP EVFTA RCEP AI IT TV VTV VOV TTXVN CHLBĐ KHCN KH CN NCT "
    "NKT TNXP CCB HPN LHPN HCTĐ CTĐ ATTT PCTN CCHC XTTM ĐNNĐ PVN EVN VNPT KTNN UN UK USA US GNI "
    "MCNV"
)

SURNAMES = _set("nguyễn trần phạm huỳnh phan đặng bùi đỗ ngô trịnh trương đinh")
MORE_SURNAMES = _set(
    "lê hoàng vũ võ hồ dương lý đoàn mai hà tô cao tạ lưu lương đào vương thái từ lâm châu "
    "thạch sơn kim quách triệu chu văn tăng giang phùng"
)
"""Surnames that are common words too: they count only after a title such as "ông"."""

TITLES = _set("ông bà anh chị cụ ts gs pgs ths đ/c chí sĩ thư tịch sứ tướng đốc ủy trưởng lệnh")
"""The last word of what stands before a person's name: ông, đồng chí, tiến sĩ, chủ tịch, đại sứ."""

PLACE_WORDS = frozenset(
    ("tỉnh", "huyện", "xã", "phường", "quận", "thị trấn", "thị xã", "thành phố")
)
"""After these a name begins."""

NOT_A_NAME = _set(
    "ủy uỷ đội đoàn thành hội lỵ và của các có đã đang sẽ về cho với tại trong năm hỗ tiếp nhận "
    "tổ nghèo biên giới miền vùng khó đảo mới thuộc trên trực đạt chuẩn bạn kết được là những "
    "nâng triển bị khai tham gia phối hợp ký tăng cường đẩy mạnh do ra đi đến từ lần gặp họp thăm "
    "làm tặng trao giao"
)
"""Words that do not begin a place's name."""


def _load() -> None:
    for line in (*_PHRASES.strip().splitlines(), "|".join(PROVINCES)):
        for phrase in line.split("|"):
            written = tuple(phrase.replace(" - ", " ").replace(".", "").replace("-", " ").split())
            PHRASES[tuple(word.lower() for word in written)] = written


_load()
LONGEST = max(map(len, PHRASES))


def stands_alone(phrase: tuple[str, ...]) -> bool:
    """Whether the phrase is a name wherever it stands."""
    joined = " ".join(phrase)
    return joined not in AMBIGUOUS or joined in _ALWAYS
