"""Phrases by what they mean: the concepts that the kind of an article is judged by.

Longest match wins, so a long phrase also takes the sense out of a short one ("tặng hoa" is no
gift, "Sở Giáo dục và Đào tạo" teaches nobody). Phrases are lower case, NFC, with tone marks in the
style of `hòa`; ALL-CAPS and other styles are brought to this form before matching.
It judges nothing: weights are learned (scripts/train_kind.py).
"""

from __future__ import annotations

NOTHING = "-"  # the concept of phrases that only keep their syllables from meaning something

# What people are convened to, taught in, or given at: the nouns an event is called by.
_EVENTS = {
    "CONF": """
        hội nghị | hội thảo | tọa đàm | toạ đàm | diễn đàn | đối thoại | giao ban | hội nghị
        trực tuyến | hội nghị toàn quốc | hội thảo khoa học | hội thảo quốc tế | bàn tròn | hội
        nghị gặp gỡ | hội nghị - hội thảo | hội nghị vận động | hội nghị xúc tiến | hội nghị
        triển khai | hội nghị thường niên | buổi tọa đàm | cuộc tọa đàm | phiên đối thoại | hội
        nghị quán triệt | hội nghị ban chấp hành | hội nghị hợp tác | hội nghị công tác |
        conference | seminar | forum | symposium | round table | roundtable | dialogue |
        teleconference
    """,
    "MEETING": """
        cuộc họp | phiên họp | kỳ họp | họp ban chấp hành | họp đoàn chủ tịch | họp ban thường
        vụ | họp bàn | họp triển khai | họp đánh giá | họp mở rộng | họp phiên | họp thường niên
        | họp thường kỳ | buổi họp | họp trực tuyến | họp ban chỉ đạo | họp hội đồng | phiên
        toàn thể | cùng họp | họp hội thảo | họp hội nghị | họp đại hội | vừa họp | sẽ họp | đã
        họp | meeting | plenary
    """,
    "CONGRESS": """
        đại hội | đại hội đại biểu | đại hội thành lập | đại hội toàn quốc | đại hội nhiệm kỳ |
        lễ ra mắt hội | ra mắt ban chấp hành | congress
    """,
    "REVIEW": """
        sơ kết | tổng kết | tổng kết công tác | sơ kết công tác | đánh giá kết quả | nhìn lại |
        kiểm điểm | đánh giá công tác | tổng kết dự án | tổng kết chương trình | tổng kết năm |
        sơ kết sáu tháng | rút kinh nghiệm | rà soát | review
    """,
    "PRESS": """
        họp báo | gặp gỡ báo chí | thông tin báo chí | họp báo giới thiệu | press conference
    """,
    "TRAIN": """
        tập huấn | hội nghị tập huấn | lớp tập huấn | khóa tập huấn | buổi tập huấn | đợt tập
        huấn | bồi dưỡng | lớp bồi dưỡng | khóa bồi dưỡng | bồi dưỡng kiến thức | bồi dưỡng
        nghiệp vụ | hội nghị bồi dưỡng | khóa học | khóa đào tạo | lớp đào tạo | chương trình
        tập huấn | tổ chức tập huấn | chương trình đào tạo | khóa huấn luyện | lớp huấn luyện |
        hội thảo tập huấn | khóa học ngắn hạn | mở lớp | mở khóa | lớp học | các lớp | đợt học |
        buổi học | chuỗi lớp | workshop kỹ năng | tập huấn viên | hướng dẫn nghiệp vụ | cập nhật
        kiến thức | lớp kỹ năng | lớp nghiệp vụ | lớp hướng dẫn | buổi hướng dẫn | lớp tiếng |
        lớp dạy | lớp dạy nghề | lớp học nghề | khóa cập nhật | khóa kỹ năng | tập huấn kỹ năng
        | training | training course | training workshop | refresher course | class | classes |
        course
    """,
    "RECEPTION": """
        tiếp | tiếp đoàn | đón tiếp | chào xã giao | buổi tiếp | tiếp xã giao | tiếp thân mật |
        tiếp và làm việc | đến chào | cuộc tiếp | hội kiến | yết kiến | tiếp kiến | hội đàm |
        đón đoàn | tiễn đoàn | lời chào mừng | received | courtesy call | reception
    """,
    "VISIT": """
        thăm | thăm chính thức | chuyến thăm | thăm và làm việc | thăm, làm việc | đến thăm |
        sang thăm | thăm hữu nghị | tham quan | đoàn đại biểu cấp cao | chuyến công tác | công
        du | thăm cấp nhà nước | thăm xã giao | dẫn đầu đoàn | làm trưởng đoàn | đón khách |
        homestay | visit | visited
    """,
    "WORK": """
        làm việc với | buổi làm việc | cuộc làm việc | có buổi làm việc | làm việc cùng | trao
        đổi với
    """,
    "MEETUP": """
        gặp gỡ | gặp mặt | họp mặt | cuộc gặp | buổi gặp | buổi gặp mặt | buổi gặp gỡ | chương
        trình gặp gỡ | gặp gỡ hữu nghị | gặp gỡ giao lưu | gặp nhau | cuộc gặp gỡ
    """,
    "EXCHANGE": """
        giao lưu | giao lưu văn hóa | giao lưu hữu nghị | giao lưu nhân dân | giao lưu văn nghệ
        | đêm giao lưu | chương trình giao lưu | đồng diễn | trại hè | giao lưu thiếu nhi | hội
        trại | đêm nhạc | đêm nghệ thuật | văn nghệ | biểu diễn | hòa nhạc | du xuân | ngày hội
        | lễ hội | ngày hội văn hóa | liên hoan | tuần văn hóa | tuần phim | chiếu phim |
        exchange | festival | concert
    """,
    "ANNIVERSARY": """
        kỷ niệm | lễ kỷ niệm | mít tinh | quốc khánh | ngày truyền thống | chào mừng | nhân dịp
        kỷ niệm | năm ngày thành lập | năm thành lập | năm thiết lập | lễ mừng | chúc tết | chúc
        mừng năm mới | mừng xuân | tết | dâng hương | tri ân | dâng hoa | tưởng niệm | lễ viếng
        | chia buồn | anniversary
    """,
    "EXHIBIT": """
        triển lãm | trưng bày | khai mạc triển lãm | ra mắt sách | giới thiệu sách | ảnh | phim
        | exhibition | trồng cây
    """,
    "TWIN": """
        quy chế phối hợp | chương trình phối hợp | kết nghĩa | lễ kết nghĩa | thỏa thuận kết
        nghĩa | thiết lập quan hệ | hợp tác hữu nghị | quan hệ hữu nghị | ký quy chế | thành phố
        kết nghĩa | quan hệ kết nghĩa | thỏa thuận hữu nghị | văn bản hợp tác | chương trình hợp
        tác giữa
    """,
    "MOU": """
        biên bản ghi nhớ | bản ghi nhớ | văn bản ghi nhớ | ghi nhớ | thỏa thuận | thỏa thuận hợp
        tác | ghi nhớ hợp tác | bản thỏa thuận | văn kiện | văn kiện dự án | biên bản hợp tác |
        ký kết hợp tác | hợp đồng | memorandum | agreement
    """,
    "CONTEST": """
        cuộc thi | hội thi | giải đấu | cuộc thi vẽ | vẽ tranh | thi tìm hiểu | thi vẽ | thể lệ
        | bài dự thi | thí sinh dự thi | hùng biện | hội thao | hội diễn | trao giải | giải nhất
        | giải nhì | contest
    """,
    "CEREMONY": """
        lễ trao | lễ bàn giao | lễ khánh thành | lễ khởi công | lễ tiếp nhận | lễ ký | lễ ký kết
        | lễ phát động | lễ khởi động | buổi trao | trao tượng trưng | cắt băng | handover
        ceremony | signing ceremony
    """,
}

# Resources on their way: who gives, how, what, to whom.
_AID = {
    "GIVE": """
        trao | trao tặng | tặng | trao tận tay | hỗ trợ | giúp | giúp đỡ | tiếp sức | đóng góp |
        góp | chuyển tới | gửi tặng | chi trả | cấp | cấp vốn | cấp phát | phát quà | phát gạo |
        cung cấp | chung tay | sẻ chia | chia sẻ khó khăn | mang đến | đem đến | trợ giúp | hỗ
        trợ khẩn cấp | trao quà | tặng quà | trao học bổng | tặng học bổng | trao số tiền | trao
        tiền | chia sẻ với | san sẻ | trao nhà | dành tặng | trao hỗ trợ | donate | donated |
        handed over | presented | provided | hands over | donates
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
        | hỗ trợ khẩn cấp
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
        bicycles | equipment | khu vệ sinh | giếng | hệ thống lọc nước
    """,
    "NEEDY": """
        hộ nghèo | hộ cận nghèo | người nghèo | trẻ mồ côi | người khuyết tật | trẻ em khuyết
        tật | hoàn cảnh khó khăn | học sinh nghèo | nạn nhân chất độc da cam | nạn nhân | vùng
        lũ | vùng bão | bị bão lũ | bão lũ | lũ lụt | động đất | khó khăn | đồng bào | hộ khó
        khăn | vùng sâu | vùng cao | nghèo vượt khó | thiên tai | khắc phục hậu quả | hậu quả
        bom mìn | rà phá bom mìn | bom mìn | trẻ em nghèo | bệnh nhân | người dân vùng | hộ dân
        | poor | disadvantaged | flood victims | bão yagi | bão số | hưởng lợi | thụ hưởng
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
}

# Teaching and deliberating, apart from the event's name.
_ACTS = {
    "LEARNER": """
        học viên | người học | lớp trưởng | trainees | participants | tham gia khóa học | theo
        học lớp
    """,
    "TEACHER": """
        giảng viên | báo cáo viên | lên lớp | giảng bài | bài giảng | chuyên đề | truyền đạt |
        thuyết giảng | huấn luyện viên cộng đồng | trực tiếp giảng | giảng dạy | lecturers |
        trainers | hướng dẫn cách | được hướng dẫn | được giới thiệu | được nghe | thực hành |
        trang bị kiến thức | phổ biến kiến thức | được trang bị | được truyền đạt | trang bị |
        truyền đạt kiến thức
    """,
    "COURSE": """
        khai giảng | bế giảng | lễ bế giảng | lễ khai giảng | chứng chỉ | giấy chứng nhận | hoàn
        thành khóa học | bế mạc khóa | khai mạc khóa | tuyển sinh lớp | đăng ký tham gia khóa |
        kết thúc khóa
    """,
    "SKILL": """
        kỹ năng | nghiệp vụ | kiến thức | phương pháp | học cách | nâng cao năng lực | năng lực
        | nâng cao kiến thức | kỹ thuật | học nghiệp vụ | học kỹ năng | kỹ năng viết dự án |
        cách viết | cách lập | nâng cao kỹ năng | skills | capacity building
    """,
    "LOP": """
        lớp | khóa | giờ học | tiết học | giáo trình | bài học | học phần
    """,
    "LEARN": """
        học tiếng | dạy tiếng | học | học tập | dạy | dạy nghề | học nghề | học bơi | dạy bơi |
        hướng dẫn | đào tạo | huấn luyện | taught | learn
    """,
    "DELEGATES": """
        đại biểu | các đại biểu | đại biểu dự | đại biểu chính thức | khách mời | ý kiến | chủ
        trì | đồng chủ trì | điểm cầu | delegates | participants discussed | kết luận hội nghị |
        phát biểu kết luận | báo cáo tại hội nghị | tại hội nghị | phát biểu khai mạc | tham dự
        hội nghị | dự hội nghị | đồng chủ tọa | ban tổ chức hội nghị
    """,
    "DISCUSS": """
        bàn | bàn giải pháp | bàn về | thống nhất | đề xuất | kiến nghị | cùng bàn | bàn thảo |
        bàn bạc | ngồi lại | hiến kế | góp ý | tháo gỡ | trao đổi kinh nghiệm | chia sẻ kinh
        nghiệm | thảo luận | tham luận | trao đổi ý kiến | phiên thảo luận | diễn giả | discuss
        | discussed
    """,
    "STUDENT": """
        học sinh | sinh viên | học trò | các em | thiếu nhi | trẻ em | em nhỏ | lưu học sinh |
        sinh viên lào | lưu học sinh lào | thanh niên
    """,
    "ELECT": """
        nhiệm kỳ | ban chấp hành | bầu | hiệp thương | khóa mới | bầu lại | tái cử | ban chấp
        hành khóa | ban thường vụ | ủy viên ban chấp hành | phương hướng nhiệm kỳ | điều lệ |
        elected
    """,
    "PLAN": """
        phương hướng | nhiệm vụ | phương hướng nhiệm vụ | kế hoạch | kế hoạch năm | triển khai
        nhiệm vụ | nhiệm vụ trọng tâm | báo cáo | theo báo cáo | bàn phương hướng | bàn nhiệm vụ
        | đề ra
    """,
    "ORGANISE": """
        tổ chức hội nghị | phối hợp tổ chức | đăng cai | khai mạc | bế mạc | diễn ra | được tổ
        chức | vừa tổ chức | đã tổ chức | tiến hành | organised | organized | held | tham dự |
        dự | đến dự | về dự | phối hợp với
    """,
    "FUTURE": """
        sẽ | sắp | chuẩn bị | dự kiến | sắp tới | thời gian tới | mời | thông báo | đăng ký |
        hạn nộp | sẽ diễn ra | kêu gọi tham gia
    """,
    "STAFF": """
        cán bộ | công chức | viên chức | giáo viên | hội viên | cán bộ hội | nông dân | phóng
        viên | cộng tác viên | nhân viên y tế | thầy cô | chiến sĩ | cán bộ chuyên trách | đội
        ngũ | bà con | phụ nữ
    """,
    "SAID": """
        cho biết | khẳng định | bày tỏ | cảm ơn | đánh giá cao | nhấn mạnh | ghi nhận | mong
        muốn | đề nghị | chúc mừng
    """,
    "SUM_UP": """
        đến nay | từ đầu năm đến nay | trong năm | nhiệm kỳ qua | năm qua | sáu tháng đầu năm |
        6 tháng đầu năm | trong 5 năm | giai đoạn 0 | từ năm | tính đến | trong giai đoạn | nửa
        đầu năm | tháng đầu năm
    """,
}

# Senses that have nothing to do with the three kinds, and what marks an article as another one.
_AWAY = {
    "NEUTRAL": """
        sở giáo dục và đào tạo | bộ giáo dục và đào tạo | phòng giáo dục và đào tạo | ngành giáo
        dục và đào tạo | giáo dục và đào tạo | giáo dục - đào tạo | trung tâm hội nghị | trung
        tâm hội nghị quốc tế | trung tâm hội nghị quốc gia | nhà văn hóa | đại hội đồng | đại
        hội đồng liên hợp quốc | nghị quyết đại hội | văn kiện đại hội | đại hội đảng | đại hội
        xiii của đảng | đại hội xii của đảng | đại hội xiii | đại hội xii | đại hội xi | đại hội
        xiv | nghị quyết đại hội xiii | tổ chức hữu nghị | các tổ chức hữu nghị | liên hiệp các
        tổ chức hữu nghị | tổ chức thành viên | tổ chức nhân dân | tổ chức quốc tế | ban tổ chức
        | mặt trận tổ quốc | mttq | ban điều phối viện trợ nhân dân | trường học viên | hội chợ
        | ủy ban công tác về các tổ chức phi chính phủ nước ngoài | comingo | paccom | diễn đàn
        kinh tế thế giới | quốc hội khóa | đại biểu quốc hội | trung tâm đào tạo | trường đào
        tạo | cao học | hội đồng nhân dân | thạc sĩ | tiến sĩ | trình độ đào tạo | giáo dục đào
        tạo | y tế giáo dục
    """,
    "-": """
        phát biểu | phát triển | phát huy | phát hiện | phát sinh | phát hành | phát thanh |
        xuất phát | các cấp | cấp ủy | cao cấp | trung cấp | sơ cấp | cấp tỉnh | cấp huyện | cấp
        xã | cấp hội | nâng cấp | cấp thiết | phân cấp | cấp bách | cấp bộ | cấp độ | trợ cấp |
        các cấp hội | cầu nối | yêu cầu | nhu cầu | toàn cầu | địa cầu | cầu thị | đầu cầu | cầu
        truyền hình | nhịp cầu | cầu nguyện | cầu lông | khoa học | đại học | học viện | học kỳ
        | năm học | tiểu học | trung học | trung học cơ sở | trung học phổ thông | học giả | văn
        học | y học | cao học | hóa học | toán học | sinh học | môn học | học hỏi | bậc học |
        học đường | tin học | học phí | học thuật | học lực | khuyến học | hội khuyến học | hiếu
        học | học giỏi | học vấn | trường học | thư ký | tổng thư ký | đăng ký | ký ức | nhật ký
        | chữ ký | ký túc xá | ký hiệu | góp phần | góp mặt | bầu không khí | bầu trời | tiếp
        tục | tiếp theo | trực tiếp | giao tiếp | tiếp cận | gián tiếp | tiếp xúc | tiếp thu |
        tiếp nối | tiếp đó | tiếp đến | liên tiếp | tiếp thị | tiếp giáp | trao đổi | trao cho |
        trao đổi đoàn | dự báo | dự thảo | dự phòng | dự định | dự toán | dự trữ | dự thi | thăm
        dò | thăm hỏi | giải pháp | giải quyết | giải phóng | giải thích | giải trí | pháp luật
        | kỷ luật | hình ảnh | ảnh hưởng | nhiếp ảnh | điện ảnh | chăn nuôi | chính sách | tầng
        lớp | các tầng lớp | lớp trẻ | lớp trước | lớp 0 | lớp mầm | lớp lá | địa bàn | bàn tay
        | bàn thắng | trên địa bàn | bàn đạp | bàn cờ | bàn ghế | hướng dẫn viên | giáo dục |
        thủ quỹ | quỹ đạo | khóa vi | khóa v | khóa iv | khóa iii | khóa ii | khóa i | khóa vii
        | khóa viii | khóa 0 | khóa mới | khóa cũ | khóa trước | chìa khóa | từ khóa | bê tông |
        bê bối | tổ chức lại | lời mời | khách mời | giá trị văn hóa | năm thành lập | vở kịch |
        vở diễn | thực phẩm chức năng | đoàn viên | bước sang | kỳ vọng | cung cấp thông tin |
        tiếp bước | nối tiếp | thời kỳ | mặt bằng | sách báo | hỗ trợ lẫn nhau | giúp đỡ lẫn
        nhau | hợp tác và hỗ trợ | giúp nhau | học hàm | học vị
    """,
    "SOUVENIR": """
        tặng hoa | tặng hoa chúc mừng | quà lưu niệm | tặng quà lưu niệm | trao quà lưu niệm |
        trao đổi quà lưu niệm | bức trướng | trao bức trướng | tặng bức trướng | tặng sách |
        tặng tranh | vật lưu niệm | kỷ niệm vật
    """,
    "HONOUR": """
        bằng khen | tặng bằng khen | trao bằng khen | giấy khen | huân chương | trao tặng huân
        chương | huy chương | kỷ niệm chương | tặng kỷ niệm chương | trao tặng kỷ niệm chương |
        cờ thi đua | danh hiệu | trao quyết định | tuyên dương | lễ tuyên dương | khen thưởng |
        vinh danh | giải thưởng | trao tặng danh hiệu | truy tặng | medal | award
    """,
    "WAR": """
        viện trợ quân sự | vũ khí | đạn pháo | tên lửa | quân đội | chiến sự | xung đột |
        ukraine | kiev | gaza | israel | hamas | khí tài | xe tăng | nato | moscow | phản công |
        lầu năm góc | tổng thống | binh sĩ | không kích | ngừng bắn | military aid | weapons |
        trừng phạt | cấm vận
    """,
    "LOAN": """
        vốn vay | khoản vay | tín dụng | khoản tín dụng | vay vốn | vay ưu đãi | hiệp định vay |
        lãi suất | ngân hàng thế giới | adb | wb | oda | vốn oda | hợp đồng tín dụng | tài trợ
        vốn | tài trợ thương mại | gói tín dụng | cho vay | trái phiếu | công hàm trao đổi |
        loan | ngân hàng phát triển châu á | doanh thu | lợi nhuận | xuất khẩu | đầu tư | thương
        mại | xúc tiến đầu tư | nhà đầu tư | kim ngạch
    """,
    "SPORT": """
        đội tuyển | huấn luyện viên | hlv | cầu thủ | giải vô địch | trận đấu | đá giao hữu |
        sân vận động | bóng đá | nhà tài trợ giải | sea games | vòng loại | đại hội thể thao |
        đại hội thể dục thể thao | đại hội thể thao đông nam á | đội tuyển quốc gia | tuyển thủ
        | giao hữu | giải bóng | vòng chung kết | nhà tài trợ vàng | vận động viên | u18 | u22 |
        u23 | vff | vô địch | tuyển nữ | tuyển việt nam | marathon | giải chạy | yoga
    """,
    "POLITICS": """
        thủ tướng | chủ tịch nước | tổng bí thư | quốc hội | ngoại trưởng | bộ trưởng ngoại giao
        | người phát ngôn | tuyên bố chung | đối tác chiến lược | hiệp định | nghị quyết | biển
        đông | chủ quyền | thượng viện | chủ tịch quốc hội | phó thủ tướng | hội nghị thượng
        đỉnh | hội nghị cấp cao | cấp cao | thượng đỉnh | điện mừng | điện chia buồn | thông cáo
    """,
    "SUPPORT": """
        ủng hộ | ủng hộ lập trường | đoàn kết | tình đoàn kết | sự ủng hộ | ủng hộ việt nam |
        ủng hộ quốc tế | cảm ơn sự ủng hộ | ủng hộ chính trị | solidarity
    """,
    "APPOINT": """
        bổ nhiệm | quyết định bổ nhiệm | điều động | luân chuyển | phê chuẩn | tân chủ tịch |
        tân đại sứ | nhậm chức | trình quốc thư | giữ chức | nghỉ hưu | appointed
    """,
    "REGULATION": """
        nghị định | thông tư | quy định | chỉ thị | kế hoạch số | công văn | ban hành kế hoạch |
        ban hành chương trình | văn bản | hướng dẫn số | quy chế | ban hành quy chế | có hiệu
        lực | luật | decree
    """,
    "ADMISSION": """
        tuyển sinh | xét tuyển | học bổng chính phủ | học bổng toàn phần | học bổng thạc sĩ | du
        học | du học sinh | thí sinh | hồ sơ dự tuyển | ielts | bậc đại học | học bổng du học |
        chỉ tiêu tuyển sinh | chương trình học bổng | nhập học | điểm chuẩn | trúng tuyển | ứng
        viên | nộp hồ sơ | học kỳ tới
    """,
    "VERDICT": """
        bằng đối thoại | đối thoại chính trị | đối thoại quốc phòng | đối thoại chiến lược | lập
        trường | quan ngại | lên án | hoan nghênh
    """,
    "PORTRAIT": """
        cựu binh | kể chuyện | chân dung | ký ức | nhớ lại | câu chuyện | người bạn | hồi ức |
        nhà báo | nghệ sĩ | phóng sự | infographic | video | trò chuyện | phỏng vấn | tác phẩm |
        cuốn sách
    """,
    "DIASPORA": """
        bà con kiều bào | người việt nam ở nước ngoài | cộng đồng người việt | người gốc việt
    """,
    "TOURISM": """
        du lịch | khách quốc tế | lượt khách | di sản | ẩm thực | danh thắng | lượt du khách
    """,
    "SERVICE": """
        khuyến mãi | quảng cáo | liên hệ hotline | tuyển dụng | báo giá | thông báo tuyển | đấu
        thầu | mời thầu | giá vé
    """,
}


def phrases() -> dict[str, str]:
    """Phrase → concept, all of the above. Where a phrase stands twice, the later group wins."""
    table: dict[str, str] = {}
    for group in (_EVENTS, _ACTS, _AID, _AWAY):
        for concept, listed in group.items():
            for phrase in listed.split("|"):
                table[" ".join(phrase.split())] = concept
    return table
