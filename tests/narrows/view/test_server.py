"""The door of the page: who comes in, and what is never looked for."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from narrows.cli.main import main
from narrows.view import front_end_libraries
from narrows.view.server import guarded, settings


async def inner(scope, receive, send):
    await PlainTextResponse("inside")(scope, receive, send)


@pytest.fixture
def get(tmp_path):
    """Ask the door for a path: status and headers of its answer."""
    (tmp_path / "one@1.0.0").mkdir()
    (tmp_path / "one@1.0.0" / "main.js").write_text("1")
    door = guarded(inner, tmp_path, "127.0.0.1")

    def ask(path, **headers):
        said = []

        async def send(message):
            said.append(message)

        names = {"host": "127.0.0.1:8765"} | headers
        given = [(name.encode(), value.encode()) for name, value in names.items()]
        scope = {"type": "http", "method": "GET", "path": path, "headers": given}
        with ThreadPoolExecutor(1) as aside:  # a browser's loop may run in this thread
            aside.submit(asyncio.run, door(scope, None, send)).result()
        return said[0]["status"], dict(said[0]["headers"])

    return ask


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/_solara/cdn/one@1.0.0/main.js", 200),
        ("/_solara/cdn/two@1.0.0/main.js", 404),
        ("/_solara/cdn/../../pyproject.toml", 404),
        ("/_solara/cdn/one@1.0.0", 404),
    ],
)
def test_only_libraries_that_are_here_are_served(get, path, status):
    assert get(path)[0] == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "localhost:8765"}, 200),
        ({"host": "evil.example:8765"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "http://127.0.0.1:8765"}, 200),
    ],
)
def test_pages_of_other_sites_do_not_come_in(get, headers, status):
    assert get("/", **headers)[0] == status


def test_the_browser_is_to_ask_no_one_else(get):
    assert b"default-src 'self'" in get("/")[1][b"content-security-policy"]


def test_nothing_is_sent_to_the_frameworks_makers(tmp_path):
    assert settings(tmp_path)["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


def test_a_package_that_is_not_what_was_pinned_is_refused(tmp_path):
    archive = tmp_path / "requirejs.tgz"
    archive.write_bytes(b"something else")
    package = next(name for name in front_end_libraries.PINNED if name.startswith("requirejs@"))
    with pytest.raises(front_end_libraries.AssetsError, match="not what was pinned"):
        front_end_libraries._check(package, archive)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--port", "70000"], 2, "--port is 70000; it must be a whole number from 0 to 65535"),
        (["--host", "256.1.1.1"], 2, "cannot listen on 256.1.1.1"),
        (["--no-open"], 2, "run make view-assets once"),
    ],
)
def test_what_cannot_be_served_is_said(words, code, said, monkeypatch, tmp_path, capsys):
    lacks = "view-assets" in said
    monkeypatch.setenv("NARROWS_VIEW_ASSETS", str(tmp_path))
    for package, pinned in () if lacks else front_end_libraries.PINNED.items():
        for kept in pinned["files"]:
            (tmp_path / package / kept).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / package / kept.replace("*", "1")).touch()
    with pytest.raises(SystemExit) as ended:
        main(["view", *words])
    assert ended.value.code == code
    assert said in capsys.readouterr().err


def test_a_package_of_which_a_file_lacks_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("NARROWS_VIEW_ASSETS", str(tmp_path))
    for package in front_end_libraries.PINNED:
        (tmp_path / package).mkdir(parents=True)
    assert front_end_libraries.missing() == list(front_end_libraries.PINNED)


def test_what_the_page_does_not_need_may_lack(monkeypatch, tmp_path):
    monkeypatch.setenv("NARROWS_VIEW_ASSETS", str(tmp_path))
    for package, pinned in front_end_libraries.PINNED.items():
        for kept in pinned["files"] if pinned["for"] == "page" else ():
            (tmp_path / package / kept).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / package / kept.replace("*", "1")).touch()
    assert front_end_libraries.require() == tmp_path


def test_every_library_that_a_wheel_carries_has_its_licence_named():
    licences = (
        Path(front_end_libraries.__file__).with_name("front_end_licences.md").read_text("utf-8")
    )
    for package, pinned in front_end_libraries.PINNED.items():
        if pinned["for"] == "licence":
            assert f"`{package}/{pinned['files'][0]}`" in licences
        elif pinned["for"] == "page":
            assert package.rpartition("@")[0].removeprefix("@").lower() in licences.lower()
