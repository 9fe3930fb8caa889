"""The web server around the page: local by default, bounded, with nothing fetched from outside."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
import urllib.request
import warnings
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from narrows.view import front_end_libraries
from narrows.view.front_door import (
    COOKIE,
    OF_ONE,
    TOKEN,
    VISITORS,
    WILDCARDS,
    Admission,
    Public,
    guarded,
    is_loopback,
)

PAGE = "narrows.view.page.page_layout"
FORGOTTEN_AFTER = "10m"
"""How long a page that lost its browser is kept."""
FIRST_PAGE = 5.0
"""Seconds in which a page may be opened before anything else is made ready."""
LEAVING = 1
"""Seconds that open pages have when the server ends."""
MOST_SENT = 2_000_000
"""Bytes of one message of a browser; a scenario file is the longest."""
TOKEN_FROM = "NARROWS_VIEW_TOKEN"  # noqa: S105
"""Environment variable that names the token, so that links outlast a restart."""

NOTHING: Mapping[str, str] = {}


def settings(libraries: Path, public: Public | None = None) -> dict[str, str]:
    """What the environment says to the page's framework."""
    placed = {} if public is None else {
        "SOLARA_ROOT_PATH": public.base, "SOLARA_BASE_URL": f"{public.url}/",
    }  # fmt: skip
    return placed | {
        "SOLARA_APP": PAGE,
        "SOLARA_MODE": "production",
        "SOLARA_ASSETS_PROXY_CACHE_DIR": str(libraries),
        "SOLARA_ASSETS_EXTRA_LOCATIONS": "narrows.view.static",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
        "SOLARA_THEME_SHOW_BANNER": "false",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_TITLE": "Narrows",
        "SOLARA_THEME_VARIANT": "light",
        "SOLARA_KERNEL_CULL_TIMEOUT": FORGOTTEN_AFTER,
        "SOLARA_KERNEL_MAX_COUNT": str(VISITORS),
        "SOLARA_KERNEL_MAX_PER_SESSION": str(OF_ONE),
        "SOLARA_SESSION_HTTP_ONLY": "true",
        "SOLARA_SESSION_SAME_SITE": "lax",
    }


def admission(host: str, public: Public | None) -> Admission:
    """Whom a server on an address lets in; who is not on this machine must bring a token."""
    if is_loopback(host):
        return Admission(host, public)
    return Admission(host, public, os.environ.get(TOKEN_FROM) or secrets.token_urlsafe(18))


def serve(
    host: str,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    addresses: Mapping[str, str] = NOTHING,
    public: Public | None = None,
) -> None:
    """Serve the page until it is interrupted.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 for any free one.
        open_browser: Whether to open the page in the browser.
        say: Called with where the page is, and where each scenario that is opened.
        addresses: Queries of scenarios to open, by what they are called.
        public: Where visitors find the page, if a proxy stands before it.

    Raises:
        AssetsError: The page's libraries are missing.
        OSError: The address cannot be listened on.
    """
    libraries = front_end_libraries.require()
    listening = socket.create_server((host, port), family=_family(host), backlog=128)
    os.environ.update(settings(libraries, public))
    who = admission(host, public)
    warnings.filterwarnings("ignore", "Cookies with samesite=none", UserWarning)
    import uvicorn
    from solara.server.starlette import app

    from narrows.view.page import idle_visitors, shared_engine
    from narrows.view.page.card_address import with_cards

    own = f"http://{_in_url(host)}:{listening.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(
            guarded(with_cards(app), libraries, who),
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=LEAVING,
            ws_max_size=MOST_SENT,
            ws_per_message_deflate=not who.near,
        )
    )
    shared_engine.read_ahead()
    idle_visitors.start()
    threading.Thread(target=_warm_up, args=(shared_engine.warm_up,), daemon=True).start()
    threading.Thread(
        target=_announce, args=(server, own, who, open_browser, say, addresses), daemon=True
    ).start()
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    shared_engine.laboratory().close()


def _announce(
    server: Any,
    own: str,
    who: Admission,
    open_browser: bool,
    say: Callable[[str], None],
    addresses: Mapping[str, str],
) -> None:
    while not server.started:
        time.sleep(0.02)
    _asked_once(own, who)
    url = who.public.url if who.public else own
    say(f"Narrows is at {_link(url, '', who)}; Ctrl-C ends it")
    for line in reach(who):
        say(line)
    for name, query in addresses.items():
        say(f"{name} is at {_link(url, query, who)}")
    for query in list(addresses.values()) or [""] if open_browser else []:
        webbrowser.open(_link(url, query, who))


def reach(who: Admission) -> list[str]:
    """Who can reach the page, where others than this machine can."""
    said = []
    if who.token:
        net = (
            "any network of this machine" if who.host in WILDCARDS else f"the network of {who.host}"
        )
        said.append(
            f"whoever is on {net} and has the link with its token can open the page and use this "
            "machine's processors; nothing is encrypted unless a proxy does it"
        )
    if who.public:
        said.append(f"only requests for {who.public.url} are answered")
    return said


def _link(url: str, query: str, who: Admission) -> str:
    """A link that opens the page, with the token if one is needed."""
    if who.token:
        query = f"?{TOKEN}={who.token}{query.replace('?', '&', 1)}"
    return f"{url}/{query}" if query else url


def _warm_up(work: Callable[[], None]) -> None:
    """Leave the first seconds to the page that is opened at once."""
    time.sleep(FIRST_PAGE)
    work()


def _asked_once(url: str, who: Admission) -> None:
    """Have the page's frame made, which takes longest the first time; no proxy is asked."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    headers = {"cookie": f"{COOKIE}={who.token}"} if who.token else {}
    if who.public:
        headers["host"] = who.public.host
    with suppress(OSError), direct.open(urllib.request.Request(url, headers=headers)) as answer:  # noqa: S310
        answer.read()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _in_url(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
