"""The page as others reach it: behind nginx, with a token, and when there is no room."""

from __future__ import annotations

import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from narrows.view.front_door import OF_ONE
from tests.browser.conftest import PATIENCE, Watch, serving

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
QUERY = "?p=finance&d=366&n=5"
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port};
    location /narrows/ {{
      proxy_pass {inner};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h;
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def proxied(folder: Path, port: int, inner: str) -> Iterator[None]:
    """An nginx that passes on what is asked below /narrows/."""
    path = folder / "nginx.conf"
    path.write_text(CONFIGURATION.format(folder=folder, port=port, inner=inner))
    proxy = subprocess.Popen([NGINX, "-c", str(path), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        proxy.terminate()
        proxy.wait(20)


def status(address: str, **headers) -> int:
    """What a server answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        asked = urllib.request.Request(address, headers=headers)  # noqa: S310
        with direct.open(asked, timeout=60) as got:
            return int(got.status)
    except urllib.error.HTTPError as error:
        return int(error.code)


@pytest.mark.long
@pytest.mark.skipif(NGINX is None, reason="no nginx is here; install Debian's package nginx-light")
@pytest.mark.parametrize("stripped", [False, True])
def test_behind_a_proxy_the_page_is_whole_below_its_path(browser, runs, tmp_path, stripped):
    port, inside = free_port(), free_port()
    public = f"http://127.0.0.1:{port}/narrows"
    inner = f"http://127.0.0.1:{inside}{'/' if stripped else ''}"
    with (
        proxied(tmp_path, port, inner),
        serving(runs, inside, "--public-url", public) as address,
    ):
        assert address == public
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        watch = Watch(context.new_page(), public)
        watch.page.goto(f"{public}/{QUERY}")
        watch.page.wait_for_selector("[aria-label=Play]:enabled")
        assert watch.page.locator("canvas").count() > 0
        watch.page.click("[aria-label='Forward one day']")
        watch.page.wait_for_url(f"{public}/?**n=6**")
        assert watch.wrong == []
        context.close()
        assert status(f"http://127.0.0.1:{inside}/") == 403, "by another name than the public one"
        for path in ("no/such", "static/%00", "%2e%2e/etc", "jupyter/api/kernels/x"):
            assert status(f"{public}/{path}") in (400, 404)


def test_a_link_with_its_token_opens_the_page_and_nothing_else_does(browser, runs):
    with serving(runs, 0, "--host", "0.0.0.0") as link:  # noqa: S104
        address = link[: link.index("/?")]
        assert status(f"{address}/") == 401
        context = browser.new_context()
        watch = Watch(context.new_page(), address)
        watch.page.goto(f"{link}&{QUERY[1:]}")
        watch.page.wait_for_selector("[aria-label=Play]:enabled")
        assert "token" not in watch.page.url
        watch.page.reload()
        watch.page.wait_for_selector("[aria-label=Play]:enabled")
        assert watch.wrong == []
        context.close()


@pytest.mark.long
def test_one_browser_that_has_too_many_pages_open_is_told_and_let_in_later(browser, address):
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    pages = []
    for _ in range(OF_ONE):
        pages.append(context.new_page())
        pages[-1].goto(f"{address}/{QUERY}")
        pages[-1].wait_for_selector("body.nx-here")
    more = context.new_page()
    more.goto(f"{address}/{QUERY}")
    assert "pages are open in this browser" in more.inner_text("[role=status]")
    pages[0].close()
    more.wait_for_selector("body.nx-here")
    assert "p=finance" in more.url
    context.close()
