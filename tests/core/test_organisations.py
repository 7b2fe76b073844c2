"""Bodies named in a text."""

import pytest

from monitor.core.organisations import find_organisations


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Liên hiệp các tổ chức hữu nghị tỉnh Đồng Nai và World Vision International",
            ("Liên hiệp các tổ chức hữu nghị tỉnh Đồng Nai", "World Vision International"),
        ),
        ("Hội Hữu nghị Việt Nam - Cuba họp", ("Hội Hữu nghị Việt Nam - Cuba",)),
        ("Bộ Ngoại giao và Sở Ngoại vụ", ("Bộ Ngoại giao", "Sở Ngoại vụ")),
        (
            "Chủ tịch UBND tỉnh Nguyễn Văn An gặp Liên hiệp các tổ chức hữu nghị tỉnh"
            " Kiên Giang Trần Văn Bình",
            ("Liên hiệp các tổ chức hữu nghị tỉnh Kiên Giang",),
        ),
        ("World Vision và World Vision International", ("World Vision International",)),
        ("Tổ chức Cứu trợ Trẻ em", ("Tổ chức Cứu trợ Trẻ em",)),
        ("Hội Việt - Mỹ và Quỹ Rockefeller", ("Hội Việt - Mỹ", "Rockefeller")),
        (
            "Liên hiệp các tổ chức hữu nghị Việt Nam (VUFO); VUFO cho biết",
            ("Liên hiệp các tổ chức hữu nghị Việt Nam",),
        ),
        ("Một tổ chức của Mỹ (GNI)", ("GNI",)),
        ("tổ chức Seed to Table của Nhật", ("Seed to Table",)),
        ("tổ chức Giving It Back To Kids tài trợ", ("Giving It Back To Kids",)),
        ("UBND tỉnh Lạng Sơn", ("UBND tỉnh Lạng Sơn",)),
        ("UBND huyện Tân Phú và UBND các xã", ("UBND huyện Tân Phú",)),
        (
            "Liên hiệp các tổ chức hữu nghị tỉnh, Hội Hữu nghị Việt Nam - Lào tỉnh Sơn La",
            ("Liên hiệp các tổ chức hữu nghị tỉnh", "Hội Hữu nghị Việt Nam - Lào tỉnh Sơn La"),
        ),
        ("Samaritan's Purse, PACCOM, UNDP", ("Samaritan's Purse", "PACCOM", "UNDP")),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert find_organisations(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "tổ chức Hội nghị tổng kết",
        "tổ chức Lễ trao quà",
        "Tổ chức Bảo vệ",
        "các tổ chức",
        "MAGIC và CAREFUL",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert find_organisations(text) == ()


def test_a_body_is_named_once() -> None:
    assert find_organisations("VUFO gặp VUFO") == ("VUFO",)
