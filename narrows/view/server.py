"""The web server around the page: local by default, bounded, with nothing fetched from outside."""

from __future__ import annotations

import os
import socket
import threading
import time
import urllib.request
import warnings
import webbrowser
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from narrows.view import front_end_libraries

PAGE = "narrows.view.page.page_layout"
CDN = "/_solara/cdn/"
LOCAL = ("127.0.0.1", "localhost", "::1")
VISITORS = 40
"""Pages open at once."""
FORGOTTEN_AFTER = "10m"
"""How long a page that lost its browser is kept."""
FIRST_PAGE = 2.0
"""Seconds in which a page may be opened before anything else is made ready."""
LEAVING = 1
"""Seconds that open pages have when the server ends."""

NOTHING: Mapping[str, str] = {}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def settings(libraries: Path) -> dict[str, str]:
    """What the environment says to the page's framework."""
    return {
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
        "SOLARA_KERNEL_MAX_PER_SESSION": str(VISITORS),
        "SOLARA_SESSION_HTTP_ONLY": "true",
        "SOLARA_SESSION_SAME_SITE": "lax",
    }


def guarded(inner: Application, libraries: Path, host: str) -> Application:
    """The application behind a door.

    Libraries that are not here are not found, rather than looked for outside; a page of another
    site cannot reach in, whether by name or by a socket; and the browser may load and
    to send nothing elsewhere.
    """
    from starlette.datastructures import Headers, MutableHeaders
    from starlette.responses import PlainTextResponse

    async def door(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await inner(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not _welcome(headers.get("host", ""), headers.get("origin"), host):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("wrong host", 403)(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(CDN) and not _inside(libraries, path.removeprefix(CDN)):
            await PlainTextResponse("not found", 404)(scope, receive, send)
            return

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(POLICY)
            await send(message)

        await inner(scope, receive, send_with_policy)

    return door


POLICY = {
    "content-security-policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "frame-ancestors 'self'; form-action 'none'; base-uri 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def _welcome(asked: str, origin: str | None, host: str) -> bool:
    """Whether a request names this server, and comes from this server's own page."""
    name = asked.rsplit(":", 1)[0].strip("[]")
    if host in LOCAL and name not in LOCAL:
        return False
    return origin is None or origin.partition("://")[2] == asked


def _inside(libraries: Path, path: str) -> bool:
    wanted = (libraries / path).resolve()
    return wanted.is_relative_to(libraries.resolve()) and wanted.is_file()


def serve(
    host: str,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    addresses: Mapping[str, str] = NOTHING,
) -> None:
    """Serve the page until it is interrupted.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 for any free one.
        open_browser: Whether to open the page in the browser.
        say: Called with where the page is, and where each scenario that is opened.
        addresses: Queries of scenarios to open, by what they are called.

    Raises:
        AssetsError: The page's libraries are missing.
        OSError: The address cannot be listened on.
    """
    libraries = front_end_libraries.require()
    listening = socket.create_server((host, port), family=_family(host), backlog=128)
    os.environ.update(settings(libraries))
    warnings.filterwarnings("ignore", "Cookies with samesite=none", UserWarning)
    import uvicorn
    from solara.server.starlette import app

    from narrows.view.page import shared_engine

    url = f"http://{_in_url(host)}:{listening.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(
            guarded(app, libraries, host),
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=LEAVING,
        )
    )
    shared_engine.read_ahead()
    threading.Thread(target=_warm_up, args=(shared_engine.warm_up,), daemon=True).start()
    threading.Thread(
        target=_announce, args=(server, url, open_browser, say, addresses), daemon=True
    ).start()
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    shared_engine.laboratory().close()


def _announce(
    server: Any,
    url: str,
    open_browser: bool,
    say: Callable[[str], None],
    addresses: Mapping[str, str],
) -> None:
    while not server.started:
        time.sleep(0.02)
    _asked_once(url)
    say(f"Narrows is at {url}; Ctrl-C ends it")
    for name, query in addresses.items():
        say(f"{name} is at {url}/{query}")
    for query in list(addresses.values()) or [""] if open_browser else []:
        webbrowser.open(f"{url}/{query}" if query else url)


def _warm_up(work: Callable[[], None]) -> None:
    """Leave the first seconds to the page that is opened at once."""
    time.sleep(FIRST_PAGE)
    work()


def _asked_once(url: str) -> None:
    """Have the page's frame made, which takes longest the first time; no proxy is asked."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with suppress(OSError), direct.open(url) as answer:
        answer.read()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _in_url(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
