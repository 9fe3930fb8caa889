"""The server of the page: its settings, its libraries, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrows.cli.main import main
from narrows.view import front_end_libraries
from narrows.view.front_door import Admission, public_url
from narrows.view.server import admission, reach, settings


def test_nothing_is_sent_to_the_frameworks_makers(tmp_path):
    assert settings(tmp_path)["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


def test_who_is_not_on_this_machine_needs_a_token_and_it_says_so(monkeypatch):
    assert admission("127.0.0.2", None).token == ""
    who = admission("192.168.1.5", None)
    assert len(who.token) >= 20
    assert "the network of 192.168.1.5" in reach(who)[0]
    assert "any network of this machine" in reach(admission("0.0.0.0", None))[0]  # noqa: S104
    monkeypatch.setenv("NARROWS_VIEW_TOKEN", "kept")
    assert admission("0.0.0.0", None).token == "kept"  # noqa: S104, S105


def test_a_public_address_is_what_the_page_is_built_for(tmp_path):
    public = public_url("https://maps.example/narrows/")
    assert settings(tmp_path, public)["SOLARA_ROOT_PATH"] == "/narrows"
    assert reach(Admission("127.0.0.1", public)) == [
        "only requests for https://maps.example/narrows are answered"
    ]


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
        (["--public-url", "maps.example"], 2, "--public-url is 'maps.example'; give an address"),
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
