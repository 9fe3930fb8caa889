"""A real server, a real browser, and pages that notice what must not happen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiments.comparison.planned_looks import FIRST
from narrows.view import front_end_libraries
from narrows.view.included_runs import FOLDER, write
from narrows.view.page_link import State
from tests.narrows.view.made_runs import made_emulator, made_pairs, question

ROOT = Path(__file__).parents[2]
REQUIRED = os.environ.get("NARROWS_BROWSER") == "required"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
FINISHED = {"finance": 4_000, "posts-abroad": 3_000}
"""Presets that have finished runs, and by how much arrivals fall in them."""
PATIENCE = 120_000
"""Milliseconds that anything may take on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these tests are slow."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


def _lacking(what: str) -> None:
    if REQUIRED:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    if path is None:
        _lacking("no Chromium is here; install Debian's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def runs(tmp_path_factory) -> Path:
    """A folder of finished runs, which no model has made, of two presets, and of estimates."""
    folder = tmp_path_factory.mktemp("runs")
    for preset, fall in FINISHED.items():
        asked = question(preset, days=State().days)
        pairs = made_pairs(asked, FIRST, fall).values()
        write(folder / "baseline.parquet", asked.baseline, asked, [both[0] for both in pairs])
        write(folder / f"{preset}.parquet", asked.changed, asked, [both[1] for both in pairs])
    made_emulator(folder)
    return folder


@pytest.fixture(scope="session")
def address(runs) -> Iterator[str]:
    """Where a server of the page listens."""
    if lacking := front_end_libraries.missing():
        _lacking(f"the page lacks {', '.join(lacking)}; run make view-assets")
    with serving(runs) as found:
        yield found


@contextmanager
def serving(runs: Path, port: int = 0, *options: str) -> Iterator[str]:
    """A server of the page while it is needed: its address."""
    command = [
        sys.executable, "-m", "narrows.cli.main", "view", "--no-open", "--port", str(port),
        *options,
    ]  # fmt: skip
    server = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True,
        env={**os.environ, FOLDER: str(runs)},
    )  # fmt: skip
    assert server.stderr is not None
    reader = threading.Thread(target=server.stderr.read, daemon=True)
    try:
        said = []
        for line in server.stderr:
            said.append(line)
            if found := re.search(r"http://\S+(?=;)", line):
                break
        else:
            pytest.fail(f"the server did not start: {''.join(said)}")
        reader.start()
        yield found[0]
    finally:
        server.terminate()
        server.wait(20)
        reader.join(20)
        server.stderr.close()


class Watch:
    """A page, and all that went wrong on it."""

    def __init__(self, page, address: str) -> None:
        self.page, self.wrong = page, []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("console", self._said)
        page.on("request", lambda sent: self._asked(sent.url, address))
        page.on("response", self._answered)
        page.on(
            "websocket", lambda made: self._asked(made.url.replace("ws://", "http://"), address)
        )

    def _said(self, message) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.wrong.append(f"outside request: {url}")

    def _answered(self, response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")


@pytest.fixture
def session(browser, address) -> Iterator[Callable[..., object]]:
    """Open the page as a new visitor and wait for both worlds; at the end nothing was wrong."""
    contexts, watched = [], []

    def opened(query: str = "", *, width: int = 1440, height: int = 900, **terms):
        context = browser.new_context(viewport={"width": width, "height": height}, **terms)
        contexts.append(context)
        watch = Watch(context.new_page(), address)
        watched.append(watch)
        watch.page.goto(f"{address}/{query}")
        watch.page.wait_for_selector("body.nx-here")
        stands(watch.page)
        return watch.page

    yield opened
    for context in contexts:
        context.close()
    assert [wrong for watch in watched for wrong in watch.wrong] == []


def stands(page) -> None:
    """Wait until both worlds have reached the day that is wanted."""
    page.wait_for_selector("[aria-label=Play]:enabled")
    page.wait_for_selector(".tl-wait", state="detached")
