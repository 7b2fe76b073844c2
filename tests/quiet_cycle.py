"""Sources over TLS on loopback that have nothing new, and a spy that counts what asking costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.site_server import CA_FILE, Answer, SiteServer

HEAVY = frozenset(
    {
        "telegram",
        "apscheduler",
        "feedparser",
        "bs4",
        "selectolax",
        "trafilatura",
        "numpy",
        "lxml",
        "protego",
        "prometheus_client",
    }
)
"""What a cycle that finds nothing new has no use for."""

_FEED = """<rss version="2.0"><channel><title>Tin</title><link>{base}/</link>
<item><title>Hội nghị đối ngoại nhân dân số {number}</title><link>{base}/tin-{number}.html</link>
<pubDate>Mon, 07 Sep 2020 19:51:09 +0700</pubDate></item></channel></rss>"""

_SPY = """
import json, sqlite3, sys
from monitor import cli
said = []
connect = sqlite3.connect
def traced(*given, **named):
    connection = connect(*given, **named)
    connection.set_trace_callback(said.append)
    return connection
sqlite3.connect = traced
def end():
    with open(sys.argv[1], "w") as file:
        json.dump({"statements": said, "modules": sorted(sys.modules)}, file)
import os
leave = os._exit
def left(code):
    end()
    leave(code)
os._exit = left
code = cli.main(["once"])
end()
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one cycle did. `commits` are transactions that wrote."""

    modules: frozenset[str]
    statements: int
    commits: int
    requests: int


class QuietSite:
    """`count` sources, each a server of its own, and a folder with the settings for them."""

    def __init__(self, folder: Path, count: int = 20) -> None:
        self.folder = folder
        self.command = [sys.executable, "-m", "monitor.cli", "once"]
        # As cron has it: compiled modules are kept, and no settings come from outside.
        self.environ = {
            name: value
            for name, value in os.environ.items()  # noqa: TID251 - a test's subprocess
            if not name.startswith(("HUUNGHI_", "COVERAGE_")) and name != "PYTHONDONTWRITEBYTECODE"
        }
        self._stack = ExitStack()
        self.servers = [SiteServer(tls="site") for _ in range(count)]

    def __enter__(self) -> QuietSite:
        for number, server in enumerate(self.servers):
            self._stack.enter_context(server)
            feed = _FEED.format(base=server.base, number=number)
            server.route("/feed", Answer(feed, content_type="text/xml", etag=f'"{number}"'))
        self._write()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def once(self) -> subprocess.CompletedProcess[str]:
        """One cycle as cron would start it."""
        return subprocess.run(
            self.command,
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )

    def requests(self) -> list[str]:
        """All paths that were asked for since the last `forget`."""
        return [request.path for server in self.servers for request in server.log]

    def forget(self) -> None:
        """Count requests from nothing."""
        for server in self.servers:
            server.log.clear()

    def _write(self) -> None:
        names = [f"quiet{number}" for number in range(len(self.servers))]
        tables = [
            f'[{name}]\nname = "Nguồn {name}"\nhome = "{server.url()}"\n'
            f'feeds = ["{server.url("/feed")}"]\nca_file = "{CA_FILE}"\n'
            for name, server in zip(names, self.servers, strict=True)
        ]
        (self.folder / "mine.toml").write_text("\n".join(tables), "utf-8")
        (self.folder / "huunghi.toml").write_text(
            f'[monitor]\nsources = "mine.toml"\nonly = {json.dumps(names)}\n'
            '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n',
            "utf-8",
        )


def spy(site: QuietSite) -> Counted:
    """One cycle in a process that tells what it imported, and what it asked of SQLite."""
    told = site.folder / "told.json"
    subprocess.run(
        [sys.executable, "-c", _SPY, str(told)],
        cwd=site.folder,
        env=site.environ,
        capture_output=True,
        check=True,
        timeout=300,
    )
    found: dict[str, Any] = json.loads(told.read_text())
    return Counted(
        modules=frozenset(found["modules"]),
        statements=len(found["statements"]),
        commits=_commits(found["statements"]),
        requests=len(site.requests()),
    )


def _commits(statements: list[str]) -> int:
    """Transactions that wrote, of the statements as SQLite's trace tells them."""
    verbs = [statement.split(None, 1)[0].upper() for statement in statements if statement.strip()]
    commits, wrote, inside = 0, False, False
    for verb in verbs:
        writes = verb in ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
        if verb == "BEGIN":
            inside, wrote = True, False
        elif verb in ("COMMIT", "END"):
            commits += wrote
            inside = False
        elif verb == "ROLLBACK":
            inside = False
        elif writes and inside:
            wrote = True
        elif writes:
            commits += 1
    return commits
