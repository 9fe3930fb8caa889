"""The door of the page: who comes in, what there is to ask for, and how many there is room for."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from narrows.view import front_door
from narrows.view.front_door import OF_ONE, VISITORS, Admission, guarded, public_url
from scenarios.errors import InputError

HERE = Admission("127.0.0.1")
TOKEN = Admission("0.0.0.0", token="secret")  # noqa: S104, S106
PUBLIC = Admission("127.0.0.1", public_url("https://maps.example/narrows"))
SOCKET = "/jupyter/api/kernels/abc/channels"


class Inside:
    """What stands behind the door: answers requests, and holds sockets until let go."""

    def __init__(self):
        self.asked, self.held = [], []

    async def __call__(self, scope, receive, send):
        self.asked.append(scope)
        if scope["type"] == "websocket":
            waiting = asyncio.get_running_loop().create_future()
            self.held.append(waiting)
            await waiting
        else:
            await PlainTextResponse("inside")(scope, receive, send)


@pytest.fixture
def door(tmp_path):
    (tmp_path / "one@1.0.0").mkdir()
    (tmp_path / "one@1.0.0" / "main.js").write_text("1")
    return lambda admission=HERE: guarded(Inside(), tmp_path, admission)


def scope_of(path, kind="http", method="GET", **headers):
    names = {"host": "127.0.0.1:8765"} | headers
    path, _, query = path.partition("?")
    return {
        "type": kind, "method": method, "path": path, "query_string": query.encode(),
        "scheme": "http" if kind == "http" else "ws", "server": ("127.0.0.1", 8765),
        "headers": [(name.encode(), value.encode()) for name, value in names.items()],
    }  # fmt: skip


async def answered(door, scope):
    said = []

    async def send(message):
        said.append(message)

    await door(scope, None, send)
    return said


def run(work):
    with ThreadPoolExecutor(1) as aside:  # a browser's loop may run in this thread
        return aside.submit(asyncio.run, work).result()


def ask(door, path, **terms):
    """Status, headers and body of an answer."""
    first, *rest = run(answered(door, scope_of(path, **terms)))
    headers = {name.decode(): value.decode() for name, value in first["headers"]}
    return first["status"], headers, b"".join(each.get("body", b"") for each in rest).decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/?p=bsc-package", 200),
        ("/readyz", 200),
        ("/static/assets/custom.js", 200),
        ("/_solara/cdn/one@1.0.0/main.js", 200),
        ("/_solara/cdn/two@1.0.0/main.js", 404),
        ("/_solara/cdn/../../pyproject.toml", 404),
        ("/_solara/cdn/one@1.0.0", 404),
        ("/resourcez", 404),
        ("/_solara/api/evict/abc", 404),
        ("/no/such/page", 404),
        ("/static/\x00", 404),
        ("/static/../../etc/passwd", 404),
        ("/static/..\\secret", 404),
        ("/static/" + "x" * 5_000, 404),
        ("//", 404),
    ],
)
def test_only_what_the_page_needs_is_served(door, path, status):
    assert ask(door(), path)[0] == status


def test_nothing_is_sent_in_but_the_end_of_a_page(door):
    assert ask(door(), "/_solara/api/close/abc-1", method="POST")[0] == 200
    assert ask(door(), "/", method="POST")[0] == 404
    assert ask(door(), "/static/x", method="DELETE")[0] == 404


@pytest.mark.parametrize(
    ("host", "asked", "status"),
    [
        ("127.0.0.1", "localhost:8765", 200),
        ("127.0.0.1", "127.0.0.1:8765", 200),
        ("127.0.0.1", "evil.example:8765", 403),
        ("127.0.0.1", "192.168.1.5:8765", 403),
        ("127.0.0.2", "127.0.0.2:8765", 200),
        ("127.0.0.2", "evil.example:8765", 403),
        ("::1", "[::1]:8765", 200),
        ("::1", "evil.example", 403),
        ("0.0.0.0", "192.168.1.5:8765", 200),  # noqa: S104
        ("0.0.0.0", "evil.example:8765", 403),  # noqa: S104
        ("192.168.1.5", "192.168.1.5:8765", 200),
        ("192.168.1.5", "evil.example:8765", 403),
        ("192.168.1.5", "10.0.0.1:8765", 403),
    ],
)
def test_only_names_of_this_server_are_answered_on_every_address(door, host, asked, status):
    cookie = "narrows-token=secret"
    who = Admission(host, token="" if front_door.is_loopback(host) else "secret")
    assert ask(door(who), "/", host=asked, cookie=cookie)[0] == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://evil.example", 403),
        ("http://127.0.0.1:9999", 403),
        ("null", 403),
        ("http://127.0.0.1:8765", 200),
    ],
)
def test_pages_of_other_sites_do_not_come_in(door, origin, status):
    assert ask(door(), "/", origin=origin)[0] == status


def test_behind_a_proxy_that_host_and_that_origin_alone_are_answered(door):
    asked = {"host": "maps.example"}
    assert ask(door(PUBLIC), "/narrows/", **asked)[0] == 200
    assert ask(door(PUBLIC), "/", **asked)[0] == 200
    assert ask(door(PUBLIC), "/narrows/", host="127.0.0.1:8765")[0] == 403
    assert ask(door(PUBLIC), "/", **asked, origin="https://maps.example")[0] == 200
    assert ask(door(PUBLIC), "/", **asked, origin="http://maps.example")[0] == 403
    inside = door(PUBLIC)
    ask(inside, "/narrows/static/assets/custom.js", **asked)
    assert inside.inner.asked[0]["path"] == "/static/assets/custom.js"
    assert inside.inner.asked[0]["scheme"] == "https"


@pytest.mark.parametrize(
    "text", ["maps.example", "ftp://maps.example", "https://", "https://a/b?c", "https://a:x/",
             "https://a/../b", "https://u:p@a/"],
)  # fmt: skip
def test_what_is_no_public_address_is_refused(text):
    with pytest.raises(InputError, match="--public-url is"):
        public_url(text)


def test_a_token_is_taken_from_the_link_once_and_kept(door):
    asked = {"host": "192.168.1.5:8765"}
    status, _, said = ask(door(TOKEN), "/", **asked)
    assert (status, "the link that narrows view printed" in said) == (401, True)
    assert ask(door(TOKEN), "/?token=wrong", **asked)[0] == 401
    status, headers, _ = ask(door(TOKEN), "/?token=secret&p=finance&l=a*b~1", **asked)
    assert (status, headers["location"]) == (303, "/?p=finance&l=a*b~1")
    assert headers["set-cookie"].startswith("narrows-token=secret; HttpOnly")
    assert ask(door(TOKEN), "/", **asked, cookie="narrows-token=secret")[0] == 200
    assert ask(door(TOKEN), "/static/assets/custom.js", **asked)[0] == 401


def test_the_browser_is_to_ask_no_one_else(door):
    for path in ("/", "/no/such"):
        assert "default-src 'self'" in ask(door(), path)[1]["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{SOCKET}?session_id=1", {"origin": "http://evil.example"}),
        (f"{SOCKET}?session_id=1", {"host": "evil.example"}),
        (SOCKET, {}),
        ("/jupyter/api/kernels/a/b/c?session_id=1", {}),
        ("/?session_id=1", {}),
    ],
)
def test_a_socket_that_is_not_the_pages_is_shut(door, path, headers):
    said = run(answered(door(), scope_of(path, "websocket", **headers)))
    assert [each["type"] for each in said] == ["websocket.close"]


def test_sockets_are_bounded_and_a_visitor_without_room_is_told(door):
    async def fill():
        shut = door()
        open_ = []

        async def enter(browser):
            headers = {"cookie": f"solara-session-id={browser}"}
            task = asyncio.ensure_future(
                answered(shut, scope_of(f"{SOCKET}?session_id=1", "websocket", **headers))
            )
            await asyncio.sleep(0)
            open_.append(task)
            return task

        for _ in range(OF_ONE):
            await enter("one")
        refused = await enter("one")
        assert (await refused)[0]["type"] == "websocket.close"
        one = {"cookie": "solara-session-id=one"}
        first = await answered(shut, scope_of("/", **one))
        assert (first[0]["status"], b"pages are open in this browser" in first[1]["body"]) == (
            503, True,
        )  # fmt: skip
        for number in range(VISITORS - OF_ONE):
            await enter(f"visitor {number}")
        full = await answered(shut, scope_of("/"))
        assert full[0]["status"] == 503
        assert f"All {VISITORS} places are taken" in full[1]["body"].decode()
        assert (b"retry-after", b"15") in full[0]["headers"]
        assert (await answered(shut, scope_of("/static/assets/custom.js")))[0]["status"] == 200
        for waiting in shut.inner.held:
            waiting.set_result(None)
        await asyncio.gather(*open_)
        assert (await answered(shut, scope_of("/", **one)))[0]["status"] == 200

    run(fill())


@pytest.mark.parametrize(
    ("admission", "host", "compressed"),
    [(HERE, "127.0.0.1:8765", False), (PUBLIC, "maps.example", True)],
)
def test_nothing_is_compressed_for_this_machine_alone(tmp_path, admission, host, compressed):
    inside = Inside()
    scope = scope_of("/", host=host)
    scope["headers"].append((b"accept-encoding", b"gzip"))
    run(answered(guarded(inside, tmp_path, admission), scope))
    [asked] = inside.asked
    assert ((b"accept-encoding", b"gzip") in asked["headers"]) is compressed
