"""Pictures of the main states, for eyes: in the folder that NARROWS_PICTURES names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrows.view.notebook_maps import module, style
from narrows.view.page.map_panel import TITLES, scene

FOLDER = os.environ.get("NARROWS_PICTURES")
STATES = {
    "both": ("?p=bsc-package&n=420", 1920, 1080, "light"),
    "dark": ("?p=bsc-package&n=420&m=dark", 1920, 1080, "dark"),
    "difference": ("?p=bsc-package&n=420&w=difference&t=displaced", 1600, 1000, "light"),
    "so-far": ("?p=bsc-package&n=20&s=5", 1440, 900, "light"),
    "laptop": ("?p=french-coast&n=300", 1280, 800, "light"),
    "wide": ("?p=bsc-package&n=420", 2560, 1440, "light"),
    "phone": ("?p=french-coast&n=300", 390, 844, "light"),
    "follow": ("?p=bsc-package&n=420&t=follow", 1440, 900, "light"),
    "evidence": ("?p=bsc-package&n=20&o=outcome:deaths", 1440, 900, "light"),
    "studies": ("?p=bsc-package&n=20&t=studies", 1440, 900, "light"),
}


@pytest.mark.skipif(FOLDER is None, reason="NARROWS_PICTURES names no folder for pictures")
@pytest.mark.parametrize("name", STATES)
def test_picture(session, name):
    query, width, height, scheme = STATES[name]
    page = session(query, width=width, height=height, color_scheme=scheme)
    if name == "evidence":
        page.wait_for_selector(".dr-body section")
    if name == "so-far":
        page.wait_for_selector("[data-card=arrivals]")
    elif name not in ("follow", "studies", "evidence"):
        page.wait_for_selector(".ef-words[aria-label^='What changed'], .dp:has-text('family of')")
    if name == "follow":
        page.locator(".hp li button").first.click()
        page.wait_for_selector(".dr-steps li")
    path = Path(FOLDER) / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size > 20_000


def test_the_map_of_a_notebook_draws_itself_without_a_server(browser):
    page = browser.new_page(viewport={"width": 900, "height": 600})
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.append(sent.url) if sent.url.startswith("http") else None)
    page.set_content(
        f"<style>{style()}</style><div class='nx-map' style='height: 560px'><p id=map></p></div>"
    )
    page.evaluate(
        """async ([text, kept]) => {
             const made = new Blob([text], { type: "text/javascript" });
             const widget = await import(URL.createObjectURL(made));
             const model = { get: (name) => kept[name], set() {}, on() {}, save_changes() {} };
             await widget.default.render({ model, el: document.getElementById("map") });
           }""",
        [module(), {"scene": scene(), "frames": "", "shift": "", "titles": TITLES,
                    "shown": "both", "interval": 0}],
    )  # fmt: skip
    assert page.locator(".map-pane canvas").count() >= 2
    assert page.locator(".map-head").first.inner_text().startswith("Baseline")
    assert wrong == []
    page.close()
