"""What the page is held to: paint, first answer, a step, frames a second, a lever, ten visitors.

``make bench-view BENCH="[--minutes 5] [--visitors 10]"`` starts a server and real browsers.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SCENARIO = "?p=bsc-package&n=60"
CHOOSER = "label:has-text('Start from') select"
MOVED = "[data-lever='technology']"
ESTIMATE = """async ([lever, at]) => {
  const lead = document.querySelector(".an-lead"), before = lead.textContent;
  const asked = document.querySelector(`${lever} input[type=range]`);
  const changed = new Promise((done) => {
    const look = new MutationObserver(() => {
      if (lead.dataset.estimated === "true" && lead.textContent !== before) {
        look.disconnect();
        done(performance.now());
      }
    });
    look.observe(lead, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  const started = performance.now();
  asked.value = Number(asked.min) + at * (asked.max - asked.min);
  asked.dispatchEvent(new Event("change"));
  return (await changed) - started;
}"""
"""Milliseconds from a lever that is moved to an estimate of it in the page."""
FRAMES = """async () => {
  const times = [];
  await new Promise((done) => {
    const tick = (now) => {
      times.push(now);
      if (times.length < 240) requestAnimationFrame(tick);
      else done();
    };
    requestAnimationFrame(tick);
  });
  return 1000 * (times.length - 1) / (times.at(-1) - times[0]);
}"""


@contextmanager
def server() -> Iterator[tuple[str, psutil.Process]]:
    """A server of the page: its address and its process."""
    command = [sys.executable, "-m", "narrows.cli.main", "view", "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        found = None
        while found is None and process.stderr is not None:
            found = re.search(r"http://\S+(?=;)", process.stderr.readline())
        assert found
        yield found[0], psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def memory(process: psutil.Process) -> float:
    """MB of a process and its workers that they alone hold."""
    family = [process, *process.children(recursive=True)]
    return sum(each.memory_full_info().uss for each in family) / 1e6


def one_session(page: Any, address: str) -> dict[str, float]:
    """Seconds to the first paint and answer of a cold server, a step, the first interval of a lever
    that is changed; frames a second in play."""
    found = {}
    started = time.perf_counter()
    page.goto(f"{address}/{SCENARIO}", wait_until="commit")
    page.wait_for_selector("body.nx-here .map-pane canvas", state="attached")
    page.wait_for_selector(".lv-one")
    found["first paint, s"] = time.perf_counter() - started
    page.wait_for_selector(".an-lead:has-text('By ')")
    found["first answer, s"] = time.perf_counter() - started
    page.wait_for_selector(".tl-wait", state="detached")
    found["a step shown, s"] = statistics.median(_step(page) for _ in range(9))
    page.select_option(".tl-speed select", "7")
    page.click("[aria-label=Play]")
    time.sleep(2)
    found["frames a second"] = statistics.median(page.evaluate(FRAMES) for _ in range(3))
    page.click("[aria-label=Pause]")
    found["estimate of a moved lever, ms"] = statistics.median(_estimates(page))
    page.uncheck("[data-lever='finance-disruption'] input[type=checkbox]")
    started = time.perf_counter()
    page.wait_for_selector("[data-card=arrivals]", state="detached")
    page.wait_for_selector("[data-card=arrivals]")
    found["first interval of a changed lever, s"] = time.perf_counter() - started
    page.wait_for_selector(".ef-words[aria-label^='What changed']")
    found["first verdicts of a changed lever, s"] = time.perf_counter() - started
    return found


def _estimates(page: Any) -> Iterator[float]:
    """Milliseconds of one estimate after another, each with time for what follows from it."""
    page.click(f"{MOVED} summary")
    for turn in range(9):
        yield page.evaluate(ESTIMATE, [MOVED, 0.1 + 0.08 * turn])
        time.sleep(2)


def _step(page: Any) -> float:
    before = page.inner_text(".tl-date strong")
    started = time.perf_counter()
    page.click("[aria-label='Forward one day']")
    page.wait_for_function(
        "was => document.querySelector('.tl-date strong').innerText !== was", arg=before
    )
    return time.perf_counter() - started


def many_visitors(
    open_page: Callable[[], Any],
    address: str,
    process: psutil.Process,
    visitors: int,
    seconds: float,
) -> dict[str, Any]:
    """Visitors at once, each of whom plays and changes things: errors, and memory at its most."""
    presets = ("bsc-package", "finance", "french-coast", "posts-abroad", "upstream-equipment")
    pages, wrong, kept = [], [], []
    for number in range(visitors):
        page = open_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", lambda got: wrong.append(got.url) if got.status >= 400 else None)
        page.goto(f"{address}/?p={presets[number % len(presets)]}&d=366&n={number}")
        pages.append(page)
    ends, turn = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        page = pages[turn % visitors]
        round_ = turn // visitors
        if round_ % 2 == 0 and page.locator("[aria-label=Play]:enabled").count():
            page.click("[aria-label=Play]")
        elif round_ % 4 == 3:
            page.select_option(CHOOSER, presets[(turn + round_) % len(presets)])
        wrong += page.locator("[role=alert]").all_inner_texts()
        kept.append(memory(process))
        turn += 1
        time.sleep(0.5)
    return {
        "visitors": visitors,
        "seconds": seconds,
        "acts": turn,
        "errors": wrong,
        "memory at first, MB": kept[0],
        "memory at most, MB": max(kept),
        "memory at last, MB": kept[-1],
    }


def one_tab(page: Any, address: str, process: psutil.Process, minutes: float) -> dict[str, Any]:
    """One visitor who goes through presets in one tab: an act every five seconds."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/")
    page.wait_for_selector("[aria-label=Play]:enabled")
    chooser = page.locator(CHOOSER)
    presets = chooser.locator("option").evaluate_all("all => all.map((each) => each.value)")
    kept, ends, turn = [memory(process)], time.monotonic() + minutes * 60, 0
    while time.monotonic() < ends:
        preset, act = presets[turn // 4 % len(presets)], turn % 4
        if act == 0:
            chooser.select_option(preset)
        elif act == 1 and page.locator("[aria-label=Play]:enabled").count():
            page.click("[aria-label=Play]")
        elif act == 2:
            page.locator("[role=tab]").nth(turn // 4 % page.locator("[role=tab]").count()).click()
        elif act == 3:
            page.locator("[aria-label=Day]").evaluate(
                "(bar, day) => { bar.value = day; bar.dispatchEvent(new Event('change')); }",
                30 * (turn % 24),
            )
        kept.append(memory(process))
        turn += 1
        time.sleep(5)
    return {
        "acts": turn,
        "errors": wrong,
        "memory at first, MB": round(kept[0]),
        "memory by quarter at most, MB": [
            round(max(kept[len(kept) * at // 4 : max(len(kept) * (at + 1) // 4, 1)]))
            for at in range(4)
        ],
    }


def main() -> None:
    """Measure, and print what was found."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--minutes", type=float, default=5.0)
    words.add_argument("--visitors", type=int, default=10)
    words.add_argument("--one-tab", type=float, help="minutes of one visitor alone; nothing else")
    asked = words.parse_args()
    from playwright.sync_api import sync_playwright

    with server() as (address, process), sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))

        def open_page() -> Any:
            page = browser.new_context(viewport={"width": 1600, "height": 1000}).new_page()
            page.set_default_timeout(180_000)
            return page

        if asked.one_tab:
            print(one_tab(open_page(), address, process, asked.one_tab), flush=True)
            browser.close()
            return
        for name, value in one_session(open_page(), address).items():
            print(f"{name}: {value:.2f}", flush=True)
        found = many_visitors(open_page, address, process, asked.visitors, asked.minutes * 60)
        for name, value in found.items():
            print(f"{name}: {value}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
