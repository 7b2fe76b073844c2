"""Phrases of resources on their way: who gives, how, what, to whom. See lexicon.py."""

from __future__ import annotations

# Concept → phrases, as in lexicon.EVENTS.
AID = {
    "GIVE": """
        trao | trao tặng | tặng | trao tận tay | hỗ trợ | giúp | giúp đỡ | tiếp sức | đóng góp |
        góp | chuyển tới | gửi tặng | chi trả | cấp | cấp vốn | cấp phát | phát quà | phát gạo |
        cung cấp | chung tay | sẻ chia | chia sẻ khó khăn | mang đến | đem đến | trợ giúp | hỗ
        trợ khẩn cấp | trao quà | tặng quà | trao học bổng | tặng học bổng | trao số tiền | trao
        tiền | chia sẻ với | san sẻ | trao nhà | dành tặng | trao hỗ trợ | donate | donated |
        handed over | presented | provided | hands over | donates | đỡ đầu | nhận đỡ đầu | bảo
        trợ | nhận bảo trợ | chuyển giao | gửi về | tiếp sức đến trường | quà tặng của | trao
        sinh kế
    """,
    "RECEIVE": """
        tiếp nhận | nhận được | được nhận | vừa nhận | đón nhận | nhận hỗ trợ | nhận quà | tiếp
        nhận viện trợ | tiếp nhận khoản viện trợ | cho phép tiếp nhận | nhận học bổng | nhận bàn
        giao | nhận nhà | nhận xe | tiếp nhận tài trợ | tiếp nhận hỗ trợ | được hỗ trợ | được
        tặng | được trao | receive | received aid
    """,
    "FUND": """
        tài trợ | nguồn tài trợ | nhà tài trợ | khoản tài trợ | kinh phí | tổng kinh phí | ngân
        sách | vốn tài trợ | nguồn vốn | kinh phí tài trợ | không hoàn lại | viện trợ không hoàn
        lại | sponsored | funded | grant | funding | tài trợ kinh phí | tổng giá trị | trị giá |
        tổng trị giá | với giá trị | tổng vốn | tổng mức đầu tư | vốn đối ứng | vốn không hoàn
        lại | vốn viện trợ | giải ngân | tổng ngân sách | suất
    """,
    "AID": """
        viện trợ | khoản viện trợ | viện trợ khẩn cấp | viện trợ nhân đạo | cứu trợ | hàng cứu
        trợ | cứu trợ khẩn cấp | viện trợ phi dự án | hàng viện trợ | nhân đạo | từ thiện |
        quyên góp | vận động ủng hộ | ủng hộ đồng bào | tiếp nhận ủng hộ | phát động ủng hộ |
        ủng hộ nhân dân | thiện nguyện | humanitarian aid | relief | aid | charity | gói hỗ trợ
        | hỗ trợ khẩn cấp | quyên | quyên được | lòng hảo tâm
    """,
    "MOBILISE": """
        vận động viện trợ | vận động được | huy động được | vận động nguồn lực | thu hút được |
        xúc tiến viện trợ | kêu gọi tài trợ | kêu gọi viện trợ | vận động tài trợ | vận động |
        huy động | công tác phi chính phủ
    """,
    "HANDOVER": """
        bàn giao | khánh thành | khởi công | đưa vào sử dụng | khởi động dự án | phát động |
        động thổ | ký kết dự án | triển khai dự án | bàn giao nhà | bàn giao công trình | nghiệm
        thu | inaugurated | launched
    """,
    "APPROVE": """
        phê duyệt | quyết định số | chấp thuận | đồng ý tiếp nhận | phê duyệt khoản viện trợ |
        đồng ý cho | cho phép | ban hành quyết định | chấp thuận chủ trương | phê duyệt dự án |
        phê duyệt văn kiện
    """,
    "AIDDEAL": """
        thỏa thuận viện trợ | hợp đồng viện trợ | thỏa thuận tài trợ | ký kết tài trợ | văn kiện
        viện trợ | ký kết viện trợ | tiếp nhận dự án | dự án viện trợ | khoản viện trợ không
        hoàn lại | biên bản tài trợ | thư cam kết tài trợ
    """,
    "SIGN": """
        ký kết | ký | đặt bút ký | lễ ký kết | signed | sign
    """,
    "PLEDGE": """
        cam kết | cam kết tài trợ | cam kết hỗ trợ | dự kiến tài trợ | sẽ tài trợ | sẽ hỗ trợ |
        dành cho | dự kiến dành | tiếp tục tài trợ | pledged
    """,
    "GOODS": """
        xe lăn | xe đạp | học bổng | suất học bổng | điểm trường | nhà nội trú | nhà lưu trú |
        bếp ăn | sân chơi | bàn ghế | cặp sách | ba lô | vở | máy trợ thính | kính mắt | sữa |
        lương thực | thực phẩm | thuyền | xe cứu hỏa | xe chữa cháy | hạt giống | cây giống | bê
        | con bê | dê | lợn giống | heo giống | bể nước | đường bê tông | giường | máy giặt |
        lều bạt | phao | bò sữa | dụng cụ y tế | máy siêu âm | bộ dụng cụ | nhà chống lũ | nhà
        an toàn | miễn phí | không mất tiền | khám sàng lọc | mổ tim | tiền mặt | triệu đồng
        tiền mặt | suất quà | phần quà | căn nhà | nhà tình thương | nhà tình nghĩa | nhà vệ
        sinh | phòng học | trường học | cầu | lớp học mới | thuốc | trang thiết bị | thiết bị y
        tế | máy thở | gạo | chăn | áo ấm | sách vở | máy tính | phòng máy tính | phòng tin học
        | thư viện | nước sạch | bồn nước | máy lọc nước | xe cứu thương | nhu yếu phẩm | lô
        hàng | vật tư y tế | khẩu trang | dụng cụ học tập | đồ dùng học tập | đồ chơi | bò | bò
        giống | con giống | gà giống | mái ấm | cây cầu | con lộ | nhà bán trú | khu bán trú |
        quần áo | mì tôm | thùng mì | hiện vật | công trình | trường mầm non | trạm y tế | chân
        giả | xe buýt | phẫu thuật | khám chữa bệnh | khám bệnh | phẫu thuật miễn phí | ca mổ |
        cấp phát thuốc | mổ mắt | tủ sách | tủ thuốc | houses | wheelchairs | scholarships |
        bicycles | equipment | khu vệ sinh | giếng | hệ thống lọc nước | tay giả | máy phaco |
        áo phao | lồng ấp | máy chạy thận | thủy tinh thể | nhà cộng đồng | trường nội trú | bữa
        trưa | suất ăn | giếng khoan | trạm lọc | phòng y tế | bếp ăn bán trú | nhà bếp | phòng
        học mới
    """,
    "NEEDY": """
        hộ nghèo | hộ cận nghèo | người nghèo | trẻ mồ côi | người khuyết tật | trẻ em khuyết
        tật | hoàn cảnh khó khăn | học sinh nghèo | nạn nhân chất độc da cam | nạn nhân | vùng
        lũ | vùng bão | bị bão lũ | bão lũ | lũ lụt | động đất | khó khăn | đồng bào | hộ khó
        khăn | vùng sâu | vùng cao | nghèo vượt khó | thiên tai | khắc phục hậu quả | hậu quả
        bom mìn | rà phá bom mìn | bom mìn | trẻ em nghèo | bệnh nhân | người dân vùng | hộ dân
        | poor | disadvantaged | flood victims | bão yagi | bão số | hưởng lợi | thụ hưởng | mồ
        côi | tốc mái | bị cô lập | sạt lở | vùng hạn | thiếu nước | bệnh nhi | trẻ tự kỷ | neo
        đơn | phụ nữ đơn thân | vật nổ | vật liệu nổ | vật nổ còn sót lại | nhiễm bom mìn | trẻ
        em vùng bão | người dân vùng lũ | vùng hạn hán
    """,
    "NGO": """
        tổ chức phi chính phủ | phi chính phủ | phi chính phủ nước ngoài | pcpnn | ngo | ingo |
        world vision | tầm nhìn thế giới | plan international | save the children | cứu trợ trẻ
        em | good neighbors | gni | good neighbors international | childfund | oxfam | care |
        habitat | habitat for humanity | zhishan | zhi shan | zhi-shan | kfhi | copion | koica |
        jica | usaid | undp | unicef | unesco | peacetrees | peacetrees vietnam | mag | npa |
        renew | saigonchildren | samaritan's purse | operation smile | hội chữ thập đỏ | chữ
        thập đỏ | foundation | room to read | heifer | hagar | starkey | red cross | wwf | gcs |
        vesaf | giz | actionaid | orbis | medipeace | east meets west | the asia foundation |
        holt | caritas | rotary | children action | aide et action | helvetas | crs | snv |
        irish aid | mcnv | cbm | handicap international | kssa | tfcf | ddg | golden west | vnah
        | charity | sos | terre des hommes | tdh | fhf | blue dragon | rồng xanh | newborns
        vietnam | medrix | enfants | bread for the world | adra | world share | angkor | asiana
        | compassion | global civic sharing | peace winds | apba | shin | fida | sida | danida |
        kfw | afd | isee | icco | rosa luxemburg | misereor | interplast | facing the world |
        thriive | catholic relief services | lin | vinacapital | aip | tổ chức nhân đạo | tổ
        chức từ thiện | tổ chức phi chính phủ của
    """,
    "ORG": """
        quỹ | quỹ từ thiện | tập đoàn | công ty | ngân hàng | doanh nghiệp | nhà hảo tâm | mạnh
        thường quân | đại sứ quán | tổng lãnh sự quán | câu lạc bộ | nhóm tình nguyện | tình
        nguyện viên | đoàn bác sĩ | kiều bào | nhóm kiều bào
    """,
    "TOCHUC": """
        tổ chức
    """,
    "PROJECT": """
        dự án | dự án do | chương trình phát triển vùng | hợp phần | giai đoạn | ban quản lý dự
        án | văn kiện dự án | vùng dự án | tiểu dự án | project
    """,
    "RAISE": """
        gây quỹ | đấu giá | phiên đấu giá | bán đấu giá | tiền bán vé | tiền vé | số tiền thu được |
        số tiền quyên góp | toàn bộ số tiền | toàn bộ tiền | dạ tiệc | gala | bán tranh | gom tiền |
        gom góp | gom được | thu về | chương trình gây quỹ | đêm nhạc gây quỹ | fundraising
    """,
}
