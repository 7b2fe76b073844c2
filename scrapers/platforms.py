"""What a site is built with, by marks in its home page, and where such sites keep their feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """A content management system: its marks in HTML, and paths of feeds and sitemaps to try."""

    name: str
    marks: re.Pattern[str]
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ("/sitemap.xml",)


def _platform(name: str, marks: str, feeds: str = "", sitemaps: str = "/sitemap.xml") -> Platform:
    compiled = re.compile(marks, re.IGNORECASE)
    return Platform(name, compiled, tuple(feeds.split()), tuple(sitemaps.split()))


# The order matters where a site shows marks of two; sources: the platforms' own documentation.
PLATFORMS = (
    _platform("MasterCMS", r"__MASTERCMS|__MB_|_BX_LISTING|_MB_CATEGORY", "/rss_feed/"),
    _platform("NukeViet", r"nukeviet|nv_(?:base_siteurl|lang_data|name_variable)",
              "/vi/news/rss/ /news/rss/ /index.php?language=vi&nv=news&op=rss",
              "/sitemap.xml /index.php?nv=SitemapIndex"),
    _platform("WordPress", r"/wp-(?:content|includes|json)/|generator[^>]{0,40}WordPress",
              "/feed/ /?feed=rss2", "/wp-sitemap.xml /sitemap_index.xml"),
    _platform("Joomla", r"generator[^>]{0,40}Joomla|option=com_content|/media/(?:jui|system)/",
              "/?format=feed&type=rss /index.php?format=feed&type=rss"),
    _platform("Drupal", r"generator[^>]{0,40}Drupal|Drupal\.settings|drupal-settings-json"
              r"|/sites/default/files/", "/rss.xml"),
    _platform("Liferay", r"Liferay\.|liferay-|/o/frontend|p_p_id="),
    _platform("SharePoint", r"_spPageContextInfo|_layouts/1\d/|MSOWebPartPage|ms-rtestate"),
    _platform("DotNetNuke", r"DotNetNuke|dnn_ctr|dnnVariable|/DesktopModules/"),
)  # fmt: skip
UNKNOWN = _platform("unknown", r"(?!)", "/feed/ /rss")


def platform_of(html: str) -> Platform:
    """The platform whose marks the page shows first in our order."""
    return next((each for each in PLATFORMS if each.marks.search(html)), UNKNOWN)
