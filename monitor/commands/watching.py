"""What is shown of a cycle while it runs: progress on a terminal, or lines of the log."""

from __future__ import annotations

from monitor.core.model import SourceOutcome
from monitor.logs import LOGGER, line
from monitor.show import Progress


class Watch:
    """With -v a line for each source, with -vv for each page too; else progress on a terminal."""

    def __init__(self, verbose: int, progress: Progress | None = None) -> None:
        self._verbose = verbose
        self._progress = None if verbose else progress

    def source(self, outcome: SourceOutcome) -> None:
        """A source is done."""
        if self._progress:
            self._progress.step()
        if self._verbose:
            LOGGER.info(_source_line(outcome))

    def page(self, url: str) -> None:
        """A page is asked for."""
        if self._progress:
            self._progress.page()
        if self._verbose > 1:
            LOGGER.debug(line("page", url=url))

    def end(self) -> None:
        """Take away what is not to stay."""
        if self._progress:
            self._progress.end()


def _source_line(outcome: SourceOutcome) -> str:
    return line(
        "source",
        source=outcome.source,
        status=outcome.status.value,
        listed=outcome.entries,
        new=outcome.new,
        known=outcome.duplicates,
        unread=outcome.unread,
        requests=outcome.requests,
        seconds=outcome.seconds,
        problem=outcome.problem,
    )
