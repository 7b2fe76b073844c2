"""Phrases by what they mean: the concepts that the kind of an article is judged by.

Longest match wins, so a long phrase also takes the sense out of a short one ("tặng hoa" is no
gift, "Sở Giáo dục và Đào tạo" teaches nobody). Phrases are lower case, NFC, with tone marks in the
style of `hòa`; ALL-CAPS and other styles are brought to this form before matching.
It judges nothing: weights are learned (scripts/train_kind.py).
"""

from __future__ import annotations

from monitor.core.lexicon_aid import AID
from monitor.core.lexicon_away import AWAY

NOTHING = "-"  # the concept of phrases that only keep their syllables from meaning something

# What people are convened to, taught in, or given at: the nouns an event is called by.
EVENTS = {
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
        họp | meeting | plenary | phiên giao ban | họp tổng kết | họp sơ kết | sinh hoạt chuyên
        đề | buổi sinh hoạt chuyên đề | họp mặt thường niên | cuộc họp thường niên | phiên
        chuyên đề
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
        tập huấn | lớp tập huấn | khóa tập huấn | buổi tập huấn | đợt tập huấn | bồi dưỡng | lớp
        bồi dưỡng | khóa bồi dưỡng | bồi dưỡng kiến thức | bồi dưỡng nghiệp vụ | khóa học | khóa
        đào tạo | lớp đào tạo | chương trình tập huấn | tổ chức tập huấn | chương trình đào tạo
        | khóa huấn luyện | lớp huấn luyện | khóa học ngắn hạn | mở lớp | mở khóa | lớp học |
        các lớp | đợt học | buổi học | chuỗi lớp | workshop kỹ năng | tập huấn viên | hướng dẫn
        nghiệp vụ | cập nhật kiến thức | lớp kỹ năng | lớp nghiệp vụ | lớp hướng dẫn | buổi
        hướng dẫn | lớp tiếng | lớp dạy | lớp dạy nghề | lớp học nghề | khóa cập nhật | khóa kỹ
        năng | tập huấn kỹ năng | training | training course | training workshop | refresher
        course | class | classes | course | giảng viên nguồn | đào tạo giảng viên | khóa học
        nghề | học nghề
    """,
    "TRAINCONF": """
        hội nghị tập huấn | hội nghị bồi dưỡng | hội thảo tập huấn | hội thảo kết hợp tập huấn |
        hội nghị trực tuyến tập huấn | hội nghị trực tuyến bồi dưỡng | hội nghị hướng dẫn | hội
        nghị hướng dẫn nghiệp vụ | hội nghị cập nhật kiến thức | hội nghị tập huấn trực tuyến |
        hội nghị nhằm bồi dưỡng | hội nghị triển khai tập huấn | hội thảo bồi dưỡng | hội nghị
        đào tạo | hội nghị phổ biến kiến thức | hội nghị - tập huấn | hội thảo - tập huấn | hội
        thảo và tập huấn | hội nghị và tập huấn | hội nghị kết hợp tập huấn | hội nghị tổ chức
        tập huấn | hội nghị tập huấn bồi dưỡng
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
        | exhibition | trồng cây | tượng đài | hiện vật | kỷ vật
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
        ký kết hợp tác | hợp đồng | memorandum | agreement | ý định thư | thư ý định
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

# Teaching and deliberating, apart from the event's name.
ACTS = {
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
        kết thúc khóa | lấy chứng chỉ | cấp chứng nhận | cấp chứng chỉ | tốt nghiệp | lễ tốt
        nghiệp | chiêu sinh | nhận chứng chỉ | nhận chứng nhận | bài thi cuối khóa
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
        phát biểu kết luận | phát biểu khai mạc | đồng chủ tọa
    """,
    "DISCUSS": """
        bàn | bàn giải pháp | bàn về | thống nhất | đề xuất | kiến nghị | cùng bàn | bàn thảo |
        bàn bạc | ngồi lại | hiến kế | góp ý | tháo gỡ | trao đổi kinh nghiệm | chia sẻ kinh
        nghiệm | thảo luận | tham luận | trao đổi ý kiến | phiên thảo luận | diễn giả | discuss
        | discussed | tranh luận | hỏi đáp | phần hỏi đáp | nêu ý kiến | chất vấn | giải đáp |
        nghe kiến nghị | cho ý kiến | lấy ý kiến | tán thành | nhất trí
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
        phối hợp tổ chức | đăng cai | khai mạc | bế mạc | diễn ra | được tổ
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


def phrases() -> dict[str, str]:
    """Phrase → concept, all of them. Where a phrase stands twice, the later group wins."""
    table: dict[str, str] = {}
    for group in (EVENTS, ACTS, AID, AWAY):
        for concept, listed in group.items():
            for phrase in listed.split("|"):
                table[" ".join(phrase.split())] = concept
    return table
