"""The commands that look and act, run as a user runs them, on a state of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.cli import main
from tests.factories_monitor import app_in, commit, corpus_article
from tests.pages_e2e import article_page, corpus, listing_page

Run = Callable[..., tuple[int, str, str]]
AID, TRAINING, OTHER = "aid-085", "training-040", "other-061"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUUNGHI_CONFIG", raising=False)
    monkeypatch.delenv("HUUNGHI_TELEGRAM_TOKEN", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def state(tmp_path: Path) -> tuple[int, ...]:
    """Three articles, two of them queued for the console."""
    app = app_in(tmp_path)
    app.sow()
    app.outbox.register(app.settings.channels, app.clock())
    ids = commit(app, [corpus_article(key) for key in (AID, TRAINING, OTHER)])
    app.close()
    return ids


# ── looking ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["doi ngoai", "đối ngoại", "ĐỐI NGOẠI"])
def test_search_needs_no_tone_marks(run: Run, state: tuple[int, ...], words: str) -> None:
    code, out, _ = run("search", *words.split(), "--json")

    assert code == 0
    assert corpus()[OTHER]["title"] in {json.loads(line)["title"] for line in out.splitlines()}


def test_search_says_how_much_it_found(run: Run, state: tuple[int, ...]) -> None:
    assert "0 articles found" in run("search", "không-có-đâu-nhé")[1]
    assert "1 article found" in run("search", "Yagi")[1]
    assert run("search", "Yagi", "--limit", "0") == (2, "", "huunghi: --limit: must be 1 or more\n")


def test_audit_proves_the_sums(run: Run, state: tuple[int, ...]) -> None:
    code, out, _ = run("audit", "--json")
    ledger = json.loads(out)

    assert (code, ledger["ok"], ledger["total"]) == (0, True, 8)
    assert ledger["articles"]["queued"] == 2
    assert "The sums match." in run("audit")[1]


def test_the_digest_is_shown_and_not_sent(run: Run, state: tuple[int, ...]) -> None:
    first, second = run("digest"), run("digest")

    assert first == second
    assert corpus()[AID]["title"] in first[1]
    assert corpus()[OTHER]["title"] not in first[1]
    assert json.loads(run("audit", "--json")[1])["articles"]["queued"] == 2


def test_a_channel_that_does_not_exist_is_a_usage_error(run: Run, state: tuple[int, ...]) -> None:
    code, _, err = run("digest", "--channel", "mian")

    assert code == 2
    assert "the channels are: console" in err


def test_explain_shows_kind_evidence_facts_and_state(run: Run, state: tuple[int, ...]) -> None:
    code, out, _ = run("explain", str(state[0]), "--json")
    told = json.loads(out)

    assert code == 0
    assert told["primary"] == "aid"
    assert told["state"] == "queued"
    assert told["evidence"]
    assert "Hà Nội" in told["facts"]["provinces"]
    text = run("explain", told["url"])[1]
    assert "Kind: aid" in text
    assert "«" in text
    assert "queued" in text


def test_explain_shows_the_nearest_known_article_and_what_joined_them(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    page = tmp_path / "again.html"
    page.write_text(article_page(AID, "22/10/2024 09:45"), encoding="utf-8")
    told = json.loads(run("explain", str(page), "--json")[1])

    assert told["nearest"][0]["id"] == state[0]
    assert told["nearest"][0]["verdict"] in ("copy", "same story")
    assert told["nearest"][0]["features"]
    assert "not stored" in run("explain", str(page))[1]


def test_explain_says_where_the_same_words_tell_of_another_event(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    other = article_page(AID, "17/10/2025 09:45")
    for said, now in {"Yagi": "Bualoi", "22/10/2024": "16/10/2025", "Hà Giang": "Nghệ An"}.items():
        other = other.replace(said, now)
    page = tmp_path / "other.html"
    page.write_text(other, encoding="utf-8")
    nearest = json.loads(run("explain", str(page), "--json")[1])["nearest"][0]

    assert (nearest["id"], nearest["verdict"], nearest["template"]) == (state[0], "apart", True)
    assert "apart, the same words for another event" in run("explain", str(page))[1]


def test_explain_of_something_unknown_says_so(run: Run, state: tuple[int, ...]) -> None:
    code, _, err = run("explain", "https://example.org/x")

    assert code == 1
    assert "no known article" in err


@pytest.mark.parametrize("command", ["search x", "audit", "digest", "outbox", "backup y.db"])
def test_without_a_database_commands_say_what_to_do(run: Run, command: str) -> None:
    code, _, err = run(*command.split())

    assert code == 1
    assert "run: huunghi once" in err


@pytest.mark.parametrize("verbose", [False, True])
def test_what_nobody_expected_is_one_line_and_with_v_a_trace(
    run: Run, state: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, verbose: bool
) -> None:
    def fail(arguments: object) -> int:
        raise ValueError("the row of 123456:strictly-secret-AAAAAAAAAAAAAA holds no number")

    monkeypatch.setattr("monitor.commands.archive.audit", fail)
    code, out, err = run("audit", *["-v"][: int(verbose)])

    assert (code, out) == (1, "")
    assert "huunghi: unexpected ValueError: the row of <token> holds no number" in err
    assert "huunghi check" in err
    assert len(err.splitlines()) == 1 + verbose
    assert ("trace=" in err) == verbose


# ── reading files ────────────────────────────────────────────────────────────


def test_extract_prints_one_object_with_every_key(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(article_page(AID, "22/10/2024 09:45"), encoding="utf-8")
    code, out, _ = run(
        "extract", str(page), "--url", "https://kufo.vn/tin-tuc/chi-tiet/x/1", "--json"
    )
    told = json.loads(out)

    assert code == 0
    assert list(told) == [
        "url", "canonical_url", "title", "lead", "body", "published_at", "byline", "site",
    ]  # fmt: skip
    assert told["title"] == corpus()[AID]["title"]
    assert told["published_at"] == "2024-10-22T09:45:00+07:00"
    assert told["site"] == "kufo.vn"
    assert told["byline"] is None
    assert corpus()[AID]["title"] in run("extract", str(page))[1]


def test_a_page_that_is_no_article_is_an_object_of_nulls_and_exit_code_1(
    run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><title>404</title><body>Không tìm thấy trang</body></html>")
    code, out, err = run("extract", str(page), "--url", "https://kufo.vn/x", "--json")
    told = json.loads(out)

    assert code == 1
    assert told["title"] is None
    assert told["body"] == []
    assert told["site"] == "kufo.vn"
    assert err
    assert run("extract", str(page))[0] == 1


def test_extract_reads_a_listing(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "list.html"
    keys = (AID, TRAINING, OTHER)
    page.write_text(listing_page(dict.fromkeys(keys, "19/11/2026 08:00")), encoding="utf-8")
    arguments = ("extract", "--listing", str(page), "--url", "https://kufo.vn/tin-tuc")
    told = json.loads(run(*arguments, "--json")[1])

    assert [a["title"] for a in told["articles"]] == [
        corpus()[key]["title"] for key in (AID, TRAINING, OTHER)
    ]
    assert told["articles"][0]["url"].startswith("https://kufo.vn/tin-tuc/aid-085")
    assert told["next_url"] is None
    assert "3 entries" in run(*arguments)[1]


def test_extract_reads_a_feed_and_knows_what_is_none(run: Run, tmp_path: Path) -> None:
    feed, page = tmp_path / "feed.xml", tmp_path / "page.html"
    feed.write_text(
        '<rss version="2.0"><channel><title>t</title><item><title>Một tin</title>'
        "<link>https://kufo.vn/a/1</link><pubDate>21/10/2025 08:30</pubDate></item>"
        "</channel></rss>",
        encoding="utf-8",
    )
    page.write_text("<html><body>xin chào</body></html>", encoding="utf-8")
    told = json.loads(
        run("extract", "--feed", str(feed), "--url", "https://kufo.vn/rss", "--json")[1]
    )

    assert told["is_feed"] is True
    assert told["entries"][0]["published_at"] == "2025-10-21T08:30:00+07:00"
    assert json.loads(run("extract", "--feed", str(page), "--json")[1])["is_feed"] is False
    assert "This is no feed" in run("extract", "--feed", str(page))[1]
    assert "1 entries" in run("extract", "--feed", str(feed))[1]


def test_extract_of_a_missing_file_names_it(run: Run) -> None:
    code, _, err = run("extract", "nowhere.html")

    assert code == 1
    assert "nowhere.html: cannot be read" in err


def test_a_time_without_an_offset_is_refused(run: Run) -> None:
    code, _, err = run("extract", "x.html", "--fetched-at", "2022-01-01T00:00:00")

    assert code == 2
    assert "offset" in err


# ── replay ───────────────────────────────────────────────────────────────────


def lines_of(tmp_path: Path, *records: object) -> str:
    path = tmp_path / "articles.jsonl"
    text = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
    path.write_text("\n".join(text), encoding="utf-8")
    return str(path)


def test_replay_answers_in_input_order_and_names_bad_lines(run: Run, tmp_path: Path) -> None:
    first, second = corpus()[AID], {**corpus()[OTHER], "url": None}
    path = lines_of(tmp_path, second, "{broken", first, {"id": "x", "title": 3}, '"text"')
    code, out, err = run("replay", path, "--json")
    told = [json.loads(line) for line in out.splitlines()]

    assert code == 1
    assert [t["id"] for t in told] == [OTHER, AID]
    assert [t["status"] for t in told] == ["new", "new"]
    assert told[1]["story"] == AID
    assert told[1]["match"] is None
    for number, words in ((2, "not JSON"), (4, "title must be text"), (5, "JSON object")):
        assert f"line {number}" in err
        assert words in err


def test_replay_joins_copies_and_updates(run: Run, tmp_path: Path) -> None:
    article = corpus()[AID]
    copy = {**article, "id": "copy", "url": "https://vietnam.vn/x", "title": "Tiêu đề khác hẳn"}
    update = {**article, "id": "update", "body": [*article["body"], "Thêm một đoạn mới."]}
    out = run("replay", lines_of(tmp_path, article, copy, update), "--json")[1]
    _, second, third = (json.loads(line) for line in out.splitlines())

    assert (second["status"], second["story"]) == ("duplicate", AID)
    assert second["match"]["kind"] == "copy"
    assert second["match"]["of"] == AID
    assert (third["status"], third["match"]["kind"]) == ("update", "same key")


def test_replay_for_people_shows_digests_and_why_not(run: Run, tmp_path: Path) -> None:
    path = lines_of(tmp_path, corpus()[AID], corpus()[OTHER], {**corpus()[AID], "id": "again"})
    code, out, _ = run("replay", path)

    assert code == 0
    assert corpus()[AID]["title"] in out
    assert "Viện trợ (1)" in out
    assert f"the same article as {AID}" in out
    assert "3 articles replayed: 1 announced, 2 not announced" in out
    assert not (tmp_path / "var").exists()


def test_replay_names_a_page_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "empty.html").write_text("")
    (tmp_path / "pages" / "good.html").write_text(article_page(AID, "22/10/2024 09:45"))
    code, out, _ = run("replay", "pages")

    assert code == 1
    assert "empty.html" in out
    assert "1 announced" in out
    assert run("replay", "nowhere.jsonl")[0] == 1


def test_replay_of_a_folder_without_pages_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "articles.jsonl").write_text("{}\n")
    code, out, _ = run("replay", "folder")

    assert code == 1
    assert "folder: no stored page is in it; a JSONL file is named by itself" in out


# ── acting ───────────────────────────────────────────────────────────────────


def test_seeded_articles_are_never_announced(run: Run, tmp_path: Path) -> None:
    code, out, err = run("seed", lines_of(tmp_path, corpus()[AID], "{"))

    assert code == 1
    assert "6 articles made known" in out
    assert "line 2" in err
    assert json.loads(run("audit", "--json")[1])["articles"]["seeded"] == 6


def test_a_backup_holds_everything_and_overwrites_nothing(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    assert run("backup", "copy.db")[0] == 0
    (tmp_path / "huunghi.toml").write_text('[monitor]\ndatabase = "copy.db"\n')
    assert json.loads(run("audit", "--json")[1])["total"] == 8
    assert run("backup", "copy.db")[0] == 1


def test_the_outbox_is_listed_and_acted_on(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    assert "Nothing waits." in run("outbox")[1]
    app = app_in(tmp_path)
    (channel,) = app.settings.channels
    slot = app.outbox.due_slot(channel, app.clock())
    assert slot is not None
    app.outbox.cut_digest(channel, slot, app.clock(), app.render)
    app.close()
    (row,) = [json.loads(line) for line in run("outbox", "--json")[1].splitlines()]

    assert row["state"] == "waiting"
    assert "digest" in run("outbox")[1]
    assert "now dropped" in run("outbox", "drop", str(row["id"]))[1]
    assert "now waiting" in run("outbox", "retry", str(row["id"]))[1]
    assert "now sent" in run("outbox", "mark-sent", str(row["id"]), "--message-id", "5")[1]
    assert json.loads(run("audit", "--json")[1])["ok"]
    assert run("outbox", "drop")[0] == 2
    assert run("outbox", "drop", "99")[0] == 1


# ── sources and checks ───────────────────────────────────────────────────────


def test_the_sources_are_listed(run: Run) -> None:
    code, out, _ = run("sources", "list", "--json")
    keys = {json.loads(line)["key"] for line in out.splitlines()}

    assert code == 0
    assert {"thoidai", "vufo", "kiengiang", "khanhhoa"} <= keys
    assert "Thời Đại" in run("sources", "list")[1]


def test_sources_check_shows_each_and_fails_when_one_is_sick(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    from dataclasses import replace

    from monitor.core.model import CycleReport
    from monitor.core.records import Health

    assert run("sources", "check")[0] == 0
    app = app_in(tmp_path)
    now = app.clock()
    sick = Health(source="kiengiang", last_ok_at=now, sick_since=now, problem="no entries on 200")
    report = CycleReport(started_at=now, finished_at=now)
    app.store.finish_cycle(report, [sick, replace(sick, source="vufo", sick_since=None)])
    app.close()
    code, out, _ = run("sources", "check", "--json")
    states = {json.loads(line)["source"]: json.loads(line)["state"] for line in out.splitlines()}

    assert code == 1
    assert (states["kiengiang"], states["vufo"]) == ("sick", "well")
    assert "no entries on 200" in run("sources", "check")[1]


@pytest.mark.usefixtures("no_web")
def test_check_says_what_to_do(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("check")

    assert code == 1
    assert "is this machine online?" in out
    assert "tip  database" in out
    assert "[fetch] contact" in out
    assert not (tmp_path / "var").exists()
    findings = [json.loads(line) for line in run("check", "--json")[1].splitlines()]
    assert {"configuration", "sources", "reach", "disk", "database", "telegram"} <= {
        finding["what"] for finding in findings
    }


def test_a_bad_configuration_is_one_line_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "huunghi.toml").write_text("[monitor]\npol_every = '1m'\n")
    code, out, err = run("once")

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "poll_every" in err


def test_backfill_must_not_be_negative(run: Run) -> None:
    assert run("once", "--backfill", "-1")[0] == 2


def test_an_unknown_source_cannot_be_recorded(run: Run) -> None:
    code, _, err = run("sources", "record", "nobody", "https://example.org/")

    assert code == 2
    assert "nobody" in err


def test_a_restore_puts_a_checked_backup_in_place(
    run: Run, state: tuple[int, ...], tmp_path: Path
) -> None:
    run("backup", "copy.db")
    (tmp_path / "torn.db").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    assert run("restore", "torn.db")[0] == 1
    assert run("restore", "nowhere.db")[0] == 1
    code, out, _ = run("restore", "copy.db")

    assert code == 0
    assert "restored from copy.db" in out
    assert json.loads(run("audit", "--json")[1])["total"] == 8


def test_an_export_fills_a_new_database(run: Run, state: tuple[int, ...], tmp_path: Path) -> None:
    before = run("audit", "--json")[1]
    assert "written" in run("export", "state.jsonl")[1]
    assert run("export", "state.jsonl")[0] == 1
    assert run("export", "-")[1] == (tmp_path / "state.jsonl").read_text(encoding="utf-8")
    (tmp_path / "huunghi.toml").write_text('[monitor]\ndatabase = "new.db"\n')
    assert "imported" in run("import", "state.jsonl")[1]
    assert run("audit", "--json")[1] == before
    assert run("import", "state.jsonl")[0] == 1
    assert run("import", "nowhere.jsonl")[0] == 1
