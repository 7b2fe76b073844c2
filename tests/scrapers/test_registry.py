"""The built-in sources, and what an operator may write."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from monitor.core.errors import ConfigError
from scrapers.family import bare_host
from scrapers.registry import (
    BUILT_IN,
    DATE_POLICIES,
    check_selectors,
    load_sources,
    parse_sources,
    read_sources,
)

KNOWN_BODIES = Path(__file__).resolve().parents[2] / ".." / "shared" / "sources" / "sources.json"
GOOD = '[caobang2]\nname = "Cao Bằng"\nhome = "https://example.vn/"\n'


class TestBuiltIn:
    def test_every_body_with_a_known_address_is_there(self) -> None:
        if not KNOWN_BODIES.is_file():
            pytest.skip("the list of known bodies is not beside this checkout")
        bodies = json.loads(KNOWN_BODIES.read_text(encoding="utf-8"))
        wanted = {bare_host(b["base_url"]): b for b in bodies if b["base_url"]}
        homes = {bare_host(source.home): source for source in load_sources()}
        assert set(wanted) == set(homes)
        assert len(homes) == len(load_sources()) == 29

    def test_a_listing_is_one_that_was_seen_or_the_home_page(self) -> None:
        if not KNOWN_BODIES.is_file():
            pytest.skip("the list of known bodies is not beside this checkout")
        text = KNOWN_BODIES.read_text(encoding="utf-8")
        for source in load_sources():
            for url in (*source.feeds, *source.listings, *source.sitemaps):
                assert f'"{url}"' in text or url == source.home
                assert f'"{url} (GUESS)"' not in text

    def test_endpoints_are_on_the_sources_own_host(self) -> None:
        for source in load_sources():
            for url in (*source.feeds, *source.listings, *source.sitemaps):
                assert bare_host(url) == bare_host(source.home)

    def test_selectors_are_valid(self) -> None:
        assert [line for source in load_sources() for line in check_selectors(source)] == []

    def test_page_clocks_and_constants_are_known(self) -> None:
        policies = {s.key: s.date for s in load_sources() if s.date}
        assert policies["khanhhoa"] == "page clock"
        assert policies["phutho"] == "constant"
        assert policies["kiengiang"] == "posting date"

    def test_editions_that_cannot_be_judged_are_off_and_say_why(self) -> None:
        off = [s for s in load_sources() if not s.enabled]
        assert {s.key for s in off} == {"shidai", "huunghivietlao"}
        assert all(s.note for s in off)

    def test_the_editorial_host_is_nowhere(self) -> None:
        assert "tacnghiep" not in BUILT_IN.read_text(encoding="utf-8")

    def test_provinces_are_named_as_before_july_2025_and_national_bodies_have_none(self) -> None:
        by_key = {s.key: s.province for s in load_sources()}
        assert by_key["kiengiang"] == "Kiên Giang"
        assert by_key["hochiminh"] == "Hồ Chí Minh"
        assert by_key["thoidai"] is None


class TestOwnFile:
    def test_its_sources_follow_the_built_in_ones(self, tmp_path: Path) -> None:
        path = tmp_path / "sources.toml"
        path.write_text(
            GOOD + 'listings = ["https://example.vn/tin"]\ntls = "1.0"\nca_file = "ca/chain.pem"\n'
            'date = "page clock"\nenabled = false\nnote = ""\nlanguage = "en"\n',
            encoding="utf-8",
        )
        last = load_sources(path)[-1]
        assert (last.key, last.name, last.home) == ("caobang2", "Cao Bằng", "https://example.vn/")
        assert last.listings == ("https://example.vn/tin",)
        assert (last.tls, last.date, last.enabled, last.language) == (
            "1.0",
            "page clock",
            False,
            "en",
        )
        assert last.ca_file == str(tmp_path / "ca" / "chain.pem")

    def test_a_table_of_the_same_name_replaces_the_built_in_one_and_says_so(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = tmp_path / "own.toml"
        path.write_text(GOOD.replace("caobang2", "thoidai"), encoding="utf-8")
        with caplog.at_level(logging.INFO):
            sources = load_sources(path)
        assert len(sources) == 29
        assert sources[0].name == "Cao Bằng"
        assert "[thoidai] replaces the built-in source" in caplog.text

    def test_only_picks_and_enables(self) -> None:
        picked = load_sources(only=["vufo", "shidai"])
        assert [(s.key, s.enabled) for s in picked] == [("shidai", True), ("vufo", True)]

    def test_only_with_a_stranger_is_an_error_with_a_suggestion(self) -> None:
        with pytest.raises(ConfigError, match="no source 'thoidia'; did you mean \"thoidai\""):
            load_sources(only=["thoidia"])
        with pytest.raises(ConfigError, match="there are: thoidai, "):
            load_sources(only=["zzzzzz"])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[a\n", "line 1"),
            ('name = "x"', r"\[name\]: stands outside a table"),
            (GOOD + 'lisings = ["https://a.vn/"]', r"\[caobang2\] lisings: no such key.*listings"),
            (GOOD + "qqqqqq = 1", "no such key; there are: name, home"),
            ('[a]\nname = "A"', r"\[a\] home: missing"),
            ('[a]\nhome = "https://a.vn/"', r"\[a\] name: missing"),
            ('[a]\nname = 5\nhome = "https://a.vn/"', "must be a text, not 5"),
            ('[a]\nname = " "\nhome = "https://a.vn/"', "must be a text"),
            ('[a]\nname = "A"\nhome = "a.vn"', "'a.vn' is no http"),
            ('[a]\nname = "A"\nhome = "file:///x"', "no http"),
            ('[a]\nname = "A"\nhome = "http://u:p@a.vn/"', "no http"),
            ('[a]\nname = "A"\nhome = "http://[x/"', "no http"),
            ('[a]\nname = "A"\nhome = "http://a.vn/a b"', "no http"),
            ('[a]\nname = "A"\nhome = "http://a.vn:0/"', "no http"),
            (GOOD + 'feeds = "https://a.vn/"', "must be a list"),
            (GOOD + 'feeds = ["x"]', "feeds, entry 1: 'x' is no http"),
            (GOOD + 'body = ["p", "p"]', "the same entry"),
            (GOOD + "body = [1]", "body, entry 1: must be a text"),
            (GOOD + 'date = "page clok"', 'did you mean "page clock"'),
            (GOOD + 'tls = "1.4"', "tls: '1.4' is none"),
            (GOOD + "tls = 1.0", "tls: 1.0 is none"),
            (GOOD + 'enabled = "no"', "must be true or false"),
            (GOOD + 'language = "vn-VN"', "no language"),
            (GOOD + 'feeds = ["https://a.vn/"]\nlistings = ["https://a.vn/"]', ""),
            (
                GOOD
                + 'feeds = ["https://a.vn/f"]\n[b]\nname = "B"\nhome = "https://a.vn/"\n'
                + 'feeds = ["https://a.vn/f"]',
                r"\[b\] https://a.vn/f is listed by \[caobang2\] already",
            ),
        ],
    )
    def test_what_is_wrong_is_said_with_file_table_and_key(self, text: str, said: str) -> None:
        if not said:
            assert len(parse_sources(text, Path("own.toml"))) == 1
            return
        with pytest.raises(ConfigError, match=said) as caught:
            parse_sources(text, Path("own.toml"))
        assert str(caught.value).startswith("own.toml: ")

    def test_a_file_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
            read_sources(tmp_path / "none.toml")
        path = tmp_path / "latin.toml"
        path.write_bytes('[a]\nname = "é"'.encode("latin-1"))
        with pytest.raises(ConfigError, match="not UTF-8"):
            read_sources(path)

    def test_a_selector_that_is_none_is_found_when_asked_for(self) -> None:
        (source,) = parse_sources(GOOD + 'body = ["div[[", "p"]', Path("own.toml"))
        (problem,) = check_selectors(source)
        assert problem.startswith("[caobang2] body: 'div[['")

    def test_every_policy_can_be_named(self) -> None:
        for policy in DATE_POLICIES:
            (source,) = parse_sources(GOOD + f'date = "{policy}"', Path("own.toml"))
            assert source.date == policy


def test_built_in_homes_are_plain_addresses() -> None:
    assert all(urlsplit(s.home).scheme in ("http", "https") for s in load_sources())
