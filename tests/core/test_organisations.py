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
        ("do Tổ chức Trả lại tuổi thơ tặng", ("Trả",)),
        ("tổ chức Seed to Table của Nhật", ("Seed to Table",)),
        ("tổ chức Giving It Back To Kids tài trợ", ("Giving It Back To Kids",)),
        ("UBND tỉnh Lạng Sơn", ("UBND tỉnh Lạng Sơn",)),
        ("Samaritan's Purse, PACCOM, UNDP", ("Samaritan's Purse", "PACCOM", "UNDP")),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert find_organisations(text) == names


@pytest.mark.parametrize(
    "text", ["tổ chức Hội nghị tổng kết", "tổ chức Lễ trao quà", "các tổ chức", "MAGIC và CAREFUL"]
)
def test_what_is_no_name(text: str) -> None:
    assert find_organisations(text) == ()


def test_a_body_is_named_once() -> None:
    assert find_organisations("VUFO gặp VUFO") == ("VUFO",)
