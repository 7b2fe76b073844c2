"""Which of the known sources are watched, as the settings say; mistakes name file and line."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.core.errors import ConfigError
from monitor.core.model import Source
from monitor.settings import Settings


def watched(settings: Settings, known: Sequence[Source]) -> tuple[Source, ...]:
    """The sources to watch. Raises ConfigError for a key that is no source's."""
    from scrapers.registry import choose_sources

    try:
        _refuse_strangers(settings, known)
        return choose_sources(known, settings.monitor.only)
    except ConfigError as error:
        raise ConfigError(_placed(settings, str(error))) from error


def _refuse_strangers(settings: Settings, known: Sequence[Source]) -> None:
    """A channel that waits for a source that does not exist would wait for ever."""
    for number, channel in enumerate(settings.channels, 1):
        strangers = set(channel.sources) - {source.key for source in known}
        if strangers:
            raise ConfigError(
                f"[[channels]] number {number} sources: there is no source"
                f" {min(strangers)!r}; see: huunghi sources list"
            )


def _placed(settings: Settings, problem: str) -> str:
    """With the file and the line."""
    from monitor.core.toml_lines import with_line

    path = settings.file
    if path is None:
        return problem
    return with_line(f"{path}: {problem}", str(path), path.read_text(encoding="utf-8-sig"))
