"""Article pages in endlessly varied markup, with what a right reader finds on each.

Every page is put together by chance from the habits of many platforms: names, nesting, kinds of
elements, order of boxes, noise. The texts are those of the labelled corpus.
"""

# ruff: noqa: E501, S311, C901, PLR0915 (markup is data; a page is one long choice)
# mypy: disable-error-code="no-any-return,redundant-expr"
from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitor.core.model import Page, Validators

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CORPUS = Path(__file__).parents[1] / "seeds" / "corpus" / "articles.jsonl"
FETCHED_AT = datetime(2026, 11, 21, 3, 17, tzinfo=UTC)
SITES = [
    "Liên hiệp các tổ chức hữu nghị tỉnh Hà Giang",
    "Sở Ngoại vụ tỉnh Lạng Sơn",
    "Báo Đối ngoại",
    "Cổng thông tin điện tử tỉnh Sơn La",
    "Tạp chí Hữu nghị",
]
MENU = ["Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Văn bản", "Hoạt động hữu nghị", "Phi chính phủ",
        "Thư viện ảnh", "Liên hệ", "Sơ đồ cổng", "English"]  # fmt: skip
RELATED_WORDS = ["Tin liên quan", "Bài liên quan", "Tin bài khác", "Các tin khác", "Tin cùng chuyên mục", "Đọc thêm",
                 "Xem thêm", "Bài viết cùng chuyên mục", "Tin mới nhất", "Có thể bạn quan tâm", "Các tin đã đưa",
                 "TIN BÀI KHÁC:", "Những tin cũ hơn", "Tin tức khác", "Dành cho bạn"]  # fmt: skip
WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A page and its truth. `published` is local; without a time where `dated_only`."""

    html: str
    url: str
    title: str
    lead: str | None
    body: tuple[str, ...]
    published: datetime | None
    notes: str

    def page(self, **changes: Any) -> Page:
        values: dict[str, Any] = {
            "url": self.url,
            "requested_url": self.url,
            "status": 200,
            "content": self.html.encode(),
            "content_type": "text/html",
            "charset": "utf-8",
            "fetched_at": FETCHED_AT,
            "validators": Validators(),
        }
        return Page(**(values | changes))


@cache
def corpus() -> tuple[dict[str, Any], ...]:
    """The corpus' articles that have a body worth the name."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    return tuple(row for row in rows if len(row["body"]) >= 2)


class PageMaker:
    """One page; `rng` decides everything."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.site = rng.choice(SITES)
        self.hashed = rng.random() < 0.35
        self.story = rng.choice(corpus())
        self.others = rng.sample(corpus(), 14)
        self.notes: list[str] = []
        self.moment = self.random_moment()
        self.tables = rng.random() < 0.2

    # ── small parts ──────────────────────────────────────────────────────────

    def pick(self, *options: Any) -> Any:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def random_moment(self) -> datetime:
        days = self.rng.randrange(40, 3600)
        moment = FETCHED_AT.astimezone(ZONE) - timedelta(
            days=days, minutes=self.rng.randrange(1440)
        )
        return moment.replace(second=0, microsecond=0)

    def name(self, *names: str) -> str:
        if self.hashed:
            word = "".join(self.rng.choice("abcdefghkmnpqrstvxyz0123456789") for _ in range(5))
            return f' class="{self.pick("c", "x", "css-", "sc-")}{word}"'
        kind = self.pick("class", "class", "class", "id")
        return f' {kind}="{self.rng.choice(names)}"' if names else ""

    def box(self, inner: str, *names: str, tag: str | None = None) -> str:
        if tag is None and self.tables and self.chance(0.5):
            return f'<table width="100%" cellpadding="0"><tr><td{self.name(*names)}>{inner}</td></tr></table>'
        tag = tag or self.pick("div", "div", "div", "section")
        return f"<{tag}{self.name(*names)}>{inner}</{tag}>"

    def wrap(self, inner: str) -> str:
        for _ in range(self.rng.randrange(3)):
            inner = self.box(
                inner, "row", "col-md-8", "inner", "wrapper", "region", "portlet-body", "block"
            )
        return inner

    def date_text(self, moment: datetime, *, dated_only: bool = False) -> str:
        d, m, y = f"{moment.day:02}", f"{moment.month:02}", moment.year
        clock = f"{moment.hour:02}:{moment.minute:02}"
        weekday = WEEKDAYS[moment.weekday()]
        half = (
            f"{(moment.hour % 12) or 12}:{moment.minute:02} {'PM' if moment.hour >= 12 else 'AM'}"
        )
        if dated_only:
            return self.pick(f"{d}/{m}/{y}", f"Ngày: {d}.{m}.{y}", f"{d}-{m}-{y}", f"Ngày cập nhật {d}/{m}/{y}",
                             f"Ngày đăng: {d}/{m}/{y}", f"ngày {d} tháng {m} năm {y}")  # fmt: skip
        return self.pick(f"{clock} | {d}/{m}/{y}", f"{clock} | {d}/{m}/{y} GMT+7", f"{d}/{m}/{y}, {half.replace('12:', '12:')}",
                         f"[{clock} - {d}/{m}/{y}]", f"{weekday}, {d}/{m}/{y} {clock}", f"{weekday}, {d}/{m}/{y}, {clock}",
                         f"Cập nhật {d}/{m}/{y} {clock}", f"{moment.hour}:{moment.minute}, {weekday}, {moment.day}-{moment.month}-{y}",
                         f"{d}/{m}/{y} : {clock}", f"{weekday}, Ngày {d}/{m}/{y}, {clock}", f"Ngày đăng: {d}/{m}/{y} {clock}",
                         f"Cập nhật ngày: {d}/{m}/{y} - {clock}", f"{weekday}, ngày {d} tháng {m} năm {y}, {clock}:00",
                         f"{weekday}, {d}/{m}/{y} - {clock} (GMT+7)", f"{clock} {d}/{m}/{y}", f"Đăng lúc: {clock}, {d}/{m}/{y}")  # fmt: skip

    # ── noise ────────────────────────────────────────────────────────────────

    def menu(self) -> str:
        items = self.rng.sample(MENU, 7)
        links = [f'<a href="/{i}">{item}</a>' for i, item in enumerate(items)]
        if self.tables:
            return "<table><tr>" + "".join(f"<td>{link}</td>" for link in links) + "</tr></table>"
        listed = "<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>"
        return self.pick(f"<nav>{listed}</nav>", self.box(listed, "menu", "main-nav", "navbar"),
                         self.box(" | ".join(links), "topmenu", "nav"))  # fmt: skip

    def clock(self) -> str:
        now = FETCHED_AT.astimezone(ZONE) + timedelta(minutes=self.pick(0, 0, 1, -4000))
        weekday = WEEKDAYS[now.weekday()]
        text = self.pick(f"{weekday}, {now:%d/%m/%Y %H:%M}", f"Hôm nay, {now:%d/%m/%Y}", f"{now:%H:%M | %d/%m/%Y}",
                         f"{weekday} - {now:%d/%m/%Y}", f"{weekday}, ngày {now:%d} tháng {now:%m} năm {now:%Y}")  # fmt: skip
        return self.pick(f'<span class="{self.pick("calendar", "clock", "date-time")}">{text}</span>', f"<div>{text}</div>",
                         self.box(text, "date", "datetime", "header-date", "today"))  # fmt: skip

    def header(self) -> str:
        logo = f'<a href="/"><img src="/logo.png" alt="{self.site}"></a>' + self.pick(
            "", f"<h2>{self.site}</h2>", f"<p>{self.site}</p>"
        )
        slogan = self.pick(
            "",
            "<marquee>Chào mừng kỷ niệm 80 năm ngày thành lập nước (02/9/1945 - 02/9/2025) và các ngày lễ lớn trong năm.</marquee>",
        )
        parts = [logo, self.menu(), slogan, self.clock() if self.chance(0.6) else ""]
        if self.chance(0.3):
            self.rng.shuffle(parts)
        return self.pick(
            "<header>{}</header>",
            '<div id="header">{}</div>',
            "<div{}>{{}}</div>".format(self.name("top", "banner")),
        ).format("".join(parts))

    def other_link(self, row: dict[str, Any]) -> str:
        return f'<a href="/tin/{row["id"]}.html">{escape(row["title"])}</a>'

    def listed(
        self, rows: list[dict[str, Any]], *, summaries: bool = False, dates: bool = False
    ) -> str:
        out = []
        for row in rows:
            date = f" ({self.random_moment():%d/%m/%Y})" if dates else ""
            text = f"<p>{escape(row['lead'] or row['body'][0])[:220]}</p>" if summaries else ""
            image = f'<a href="#"><img src="/{row["id"]}.jpg"></a>' if self.chance(0.4) else ""
            head = self.other_link(row)
            out.append(
                f"{image}{self.pick('<h3>{}</h3>', '<h4>{}</h4>', '{}', '<b>{}</b>').format(head)}{date}{text}"
            )
        if self.chance(0.5):
            return "<ul>" + "".join(f"<li>{one}</li>" for one in out) + "</ul>"
        name = self.name("item", "news-item", "card", "media")
        return "".join(f"<div{name}>{one}</div>" for one in out)

    def related(self, count: int = 4) -> str:
        start = self.rng.randrange(8)
        rows = self.others[start : start + count]
        word = self.pick(*RELATED_WORDS)
        head = self.pick(
            "<h3>{}</h3>",
            "<div><b>{}</b></div>",
            "<p><strong>{}</strong></p>",
            "<h4>{}</h4>",
            '<div class="title">{}</div>',
            "<b>{}</b>",
        ).format(word)
        inner = head + self.listed(rows, summaries=self.chance(0.3), dates=self.chance(0.5))
        return self.box(
            inner, "related", "other-news", "tin-lien-quan", "box", "bx-related", "list"
        )

    def inner_related(self) -> str:
        """A box with other articles within the body."""
        rows = self.rng.sample(self.others, 2)
        links = "".join(f"<p>{self.other_link(row)}</p>" for row in rows)
        return self.pick(
            self.box(links, "related", "box-tinlienquan", "embed", tag="div"),
            f'<table class="{self.pick("tpl", "__MB_ARTICLE_A", "tinlq")}"><tr><td>{links}</td></tr></table>',
            f"<p>&gt;&gt; {self.other_link(rows[0])}</p>",
            f"<p><strong>Xem thêm:</strong> {self.other_link(rows[0])}</p>",
            f"<ul><li>{self.other_link(rows[0])}</li><li>{self.other_link(rows[1])}</li></ul>",
        )  # fmt: skip

    def picture(self) -> str:
        row = self.rng.choice(self.others)
        caption = self.pick(
            "Các đại biểu chụp ảnh lưu niệm",
            "Quang cảnh hội nghị (Ảnh: Minh Anh)",
            "Đại diện hai bên ký kết biên bản ghi nhớ. Ảnh: BTC",
        )
        image = f'<img src="/img/{row["id"]}.jpg" alt="{escape(row["title"])}">'
        return self.pick(
            f"<figure>{image}<figcaption>{caption}</figcaption></figure>",
            f'<p style="text-align:center">{image}</p><p style="text-align: center;"><em>{caption}</em></p>',
            f'<table align="center" class="image"><tr><td>{image}</td></tr><tr><td>{caption}</td></tr></table>',
            f'<div class="wp-caption">{image}<p class="wp-caption-text">{caption}</p></div>',
            f"<center>{image}<br><i>{caption}</i></center>",
            f"<p>{image}</p><p><em>{caption}</em></p>",
        )  # fmt: skip

    def share(self) -> str:
        links = "".join(
            f'<a href="#">{word}</a> '
            for word in self.rng.sample(
                ["Facebook", "Twitter", "Zalo", "In bài viết", "Gửi email", "Chia sẻ"], 4
            )
        )
        return self.box(
            self.pick("", "<span>Chia sẻ</span>", "<span>aa</span>", "<span>Cỡ chữ</span>") + links,
            "share",
            "social-share",
            "tools",
            "addthis_toolbox",
        )

    def comments(self) -> str:
        words = [
            "Bài viết rất hay và bổ ích, cảm ơn tác giả đã chia sẻ thông tin.",
            "Mong rằng tỉnh nhà sẽ có thêm nhiều hoạt động như vậy nữa trong thời gian tới.",
            "Rất tự hào về những việc làm ý nghĩa này, chúc các bạn luôn mạnh khỏe.",
        ]
        inner = "".join(
            f"<div><b>Bạn đọc {i}</b> <span>{self.random_moment():%d/%m/%Y}</span><p>{text}</p></div>"
            for i, text in enumerate(words)
        )
        head = self.pick(
            "<h3>Bình luận</h3>", "<div>Ý kiến bạn đọc</div>", "<h4>Bình luận (3)</h4>"
        )
        return self.box(
            head + inner + '<form><textarea></textarea><input type="submit" value="Gửi"></form>',
            "comments",
            "binh-luan",
            "fb-comments",
        )

    def sidebar(self) -> str:
        first = self.box(
            f"<h3>{self.pick('Đọc nhiều', 'Tin mới', 'Tin nổi bật', 'Xem nhiều')}</h3>"
            + self.listed(self.others[8:13], summaries=self.chance(0.4), dates=self.chance(0.4)),
            "widget",
            "box-right",
            "most-read",
        )
        second = self.box(
            "<h3>Thông báo</h3>" + self.listed(self.others[5:7], dates=True), "widget", "notice"
        )
        inner = (
            first
            + second
            + self.box("<p>Lượt truy cập: 1.234.567</p><p>Đang online: 25</p>", "counter", "stat")
        )
        return self.pick(
            f"<aside>{inner}</aside>", self.box(inner, "sidebar", "col-md-4", "right", "colright")
        )

    def footer(self) -> str:
        text = (f"<p>© {self.site}. Giấy phép số 123/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 05/08/2015.</p>"
                "<p>Địa chỉ: số 12 đường Hữu Nghị, phường Trung tâm. Điện thoại: 0203 3825 123. Email: banbientap@example.vn</p>"
                "<p>Chịu trách nhiệm chính: Ông Nguyễn Văn A, Trưởng ban biên tập. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p>")  # fmt: skip
        return self.pick(
            f"<footer>{text}</footer>",
            self.box(text, "footer", "bottom", "foot"),
            f'<div id="footer">{text}</div>',
        )

    # ── the article ──────────────────────────────────────────────────────────

    def body(self, paragraphs: list[str], lead_inside: str | None) -> str:
        style = self.pick("p", "p", "p", "p", "div", "brbr", "span", "word", "cell", "bare")
        self.notes.append(f"body={style}")
        escaped = [escape(one, quote=False) for one in paragraphs]
        if self.chance(0.4):
            escaped = [self.emphasise(one) for one in escaped]
        extras: dict[int, str] = {}
        if self.chance(0.6):
            extras[self.rng.randrange(len(escaped))] = self.picture()
        if self.chance(0.4):
            extras[self.rng.randrange(len(escaped))] = self.inner_related()
            self.notes.append("inner-related")
        form: dict[str, Callable[[str], str]] = {
            "p": lambda t: f"<p>{t}</p>",
            "div": lambda t: f"<div>{t}</div>",
            "brbr": lambda t: f"{t}<br><br>",
            "span": lambda t: f'<span style="font-size:14px">{t}</span><br /><br />',
            "word": lambda t: f'<p class="MsoNormal" style="text-align:justify"><span style="font-family:Times"><o:p></o:p>{t}</span></p>',
            "cell": lambda t: f"<tr><td>{t}</td></tr>",
            "bare": lambda t: f"{t}<br/>\n&nbsp;<br/>",
        }  # fmt: skip
        out = []
        if lead_inside:
            out.append(form[style](f"<strong>{escape(lead_inside, quote=False)}</strong>"))
        for index, one in enumerate(escaped):
            extra = extras.get(index, "")
            out.append(f"<tr><td>{extra}</td></tr>" if extra and style == "cell" else extra)
            out.append(form[style](one))
        if self.chance(0.5):
            author = self.pick("Thanh Huyền", "Minh Anh", "Nguyễn Văn Bình")
            out.append(
                self.pick(
                    f'<p style="text-align:right"><strong>{author}</strong></p>',
                    f"<p><b>{author}</b></p>",
                    f'<div class="author">{author}</div>',
                )
                if style != "cell"
                else f"<tr><td align=right><b>{author}</b></td></tr>"
            )
        inner = "".join(out)
        return f"<table>{inner}</table>" if style == "cell" else inner

    def emphasise(self, text: str) -> str:
        words = text.split(" ")
        if len(words) < 8:
            return text
        at = self.rng.randrange(len(words) - 4)
        tag = self.pick("b", "strong", "i", "em", "a href='/x'", "span")
        words[at] = f"<{tag}>{words[at]}"
        words[at + 2] += f"</{tag.split()[0]}>"
        return " ".join(words)

    def heading(self, title: str) -> str:
        shown = escape(title, quote=False)
        if self.chance(0.2):
            shown = shown.upper()
        style = self.pick("h1", "h1", "h1", "h2", "h3", "div", "span", "font")
        self.notes.append(f"title={style}")
        name = self.name(
            "title", "article-title", "entry-title", "news-title", "tieude", "detail-title"
        )
        if style == "font":
            return f'<font size="4" color="red"><b>{shown}</b></font><br>'
        if style in ("div", "span"):
            return f"<{style}{name}><b>{shown}</b></{style}>" + ("<br>" if style == "span" else "")
        inner = f'<a href="{self.url()}">{shown}</a>' if self.chance(0.2) else shown
        return f"<{style}{name}>{inner}</{style}>"

    def url(self) -> str:
        return f"https://example.vn/tin-tuc/{self.story['id']}.html"

    def head(self, title: str, lead: str | None, *, machine_date: str) -> str:
        name = self.site
        page_title = self.pick(
            f"{title} - {name}", f"{title} | {name}", title, f"{name} - {title}", name
        )
        out = [f"<title>{escape(page_title)}</title>"]
        og = self.pick(title, title, f"{title} - {name}", title[:50] + "...", None, name)
        if og:
            out.append(f'<meta property="og:title" content="{escape(og)}">')
        if self.chance(0.4):
            out.append(f'<meta property="og:site_name" content="{escape(name)}">')
        if lead and self.chance(0.5):
            out.append(f'<meta name="description" content="{escape(lead[:160])}">')
        stamp = self.moment.isoformat()
        if machine_date == "meta":
            out.append(f'<meta property="article:published_time" content="{stamp}">')
        if machine_date == "json-ld":
            data = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": title,
                "datePublished": stamp,
            }
            out.append(
                f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
            )
        self.notes.append(
            f"og={'none' if og is None else 'site' if og == name else 'yes'} ptitle={'site' if page_title == name else 'yes'}"
        )
        return "<head><meta charset=utf-8>" + "".join(out) + "</head>"

    def make(self) -> Sample:
        story = self.story
        title, body = story["title"], list(story["body"])
        lead_style = self.pick("box", "box", "h2", "bold", "none")
        lead = story["lead"] if lead_style != "none" and story["lead"] else None
        if lead is None and story["lead"]:
            body.insert(0, story["lead"])
        self.notes.append(f"lead={lead_style}")
        date_style = self.pick(
            "meta", "json-ld", "time", "line", "line", "line", "line", "above", "below", "none"
        )
        self.notes.append(f"date={date_style}")
        dated_only = date_style in ("line", "above", "below") and self.chance(0.3)
        if dated_only:
            self.moment = self.moment.replace(hour=0, minute=0)
        text = self.date_text(self.moment, dated_only=dated_only)
        if date_style == "time":
            line = f'<time datetime="{self.moment.isoformat()}">{text}</time>'
        else:
            line = self.pick("<div{}>{}</div>", "<span{}>{}</span><br>", "<p{}>{}</p>").format(
                self.name("date", "time", "meta", "post-date", "ngaydang"),
                text + self.pick("", "", " - Lượt xem: 123"),
            )
        if date_style == "below":
            line = f"<div{self.name('date', 'info')}>Ngày đăng: {self.moment:%d/%m/%Y}{'' if dated_only else f' {self.moment:%H:%M}'}</div>"
        shown = date_style in ("time", "line") or (
            date_style in ("meta", "json-ld") and self.chance(0.5)
        )
        top = [line if date_style == "above" else "", self.heading(title), line if shown else ""]
        if self.chance(0.5):
            top.insert(self.rng.choice([2, 3]), self.share())
        lead_box = ""
        if lead and lead_style == "box":
            lead_box = self.pick(
                "<div{}>{}</div>", "<p{}><b>{}</b></p>", "<div{}><strong>{}</strong></div>"
            ).format(
                self.name("lead", "sapo", "desc", "summary", "intro", "tomtat"),
                escape(lead, quote=False),
            )
        elif lead and lead_style == "h2":
            lead_box = f"<h2{self.name('sapo', 'lead')}>{escape(lead, quote=False)}</h2>"
        text_html = self.body(body, lead if lead_style == "bold" else None)
        main = (
            "".join(top)
            + lead_box
            + self.box(
                text_html,
                "content",
                "article-body",
                "entry-content",
                "detail",
                "noidung",
                "journal-content-article",
                tag="div",
            )
        )
        main += line if date_style == "below" else ""
        tail = [
            self.related(),
            self.share(),
            self.pick(
                "",
                f'<div{self.name("tags")}>Từ khóa: <a href="#">hữu nghị</a>, <a href="#">đối ngoại</a></div>',
            ),
            self.comments() if self.chance(0.3) else "",
            self.related(5) if self.chance(0.4) else "",
        ]
        self.rng.shuffle(tail)
        crumbs = self.box(
            " » ".join(
                f'<a href="/{i}">{one}</a>'
                for i, one in enumerate(["Trang chủ", "Tin tức", "Hoạt động đối ngoại"])
            ),
            "breadcrumb",
            "path",
        )
        if self.chance(0.5):
            main += "".join(tail)
            tail = []
        article = self.wrap(
            self.pick(
                "<article>{}</article>",
                "<div{}>{{}}</div>".format(self.name("detail", "post", "main")),
                "{}",
            ).format(main)
        ) + "".join(tail)
        columns = (
            [crumbs + article, self.sidebar()]
            if self.chance(0.8)
            else [self.sidebar(), crumbs + article]
        )
        if self.tables:
            middle = (
                "<table><tr>"
                + "".join(f'<td valign="top">{one}</td>' for one in columns)
                + "</tr></table>"
            )
        else:
            middle = "".join(self.box(one, "col", "main", "left") for one in columns)
        aspx = (
            '<form method="post" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="'
            + "dDwtMTA3" * 200
            + '">{}</form>'
        )
        shell = self.pick("{}", "{}", aspx, '<div id="wrapper">{}</div>')
        html = (
            f"<!DOCTYPE html><html{self.pick('', ' lang=vi')}>"
            + self.head(title, lead, machine_date=date_style)
            + "<body>"
            + shell.format(self.header() + middle + self.footer())
            + "</body></html>"
        )
        return Sample(html=html, url=self.url(), title=title, lead=lead, body=tuple(body),
                      published=None if date_style == "none" else self.moment, notes=" ".join(self.notes))  # fmt: skip


def make_sample(seed: int) -> Sample:
    """The page that belongs to a number, always the same."""
    return PageMaker(random.Random(seed)).make()
