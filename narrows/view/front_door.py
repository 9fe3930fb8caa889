"""Who may come in: hosts, origins and a token; what is asked for; and how many at once.

Every request passes it before the page's framework sees it. A page of another site cannot reach
in, whether by name (DNS rebinding) or by a socket; no address makes the server fail; and a visitor
for whom there is no room is told so.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from scenarios.errors import InputError

CDN = "/_solara/cdn/"
VISITORS = 40
"""Pages open at once."""
OF_ONE = 12
"""Pages that one browser may have open at once."""
BUSY_FOR = 15
"""Seconds after which a busy page asks again."""
TOKEN = "token"  # noqa: S105
COOKIE = "narrows-token"
SESSION = "solara-session-id"
SHOWN = re.compile(
    r"/|/readyz|/favicon\.ico|/card\.(?:svg|png)|/static/.+|/_solara/cdn/.+|"
    r"/jupyter/nbextensions/.+"
)
"""What may be read."""
SOCKET = re.compile(r"/jupyter/api/kernels/[\w-]{1,80}/channels")
CLOSING = re.compile(r"/_solara/api/close/[\w-]{1,80}")
UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.\.(?:/|$)")
LONGEST = 400
"""Characters of a path."""
POLICY = {
    "content-security-policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "object-src 'none'; frame-ancestors 'self'; form-action 'none'; base-uri 'self'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""What the browser may do. The page's libraries compile its parts in the browser, so that
``unsafe-eval`` cannot be left out."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Public:
    """Where visitors find the page, if a proxy stands before it.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Name, with the port if it is not the scheme's own.
        base: Path below which the page is, without a last slash; empty at the top.
    """

    scheme: str
    host: str
    base: str

    @property
    def url(self) -> str:
        """The address in full."""
        return f"{self.scheme}://{self.host}{self.base}"


@dataclass(frozen=True)
class Admission:
    """Whom the server lets in.

    Attributes:
        host: Address that it listens on.
        public: Where visitors find it, if not there.
        token: What a visitor must bring; empty for nothing.
    """

    host: str
    public: Public | None = None
    token: str = ""

    @property
    def near(self) -> bool:
        """Whether all visitors are on this machine, to whom nothing need be sent compressed."""
        return self.public is None and is_loopback(self.host)

    def names(self, asked: str) -> bool:
        """Whether a request's ``Host`` is a name of this server."""
        if self.public is not None:
            return asked.lower() == self.public.host
        name = _name(asked)
        if is_loopback(self.host):
            return name in ("localhost", self.host) or _is_address(name, loopback=True)
        if name == self.host or name in own_names():
            return True
        return _is_address(name) and (self.host in WILDCARDS or not _is_address(self.host))

    def same_site(self, asked: str, origin: str | None) -> bool:
        """Whether a request is sent by this server's own page, or by no page at all."""
        if origin is None:
            return True
        if self.public is not None:
            return origin.lower() == f"{self.public.scheme}://{self.public.host}"
        return origin.partition("://")[2] == asked

    def brings(self, given: str) -> bool:
        """Whether a token is the right one."""
        return hmac.compare_digest(given.encode(), self.token.encode())


WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104


def public_url(text: str) -> Public:
    """The parts of a public address.

    Raises:
        InputError: If it is no address of a server.
    """
    parts = urlsplit(text)
    try:
        port = parts.port
    except ValueError:
        port = -1
    plain = not (parts.query or parts.fragment or parts.username)
    path = parts.path.rstrip("/")
    if (
        parts.scheme not in ("http", "https") or not parts.hostname or port == -1 or not plain
        or not re.fullmatch(r"(?:/[\w.~-]+)*", path) or UNSAFE.search(path)
    ):  # fmt: skip
        raise InputError(
            f"--public-url is {text[:80]!r}; give an address such as https://host/base"
        )
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    own = {"http": 80, "https": 443}[parts.scheme]
    return Public(parts.scheme, name if port in (None, own) else f"{name}:{port}", path)


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    return host == "localhost" or _is_address(host, loopback=True)


def own_names() -> frozenset[str]:
    """What this machine is called."""
    return frozenset({socket.gethostname().lower(), socket.getfqdn().lower(), "localhost"})


def _name(asked: str) -> str:
    """The name in a ``Host``, without its port."""
    end = asked.rfind("]")
    name = asked[: end + 1] if end >= 0 else asked.partition(":")[0]
    return name.strip("[]").lower()


def _is_address(name: str, *, loopback: bool = False) -> bool:
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return False
    return found.is_loopback if loopback else True


@dataclass
class _Room:
    """Sockets that are open, by browser."""

    open: Counter[str] = field(default_factory=Counter)

    def fault(self, browser: str) -> str:
        """Why there is no room for one more page; empty if there is."""
        if self.open.total() >= VISITORS:
            return f"All {VISITORS} places are taken. This page asks again by itself."
        if browser and self.open[browser] >= OF_ONE:
            return (
                f"{OF_ONE} pages are open in this browser. Close one; this page asks again by "
                "itself."
            )
        return ""

    def enter(self, browser: str) -> None:
        self.open[browser] += 1

    def leave(self, browser: str) -> None:
        self.open[browser] -= 1
        self.open += Counter()


def guarded(inner: Application, libraries: Path, admission: Admission) -> Application:
    """The application behind its door.

    Libraries that are not here are not found, rather than looked for outside, and the browser may
    load from and send to nowhere else.
    """
    return _Door(inner, libraries, admission)


class _Door:
    def __init__(self, inner: Application, libraries: Path, admission: Admission) -> None:
        self.inner, self.libraries, self.admission = inner, libraries.resolve(), admission
        self.room = _Room()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._page(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.inner(scope, receive, send)

    async def _page(self, scope: Message, receive: Receive, send: Send) -> None:
        from starlette.datastructures import MutableHeaders
        from starlette.requests import Request

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(POLICY)
            await send(message)

        scope = self._placed(scope)
        answer = self._refusal(Request(scope))
        await (answer or self.inner)(scope, receive, send_with_policy)

    async def _socket(self, scope: Message, receive: Receive, send: Send) -> None:
        from starlette.requests import HTTPConnection

        scope = self._placed(scope)
        asked = HTTPConnection(scope)
        browser = asked.cookies.get(SESSION, "")
        wanted = SOCKET.fullmatch(scope["path"]) and asked.query_params.get("session_id")
        if not wanted or not self._welcome(asked) or self.room.fault(browser):
            await send({"type": "websocket.close", "code": 1008})
            return
        self.room.enter(browser)
        try:
            await self.inner(scope, receive, send)
        finally:
            self.room.leave(browser)

    def _placed(self, scope: Message) -> Message:
        """A request as it stands at the top of the server, as visitors made it."""
        public = self.admission.public
        if self.admission.near:
            sent = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            return {**scope, "headers": sent}
        if public is None:
            return scope
        path, base = scope["path"], public.base
        if base and (path == base or path.startswith(f"{base}/")):
            path = path.removeprefix(base) or "/"
        scheme = (
            public.scheme.replace("http", "ws") if scope["type"] == "websocket" else public.scheme
        )
        return {**scope, "path": path, "raw_path": path.encode(), "scheme": scheme}

    def _welcome(self, asked: Any) -> bool:
        """Whether a request names this server, comes from its own page, and brings the token."""
        host, origin = asked.headers.get("host", ""), asked.headers.get("origin")
        if not self.admission.names(host) or not self.admission.same_site(host, origin):
            return False
        return not self.admission.token or self.admission.brings(asked.cookies.get(COOKIE, ""))

    def _refusal(self, asked: Any) -> Application | None:
        """What is answered in place of the page; None for the page itself."""
        from starlette.responses import PlainTextResponse, RedirectResponse

        host, path = asked.headers.get("host", ""), asked.scope["path"]
        if not self.admission.names(host):
            return PlainTextResponse("wrong host", 403)
        if not self.admission.same_site(host, asked.headers.get("origin")):
            return PlainTextResponse("wrong origin", 403)
        if self.admission.token and path == "/" and TOKEN in asked.query_params:
            return self._with_token(asked)
        if not self._welcome(asked):
            return PlainTextResponse(NO_TOKEN, 401)
        if not _is_known(asked.method, path) or not self._is_here(path):
            return PlainTextResponse("not found", 404)
        if path == "/favicon.ico":
            base = self.admission.public.base if self.admission.public else ""
            return RedirectResponse(f"{base}/static/assets/favicon.svg")
        fault = self.room.fault(asked.cookies.get(SESSION, "")) if path == "/" else ""
        return _busy(fault) if fault else None

    def _with_token(self, asked: Any) -> Application:
        """Keep the token of an address, and go on without it."""
        from starlette.responses import PlainTextResponse, RedirectResponse

        if not self.admission.brings(asked.query_params[TOKEN]):
            return PlainTextResponse(NO_TOKEN, 401)
        rest = [pair for pair in parse_qsl(asked.url.query, keep_blank_values=True)
                if pair[0] != TOKEN]  # fmt: skip
        base = self.admission.public.base if self.admission.public else ""
        to = RedirectResponse(f"{base}/{'?' if rest else ''}{urlencode(rest, safe='*~:/.')}", 303)
        to.set_cookie(
            COOKIE, self.admission.token, httponly=True, samesite="lax", path=f"{base}/",
            secure=asked.scope["scheme"] == "https",
        )  # fmt: skip
        return to

    def _is_here(self, path: str) -> bool:
        if not path.startswith(CDN):
            return True
        wanted = (self.libraries / path.removeprefix(CDN)).resolve()
        return wanted.is_relative_to(self.libraries) and wanted.is_file()


NO_TOKEN = "This page needs the token in the link that narrows view printed when it started."  # noqa: S105


def _is_known(method: str, path: str) -> bool:
    """Whether there is anything at a path for a method."""
    if len(path) > LONGEST or UNSAFE.search(path):
        return False
    return bool((SHOWN if method in ("GET", "HEAD") else CLOSING).fullmatch(path)) and (
        method in ("GET", "HEAD", "POST")
    )


def _busy(said: str) -> Application:
    """A page that says why there is no room, and asks again by itself."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8>"
        f"<meta http-equiv=refresh content={BUSY_FOR}><title>Narrows is busy</title>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        "<body style='font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34em; margin: 3em auto; "
        f"padding: 0 1em'><h1>Narrows is busy</h1><p role=status>{said}</p></body></html>",
        503,
        {"retry-after": str(BUSY_FOR)},
    )
