"""How an article is cut for the fact finders."""

from monitor.core.passages import passage, read_passages
from tests.factories_facts import an_article, passages

LONG = "Đây là một đoạn văn đủ dài để được kể là một đoạn trong bài viết này."


def test_title_lead_and_paragraphs_have_ranks() -> None:
    found = passages("Tiêu đề", LONG, LONG, lead="Sapô")
    assert [(p.text[:7], p.rank) for p in found] == [
        ("Tiêu đề", 0),
        ("Sapô", 1),
        (LONG[:7], 2),
        (LONG[:7], 3),
    ]


def test_a_caption_does_not_push_the_text_down() -> None:
    found = passages("Tiêu đề", "Quang cảnh lớp học.", LONG, lead=None)
    assert [p.rank for p in found] == [0, 2, 2]


def test_date_lines_and_related_articles_are_left_out() -> None:
    body = ("14:08 | 02/12/2022", "Thứ Ba, 21/05/2024 14:00", "Tin liên quan: ngày 3/6", LONG, "")
    assert [p.text for p in passages("Tiêu đề", *body)] == ["Tiêu đề", LONG]


def test_text_is_cleaned_only_where_it_needs_it() -> None:
    odd = "Hội\u00a0nghị  tại\u200b Ðà Nẵng"
    assert passages("Tiêu đề", odd)[1].text == "Hội nghị tại Đà Nẵng"


def test_what_comes_after_thirty_thousand_characters_is_not_read() -> None:
    article = an_article("T" * 29_990, "một hai ba bốn năm", LONG)
    assert [len(p.text) for p in read_passages(article)] == [29_990, 10]


def test_a_sentence_ends_at_a_stop_and_not_after_an_abbreviation() -> None:
    text = "Ngày 1/2 họp ở TP. Vinh. Ông An dự; bà Bình nói. Hết."
    whole = passage(text, 2)
    at = text.index("Vinh")
    assert whole.sentence(at, at + 4).strip() == "Ngày 1/2 họp ở TP. Vinh."
    last = text.index("Hết")
    assert whole.around(last, last + 3) == ("", ".")


def test_a_quote_is_cut_at_words() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười"
    at = text.index("năm")
    assert passage(text, 2).quote(at, at + 3, margin=9) == "ba bốn năm sáu bảy"
