"""How many people came."""

import pytest

from monitor.core.attendees import find_attendees
from tests.factories_facts import passages


def attendees(*body: str, title: str = "Tin đối ngoại") -> int | None:
    found = find_attendees(passages(title, *body))
    return found.count if found else None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Tham dự hội nghị có hơn 200 đại biểu các tỉnh.", 200),
        ("Gần 100 học viên dự lớp tập huấn.", 100),
        ("Lớp học với sự tham dự của 60 giáo viên.", 60),
        ("Khoảng 1.100 cán bộ tham gia khóa bồi dưỡng.", 1100),
        ("Hai trăm đại biểu đã về dự.", 200),
        ("Hội nghị mở cho 3.100 cán bộ cấp xã học tập huấn.", 3100),
        ("40 công chức đang theo học lớp tiếng Lào.", 40),
        ("Gần 500 kiều bào tham gia chương trình đón xuân.", 500),
        ("Đại hội có 98/100 đại biểu dự.", 98),
        ("Khoảng 50 cán bộ dự lễ trao quà.", 50),
        ("Hội thảo quy tụ 60 đại diện tổ chức.", 60),
        ("Ngày 2 tháng 6 năm 2016, 97 học sinh tham gia ngày hội.", 97),
        ("15 vị khách Australia ở cùng nhà dân.", 15),
        ("The workshop had 120 participants.", 120),
        ("Dự đại hội có 115 đại biểu chính thức trên tổng số 129 người được triệu tập.", 115),
        ("Hơn 400 lưu học sinh Lào hội tụ trong đêm văn nghệ.", 400),
        ("Trước gần 300 khán giả, đoàn bạn múa mười tiết mục.", 300),
        ("Khoảng 80 nhà khoa học trao đổi thẳng thắn về sông ngòi.", 80),
        ("Tỉnh đón đoàn 17 cựu chiến binh trở lại chốn xưa.", 17),
        ("64 hội viên đã bỏ phiếu kín chọn người đứng đầu.", 64),
        ("Có 38 cộng tác viên ở xã được hướng dẫn cách ghi sổ.", 38),
        ("Buổi gặp có đại diện chín tỉnh, tổng cộng 54 người.", 54),
        ("Một ngày trọn vẹn, 90 đảng viên ngồi lại bàn cách làm mới.", 90),
        ("Lớp tập huấn dành cho 60 trưởng thôn, bí thư chi bộ.", 60),
        ("Tham gia khóa học là 58 kế toán viên của các ban quản lý.", 58),
        ("Trại hè quy tụ 270 thanh thiếu niên kiều bào.", 270),
        ("Lớp bơi an toàn cho 30 trẻ em làng chài khai giảng sáng nay.", 30),
        ("Mít tinh hữu nghị quy tụ 1.500 người dân Thủ đô.", 1500),
        ("Có 29/30 thành viên Ban Chấp hành dự hội nghị.", 29),
        ("Có 115 hội viên, Đại hội đã thông qua báo cáo chính trị.", 115),
        ("50 nữ đại biểu các tỉnh chung biên giới dự hội thảo.", 50),
        ("300 đại biểu, trong đó có 120 đại biểu quốc tế, dự hội nghị ở Đà Nẵng.", 300),
        ("The course was attended by 36 young Vietnamese doctors.", 36),
        ("Có 35 quân nhân từ 14 đồn theo học.", 35),
        ("27 cựu chuyên gia gặp nhau ở Bến Tre sau bữa cơm, có mặt đủ.", 27),
        ("Around 110 people took part in the friendship walk.", 110),
        ("Hội trường có 70 cán bộ; tổng số người dự ở 12 điểm cầu là 910 người.", 910),
        (
            "Điểm cầu chính có 60 đại biểu, ở các huyện có 500 đại biểu, tổng cộng 560 đại biểu.",
            560,
        ),
        ("Có 33 y tá được thầy thuốc của đoàn hướng dẫn khám mắt.", 33),
        ("39 hộ sinh, điều dưỡng các xã vùng cao được bác sĩ của đoàn y tế hướng dẫn đỡ đẻ.", 39),
        ("21 nông dân được kỹ sư chỉ cách ghép cành.", 21),
        ("Ngày chia tay, 75 cựu lưu học sinh ôn lại chuyện Kharkov.", 75),
        ("Ông bắt đầu bài giảng trước 26 người ở hội trường xã.", 26),
        ("Số đại biểu được triệu tập là 140, do các chi hội cử.", 140),
        ("Số lượng học viên: 45.", 45),
        ("Sáng giỗ Tổ, hơn 300 kiều bào dâng hương trước bàn thờ.", 300),
        ("Bảy cựu chuyên gia thắp hương ở nghĩa trang.", 7),
        ("Liên hiệp hữu nghị tỉnh tổ chức gặp mặt đầu xuân với 95 hội viên.", 95),
        ("Nhiệm kỳ 2024-2029, có 60 hội viên dự đại hội.", 60),
        ("Sở Kế hoạch và Đầu tư mời 48 cán bộ tham gia lớp học.", 48),
        ("Ba tối mỗi tuần, 32 cán bộ xã theo lớp tiếng Khmer.", 32),
        ("Chuyến đi có 22 kiều bào trẻ từ chín nước.", 22),
        ("Trại có 130 em thiếu nhi hai nước.", 130),
        ("Buổi gặp quy tụ 45 anh chị từng học ở Praha.", 45),
        ("150 em học sinh được dạy bơi trong hai tuần.", 150),
        ("Chừng 700 người dân, bộ đội cùng chạy một vòng đảo.", 700),
        ("Hội trại đông vui với 210 trại sinh.", 210),
        ("44 sinh viên cùng bạn bè gói bánh, hát tới khuya.", 44),
        ("Màn đồng diễn áo dài của 600 phụ nữ kín quảng trường.", 600),
        ("Hơn 400 lưu học sinh Lào đang theo học ở Huế đã hội tụ mừng Tết.", 400),
    ],
)
def test_people_who_took_part(text: str, people: int) -> None:
    assert attendees(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Hơn 200 tổ chức dự hội nghị.",
        "617 học sinh nhận học bổng của quỹ.",
        "Dự án giúp 60.000 người tại các tỉnh.",
        "107 người nghèo được phẫu thuật mắt.",
        "Đại hội bầu 15 người vào Ban Chấp hành.",
        "Hội đã kết nạp 100 hội viên.",
        "Từ năm 2010 đến nay, gần 1.100 lượt cán bộ dự tập huấn.",
        "Trận lũ làm 36 người thiệt mạng.",
        "Có 3 đại biểu phát biểu.",
        "Khoảng 6 triệu kiều bào sống ở nước ngoài.",
        "1.200 học sinh sẽ được dạy bơi.",
        "Tổ chức sẽ tuyển 40 nhân viên địa phương rồi đào tạo.",
        "Tranh của 25 học sinh Trường Tiểu học Nậm Cang treo quanh sân.",
        "46 em phải học nhờ nhà dân.",
        "Chi hội mới ra mắt gồm 42 hội viên.",
        "Hơn 4.000 lưu học sinh Lào đang học tập tại các trường của Việt Nam.",
        "Năm 2022, tỉnh đã tổ chức 12 lớp tập huấn với 960 người tham gia.",
        "Khóa trước có 40 học viên tốt nghiệp.",
        "Hội thảo năm trước đón 90 chuyên gia.",
        "Liên hiệp đã mở các lớp tập huấn cho gần 190 cán bộ xã.",
        "Trong ba năm, 1.300 phụ nữ tham gia các nhóm tiết kiệm.",
        "Học viên sẽ hướng dẫn lại cho khoảng 2.000 nông dân.",
        "Nhiệm kỳ qua, số người của Hội lên 1.450 người, dự đủ các buổi.",
        "Trại hè có đội của hai nước, mỗi bên cử 65 người.",
        "Lễ hội mở màn bằng điệu múa quạt của 90 sinh viên.",
        "Buổi lễ có tiết mục cồng chiêng của 35 nghệ nhân.",
        "Đầu năm học, trường đón 88 trẻ; thầy cô chuẩn bị từ tháng 8 cho năm học mới.",
        "Trong năm, Hội thăm hỏi các gia đình khó khăn, mở chín buổi nói chuyện cho 900 bạn trẻ.",
        "Sáu tháng, tỉnh cử 36 cán bộ đi học nước ngoài.",
        "Trạm đã khám cho 640 người dân.",
        "Đoàn gồm 19 bác sĩ tình nguyện khám cho dân ba thôn.",
        "Trong ba ngày, 18 bác sĩ tham gia khám cho 900 lượt người.",
        "Đội có 42 người, mổ tim cho trẻ suốt mười ngày.",
        "Trung tâm tuyển 40 học viên lớp tiếng Nhật.",
        "Lớp đón 60 học viên. Hạn nộp hồ sơ là ngày 25/5.",
        "Lớp tiếng Hàn sơ cấp có 60 học viên. Hồ sơ gồm đơn và hai ảnh.",
        "9 ủy viên mới, một nghị quyết, hai câu hỏi khó.",
        "Lớp mở cho vùng biên; 72 người của hai khóa đầu nay đã giao tiếp được.",
        "Hai khoá trước đã có 70 người tốt nghiệp, dự đủ các buổi.",
        "Hội thảo nghe tham luận của 14 chuyên gia.",
        "Đêm giao lưu có tiếng trống của 20 nghệ sĩ.",
        "Dự án gồm ba khóa, mỗi khóa 25 học viên.",
        "Thầy mở lớp dạy chữ cho 35 phụ nữ suốt mười năm.",
        "Theo báo cáo, toàn vùng có 3.400 hội viên ở 92 chi hội.",
        "Hội thi nhận được bài thi của 700 thí sinh.",
        "18 hội thành viên đã gửi báo cáo về hội nghị.",
    ],
)
def test_people_who_did_not(text: str) -> None:
    assert attendees(text) is None


def test_delegates_count_more_than_the_members_they_stand_for() -> None:
    assert attendees("150 đại biểu đại diện cho 3.000 hội viên dự đại hội.") == 150


def test_a_title_that_tells_of_a_gathering_makes_those_told_of_its_people() -> None:
    told = "Chừng 120 khách, phần đông còn trẻ, đã ở lại tới khuya."
    assert attendees("Tối 8/2 tại Hà Nội.", told, title="Khai mạc tuần phim Iran") == 120
    assert attendees("Tối 8/2 tại Hà Nội.", told, title="Giá vé máy bay tăng") is None


def test_what_follows_a_ceremony_gathers_nobody() -> None:
    assert attendees("Tin.", "Sau buổi lễ, 31 cán bộ xã nhận tờ rơi.") is None
    assert attendees("Tin.", "Trong buổi lễ, 31 cán bộ xã nhận tờ rơi.") == 31


def test_sisters_and_young_friends_are_no_children() -> None:
    title = "Cuộc thi nấu món Việt ở Vientiane"
    assert attendees("Tối 8/2.", "20 chị em chia bốn đội trổ tài.", title=title) == 20
    assert attendees("Tối 8/2.", "40 bạn trẻ chia bốn đội trổ tài.", title=title) == 40


def test_a_title_that_tells_of_gifts_makes_them_those_who_received() -> None:
    told = "Chừng 120 phụ nữ có tên trong danh sách của xã."
    assert attendees("Sáng 8/2.", told, title="Lễ trao bò giống ở Mỏ Cày") is None


def test_who_gives_and_heals_is_no_guest_but_who_is_received_or_taught_is() -> None:
    title = "Bác sĩ Úc phẫu thuật miễn phí ở Gò Dầu"
    assert attendees("Sáng 8/2.", "Đoàn 27 người làm việc mười ngày.", title=title) is None
    assert attendees("Sáng 8/2.", "Tỉnh tiếp đoàn 27 người sang từ Perth.", title=title) == 27
    assert attendees("Sáng 8/2.", "19 bác sĩ tham gia đợt này.", title=title) is None
    assert attendees("Sáng 8/2.", "Hội thảo có 25 bác sĩ của tỉnh.", title=title) == 25
    assert attendees("Sáng 8/2.", "30 y tá được đoàn hướng dẫn.", title=title) == 30
    assert attendees("Sáng 8/2.", "Lễ đón có 60 người tham dự.", title=title) == 60


def test_the_first_paragraph_tells_of_gifts_where_title_and_lead_tell_of_nothing() -> None:
    title, staff = "Nụ cười trở lại", "Đoàn có 42 người."
    given = "Tổ chức phẫu thuật cho 90 trẻ."
    assert attendees("Tin.", given, staff, title=title) is None
    assert attendees("Tin.", "Tỉnh đón bạn.", staff, title=title) == 42


def test_a_call_for_applicants_tells_of_places_to_be_filled() -> None:
    body = "Lớp học có 60 học viên, khai giảng ngày 4/6."
    assert attendees("Tin.", body, title="Thông báo tuyển sinh lớp tiếng Hàn") is None
    assert attendees("Tin.", body, title="Thông báo khai giảng lớp tiếng Hàn") == 60


def test_children_told_of_at_a_gathering_need_words_that_say_they_were_there() -> None:
    told = "Tranh treo quanh sân là của 25 học sinh lớp 5."
    assert attendees("Sáng 8/2.", told, title="Khai mạc tuần văn hóa Cuba") is None


def test_the_words_are_kept() -> None:
    found = find_attendees(passages("Tin", "Hội nghị có hơn 200 đại biểu tham dự."))
    assert found is not None
    assert "200 đại biểu" in found.text


def test_numbers_that_cannot_be_read_are_passed_over() -> None:
    assert attendees("Lớp có 2,5 học viên dự mỗi bàn.") is None
