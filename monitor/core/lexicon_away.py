"""Phrases that lead away from the three kinds, and senses taken out of words. See lexicon.py."""

from __future__ import annotations

# Concept → phrases; those of "-" (lexicon.NOTHING) mean nothing, and shield their syllables.
AWAY = {
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
    "FORCES": """
        quân nhân | sĩ quan | gìn giữ hòa bình | lực lượng gìn giữ hòa bình | cảnh sát | interpol |
        quốc phòng | quốc phòng và an ninh | quốc phòng, an ninh | quân sự | bắn đạn thật | mũ nồi
        xanh | bệnh viện dã chiến | diễn tập | hải quân | không quân | bộ quốc phòng | tội phạm |
        truy nã | phái bộ | nghĩa vụ quân sự | đặc nhiệm | học viện an ninh
    """,
    "LOAN": """
        vốn vay | khoản vay | tín dụng | khoản tín dụng | vay vốn | vay ưu đãi | hiệp định vay |
        lãi suất | ngân hàng thế giới | adb | wb | oda | vốn oda | hợp đồng tín dụng | tài trợ
        vốn | tài trợ thương mại | gói tín dụng | cho vay | trái phiếu | công hàm trao đổi |
        loan | ngân hàng phát triển châu á | doanh thu | lợi nhuận | xuất khẩu | đầu tư | thương
        mại | xúc tiến đầu tư | nhà đầu tư | kim ngạch | ngân hàng chính sách xã hội | ngân hàng
        chính sách | world bank | imf | quỹ tiền tệ quốc tế | dư nợ | tổng dư nợ | vốn chính
        sách | thời hạn vay | ân hạn | được vay | tín dụng chính sách | tổ tiết kiệm và vay vốn
        | trả gốc | cổ đông | cổ phiếu | cổ tức | gói thầu | giải ngân vốn vay | nợ công | chứng
        khoán
    """,
    "SPORT": """
        đội tuyển | huấn luyện viên | hlv | cầu thủ | giải vô địch | trận đấu | đá giao hữu |
        sân vận động | bóng đá | nhà tài trợ giải | sea games | vòng loại | đại hội thể thao |
        đại hội thể dục thể thao | đại hội thể thao đông nam á | đội tuyển quốc gia | tuyển thủ
        | giao hữu | giải bóng | vòng chung kết | nhà tài trợ vàng | vận động viên | u18 | u22 |
        u23 | vff | vô địch | tuyển nữ | tuyển việt nam | marathon | giải chạy | yoga | áo đấu |
        bóng chuyền | mùa giải | nhà thi đấu | tay golf | câu lạc bộ bóng đá | nhà tài trợ kim
        cương | nhãn hàng
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
        tân đại sứ | nhậm chức | trình quốc thư | giữ chức | nghỉ hưu | appointed | công bố
        quyết định | điều động và bổ nhiệm | thôi giữ chức
    """,
    "REGULATION": """
        nghị định | thông tư | quy định | chỉ thị | kế hoạch số | công văn | ban hành kế hoạch |
        ban hành chương trình | văn bản | hướng dẫn số | quy chế | ban hành quy chế | có hiệu
        lực | luật | decree | dự thảo | lấy ý kiến dự thảo
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
        thầu | mời thầu | giá vé | chào giá | nhà cung cấp | ưu đãi | bao tiêu | bảng giá |
        lương thỏa thuận
    """,
}
