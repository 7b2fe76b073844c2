"""Listing pages made up by rule: any seed gives another page, and the truth about it.

Layouts, class names, places of the blocks, forms of addresses and dates vary independently, so
that no list of selectors fits them all.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
_OPENINGS = (
    "Hội nghị tổng kết", "Tập huấn nâng cao", "Khai mạc lớp bồi dưỡng", "Tiếp nhận viện trợ cho",
    "Gặp gỡ hữu nghị về", "Ký kết thỏa thuận về", "Lễ bàn giao công trình", "Đoàn đại biểu thăm",
    "Tọa đàm trao đổi", "Đại hội lần thứ ba", "Phát động phong trào", "Trao học bổng trong",
)  # fmt: skip
_MIDDLES = (
    "công tác đối ngoại nhân dân", "kỹ năng vận động tài trợ", "dự án nước sạch vùng cao",
    "hợp tác phi chính phủ nước ngoài", "phong trào hòa bình, đoàn kết", "chương trình y tế cơ sở",
    "giao lưu văn hóa thanh niên", "hội hữu nghị Việt - Lào", "trường học vùng biên giới",
)  # fmt: skip
_PLACES = (
    "tại Cần Thơ", "ở Đắk Lắk", "tỉnh Nghệ An", "tại Cao Bằng", "cho huyện Mường Tè", "tại Huế",
    "khu vực phía Nam", "tại Gia Lai", "tỉnh Tây Ninh", "tại thành phố Đà Nẵng", "ở Quảng Trị",
)  # fmt: skip
_MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Sự kiện", "Hoạt động đối ngoại nhân dân",
         "Công tác phi chính phủ nước ngoài", "Văn bản", "Thư viện ảnh", "Liên hệ")  # fmt: skip
_PLAIN = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
_ASCII = "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
_FOLD = str.maketrans(_PLAIN, _ASCII)


@dataclass(frozen=True)
class News:
    """One article of a made-up site."""

    number: int
    title: str
    at: datetime
    href: str
    summary: str


@dataclass(frozen=True)
class MadePage:
    """A page and what should be read from it: (address, title, moment) in order."""

    html: str
    url: str
    truth: tuple[tuple[str, str, datetime | None], ...]
    next_url: str | None
    layout: str


class Maker:
    """Everything random about one page comes from its seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up pages, no secrets
        self.host = self.random.choice(["lhhn.example.vn", "hhn.tinh.example.gov.vn", "tc.vn"])
        self.site = f"https://{self.host}"
        self.section = self.random.choice(["/tin-tuc", "/vi/hoat-dong", "/doi-ngoai-nhan-dan"])
        self.address = self.random.choice(
            ["/{slug}-{id}.html", "{section}/{slug}", "/{slug}/", "{section}/{slug}-{id}.html",
             "/Pages/newsdetail.aspx?NewsId={id}&CatId=6", "/tin/chi-tiet/{slug}/{id}",
             "/index.php?option=com_content&view=article&id={id}&Itemid=3", "/?tc={id}&cn=28"]
        )  # fmt: skip
        self.prefix = self.random.choice(["", self.site, self.site.removeprefix("https:")])
        self.number = self.random.randint(1200, 900_000)
        self.clock = datetime(2026, 9, 7, 9, 30, tzinfo=VIETNAM)
        self.used: set[str] = set()

    def name(self, *names: str) -> str:
        """One of several class names, or a made-up one."""
        made = "".join(self.random.choice("bcdghklmnt") + self.random.choice("aeiou") for _ in "xx")
        return self.random.choice([*names, f"{made}-{self.random.randint(1, 9)}"])

    def news(self) -> News:
        """The next article, older than the one before."""
        while True:
            title = " ".join(
                (self.random.choice(_OPENINGS), self.random.choice(_MIDDLES),
                 self.random.choice(_PLACES))
            )  # fmt: skip
            if title not in self.used:
                break
        self.used.add(title)
        self.number -= self.random.randint(1, 40)
        self.clock -= timedelta(minutes=self.random.randint(60, 4000))
        slug = title.lower().translate(_FOLD).replace(",", "").replace(" - ", "-").replace(" ", "-")
        href = self.address.format(slug=slug, id=self.number, section=self.section)
        summary = (
            f"Ngày {self.clock.day}/{self.clock.month}/{self.clock.year - 1}, {title[0].lower()}"
            f"{title[1:]} với sự tham dự của hơn {self.random.randint(20, 90)} đại biểu các sở."
        )
        return News(self.number, title, self.clock, self.prefix + href, summary)

    def several(self, low: int, high: int) -> list[News]:
        """Some articles, newest first."""
        return [self.news() for _ in range(self.random.randint(low, high))]

    def date(self, news: News) -> str:
        """An article's date in one of the usual forms, always the same on one page."""
        return news.at.strftime(self.date_form)

    date_form = "%d/%m/%Y"


Layout = Callable[[Maker, list[News]], str]


def _image(news: News) -> str:
    return f'<a href="{news.href}"><img src="/upload/{news.number}.jpg" alt=""></a>'


def cards(m: Maker, items: list[News]) -> str:
    """WordPress: picture, category label, heading, time, excerpt, "read more"."""
    card, meta = m.name("post", "entry", "news-card"), m.name("entry-meta", "post-info", "meta")
    label = f'<a class="cat" href="{m.section}/">Đối ngoại nhân dân</a>'
    body = "".join(
        f'<article class="{card} post-{n.number} {"odd" if i % 2 else "even"}">{_image(n)}'
        f'<div>{label}<h2><a href="{n.href}">{n.title}</a></h2><div class="{meta}">'
        f"<span>{m.date(n)}</span> <span>Ban biên tập</span></div><p>{n.summary}</p>"
        f'<a href="{n.href}">Xem thêm</a></div></article>'
        for i, n in enumerate(items)
    )
    return f'<div class="{m.name("posts", "blog", "list")}">{body}</div>'


def plain_list(m: Maker, items: list[News]) -> str:
    """Hand-made: `li`, a bullet, the title, the date in brackets."""
    rows = "".join(
        f'<li><a href="{n.href}">» {n.title}</a> <i>({m.date(n)})</i></li>' for n in items
    )
    return f"<ul>{rows}</ul>"


def table_rows(m: Maker, items: list[News]) -> str:
    """A table of 2010: picture on the left, title, date and summary on the right."""
    rows = "".join(
        f'<tr><td width="120">{_image(n)}</td><td valign="top"><a class="link" href="{n.href}">'
        f'<b>{n.title}</b></a><br><font size="1" color="gray">{m.date(n)}</font><br>{n.summary}'
        "</td></tr>"
        for n in items
    )
    return f'<table width="100%" cellpadding="4">{rows}</table>'


def bare_table(m: Maker, items: list[News]) -> str:
    """A row for the title, another for the date."""
    rows = "".join(
        f'<tr><td><a href="{n.href}">{n.title}</a></td></tr><tr><td><em>{m.date(n)}</em></td></tr>'
        for n in items
    )
    return f"<table>{rows}</table>"


def assets(m: Maker, items: list[News]) -> str:
    """Liferay's asset publisher: abstract under abstract, metadata below."""
    return "".join(
        f'<div class="asset-abstract"><h3 class="asset-title"><a '
        f'href="{n.href}{"&amp;" if "?" in n.href else "?"}redirect=%2Fweb">'
        f'<span class="icon"></span>{n.title}</a></h3><div class="asset-content"><div '
        f'class="asset-summary">{n.summary}</div><div class="asset-more"><a href="{n.href}">Đọc '
        f'tiếp</a></div></div><div class="asset-metadata"><span class="metadata-entry '
        f'metadata-publish-date">{m.date(n)}</span></div></div>'
        for n in items
    )


def joomla(m: Maker, items: list[News]) -> str:
    """A leading article, then two columns of rows."""

    def item(n: News) -> str:
        return (
            f'<div class="page-header"><h2><a href="{n.href}">{n.title}</a></h2></div><dl '
            f'class="article-info"><dd class="published">Ngày đăng: {m.date(n)}</dd><dd '
            f'class="hits">Lượt xem: 120</dd></dl><p>{n.summary}</p><p class="readmore"><a '
            f'class="btn" href="{n.href}">Chi tiết...</a></p>'
        )

    rows = "".join(
        '<div class="items-row cols-2">'
        + "".join(f'<div class="item column-{i + 1}">{item(n)}</div>' for i, n in enumerate(pair))
        + "</div>"
        for pair in (items[k : k + 2] for k in range(1, len(items), 2))
    )
    lead = f'<div class="items-leading"><div class="leading-0">{item(items[0])}</div></div>'
    return f'<div class="blog">{lead}{rows}</div>'


def master(m: Maker, items: list[News]) -> str:
    """Picture link and title link side by side, date in a span."""
    return '<div class="_BX_LISTING">' + "".join(
        f'<div class="article"><a class="article-image" href="{n.href}" title="{n.title[:12]}">'
        f'<img src="/{n.number}.jpg"></a><h3 class="article-title"><a href="{n.href}">{n.title}</a>'
        f'</h3><span class="format_date">{m.date(n)}</span><div class="article-desc">{n.summary}'
        "</div></div>"
        for n in items
    ) + "</div>"  # fmt: skip


def wrapped(m: Maker, items: list[News]) -> str:
    """The whole card is one link."""
    card = m.name("card", "news-item", "item")
    return '<div class="row">' + "".join(
        f'<div class="col-md-{4 if i else 12}"><a class="{card}" href="{n.href}"><img src="/x.jpg">'
        f"<div><h4>{n.title}</h4><p>{n.summary}</p><span>{m.date(n)}</span></div></a></div>"
        for i, n in enumerate(items)
    ) + "</div>"  # fmt: skip


def definition_list(m: Maker, items: list[News]) -> str:
    """`dt` with the title, `dd` with date and summary."""
    return "<dl>" + "".join(
        f'<dt><a href="{n.href}">{n.title}</a></dt><dd>{m.date(n)}</dd><dd>{n.summary}</dd>'
        for n in items
    ) + "</dl>"  # fmt: skip


def flat(m: Maker, items: list[News]) -> str:
    """Headings, dates and paragraphs as brothers, nothing around each article."""
    return "".join(
        f'<h3><a href="{n.href}">{n.title}</a></h3><div>{m.date(n)}</div><p>{n.summary}</p><hr>'
        for n in items
    )


def date_first(m: Maker, items: list[News]) -> str:
    """The date stands before the title."""
    row = m.name("row", "item", "news-row")
    return "".join(
        f'<div class="{row}"><div class="{m.name("ngay", "time")}">{m.date(n)}</div><div><a '
        f'href="{n.href}">{n.title}</a><p><a href="{n.href}">{n.summary}</a></p></div></div>'
        for n in items
    )


def sharepoint(m: Maker, items: list[News]) -> str:
    """Nested tables with generated ids."""
    rows = "".join(
        f'<tr class="ms-itmhover"><td class="ms-vb2" id="ctl00_{i}"><table><tr><td><div '
        f'class="ms-title"><a href="{n.href}">{n.title}</a></div><div class="ms-date">Cập nhật '
        f'{m.date(n)}</div><div class="ms-desc">{n.summary}</div></td></tr></table></td></tr>'
        for i, n in enumerate(items)
    )
    return f'<div id="MSOZoneCell_WebPartWPQ2"><table class="ms-listviewtable">{rows}</table></div>'


def hero(m: Maker, items: list[News]) -> str:
    """One article large, the others in a list."""
    first = items[0]
    big = (
        f'<section class="{m.name("hero", "featured", "top-story")}">{_image(first)}<h2><a '
        f'href="{first.href}">{first.title}</a></h2><p>{first.summary}</p><small>{m.date(first)}'
        "</small></section>"
    )
    rest = "".join(
        f'<li>{_image(n)}<div><h3><a href="{n.href}">{n.title}</a></h3><time>{m.date(n)}</time>'
        f"<p>{n.summary}</p></div></li>"
        for n in items[1:]
    )
    return f'{big}<ul class="{m.name("list", "rest")}">{rest}</ul>'


LAYOUTS: tuple[Layout, ...] = (
    cards, plain_list, table_rows, bare_table, assets, joomla, master, wrapped, definition_list,
    flat, date_first, sharepoint, hero,
)  # fmt: skip


def _menu(m: Maker) -> str:
    entries = "".join(f'<li><a href="/m{i}">{name}</a></li>' for i, name in enumerate(_MENU))
    section = f'<li><a href="{m.section}">Đối ngoại nhân dân</a></li>'
    tag = m.random.choice(['<nav class="{}">', '<div class="{}">'])
    end = "</nav>" if tag.startswith("<nav") else "</div>"
    return tag.format(m.name("menu", "main-nav", "navbar")) + f"<ul>{entries}{section}</ul>{end}"


def _side_list(m: Maker, heading: str) -> str:
    items = m.several(3, 8)
    style = m.random.randint(0, 2)
    if style == 0:
        rows = "".join(f'<li><a href="{n.href}">{n.title}</a></li>' for n in items)
        inner = f"<ul>{rows}</ul>"
    elif style == 1:
        inner = "".join(
            f'<div class="it">{_image(n)}<a href="{n.href}">{n.title}</a><span>{m.date(n)}</span>'
            "</div>"
            for n in items
        )
    else:
        inner = "".join(f'<p><a href="{n.href}">{n.title}</a></p>' for n in items)
    tag = m.random.choice(["h3", "div", "p", "h4"])
    return f'<div class="{m.name("box", "block", "widget")}"><{tag}>{heading}</{tag}>{inner}</div>'


def _media(m: Maker) -> str:
    rows = "".join(
        f'<div><a href="/video/{n.number}-phong-su.html"><img src="/v.jpg">Phóng sự: {n.title}</a>'
        "</div>"
        for n in m.several(2, 4)
    )
    return f'<div class="{m.name("video-box", "media")}"><h3>Video</h3>{rows}</div>'


def _tags() -> str:
    return (
        '<div class="tags"><a href="/tag/doi-ngoai">đối ngoại nhân dân</a> '
        '<a href="/tag/vien-tro-phi-chinh-phu">viện trợ phi chính phủ nước ngoài</a></div>'
    )


def _partners() -> str:
    return (
        "<div><h4>Liên kết website</h4><a href='https://vufo.example.org/'>Liên hiệp các tổ chức "
        "hữu nghị Việt Nam</a><a href='https://www.facebook.com/x'>Trang Facebook của chúng tôi"
        "</a></div>"
    )


def _pager(m: Maker, url: str) -> tuple[str, str | None]:
    style = m.random.randint(0, 5)
    page2 = f"{url}?page=2"
    if style == 0:
        return "", None
    if style == 1:
        return (
            f'<div class="{m.name("pagination", "phantrang")}"><span>1</span> '
            '<a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=3">Cuối</a></div>'
        ), page2
    if style == 2:
        return '<p><a href="?page=2">Trang sau</a></p>', page2
    if style == 3:
        return f'<ul class="pager"><li><a href="{page2}">Tiếp »</a></li></ul>', page2
    if style == 4:
        return (
            f'<div class="paging"><b>1</b><a href="{page2}">2</a><a href="{page2}">›</a>'
            f'<a href="{url}?page=9">»</a></div>'
        ), page2
    more = f"{url}&s_cond=&BRSR=16"
    return f'<div class="btn-viewmore"><a href="{more}">Xem thêm</a></div>', more


def make(seed: int) -> MadePage:
    """The page of a seed."""
    m = Maker(seed)
    m.date_form = m.random.choice(
        ["%d/%m/%Y", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y", "%H:%M | %d/%m/%Y",
         "Thứ Hai, %d/%m/%Y, %H:%M", "%d/%m/%Y - %H:%M"]
    )  # fmt: skip
    layout = LAYOUTS[seed % len(LAYOUTS)]
    items = m.several(5, 18)
    main = layout(m, items)
    url = f"{m.site}{m.section}"
    pager, next_url = _pager(m, url)
    heading = f"<h1>{m.random.choice(['Tin tức', 'Đối ngoại nhân dân', 'Hoạt động'])}</h1>"
    noise = [_side_list(m, m.random.choice(["Tin đọc nhiều", "Xem nhiều nhất", "Tin mới"]))]
    noise += m.random.sample([_media(m), _tags(), _partners(), _side_list(m, "Tin mới nhất")], 2)
    side = "".join(noise)
    body = _frame(m, heading + main + pager, side)
    html = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trang tin</title></head><body>'
        f'{_menu(m)}{body}<div class="{m.name("footer", "bottom")}"><p>Giấy phép số 12/GP ngày '
        f'01/02/2020</p><a href="/lien-he">Liên hệ với ban biên tập</a></div></body></html>'
    )
    timed = "%H" in m.date_form
    truth = tuple(
        (_absolute(m, n.href), n.title,
         n.at if timed else n.at.replace(hour=0, minute=0, second=0))
        for n in items
    )  # fmt: skip
    return MadePage(html, url, truth, next_url, layout.__name__)


def _absolute(m: Maker, href: str) -> str:
    if href.startswith("//"):
        return f"https:{href}"
    return href if href.startswith("http") else f"{m.site}{href}"


def _frame(m: Maker, main: str, side: str) -> str:
    """Main column and side column, in divs or in a table, in either order."""
    left = m.random.random() < 0.5
    if m.random.random() < 0.3:
        a, b = f'<td valign="top" width="70%">{main}</td>', f'<td width="30%">{side}</td>'
        row = b + a if left else a + b
        return f'<table width="980" align="center"><tr>{row}</tr></table>'
    a = f'<div class="{m.name("main", "content", "col-md-8")}">{main}</div>'
    b = f'<div class="{m.name("sidebar", "col-md-4", "right")}">{side}</div>'
    row = b + a if left else a + b
    return f'<div class="{m.name("container", "wrapper", "has-sidebar")}">{row}</div>'
