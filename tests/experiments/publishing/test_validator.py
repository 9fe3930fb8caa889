"""A bundle is an RO-Crate by a validator of others, without a network."""

from __future__ import annotations

import io
import socket
import warnings
from pathlib import Path

import pytest
import rocrate
from requests import Request, Response
from urllib3 import HTTPResponse

from experiments.publishing.ro_crate import PROFILE, RUN_PROFILE

pytestmark = [pytest.mark.slow, pytest.mark.early]

NEEDS_A_WEB_IDENTITY = {"ro-crate-1.2_86.2", "ro-crate-1.2_89.0", "ro-crate-1.2_90.1",
                        "ro-crate-1.2_93.0", "ro-crate-1.2_48.1", "ro-crate-1.2_51.1",
                        "ro-crate-1.1_31.2", "process-run-crate-0.5_5.1"}  # fmt: skip
"""Recommendations on addresses on the web of organisations and of the program and on who funds a
funder, of which there are none, and that a DOI resolves, which needs a network."""
TWO_VERSIONS = "ro-crate-1.3_8.2"
"""RO-Crate 1.3 would stand alone; the profile of runs stands on 1.1."""


@pytest.fixture
def offline(tmp_path, monkeypatch) -> Path:
    """A cache that holds the profile's context, as the RO-Crate library carries it; no network."""
    from requests_cache import CachedSession

    context = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()
    answer, about = Response(), {"Content-Type": "application/ld+json"}
    answer.url, answer.status_code, answer._content = f"{PROFILE}/context", 200, context
    answer.headers.update(about)
    answer.request = Request("GET", answer.url).prepare()
    answer.raw = HTTPResponse(io.BytesIO(context), about, preload_content=False,
                              request_url=answer.url)  # fmt: skip
    with CachedSession(str(tmp_path / "cache"), backend="sqlite", expire_after=-1) as session:
        session.cache.save_response(answer)

    def refuse(*_):
        raise OSError("there is no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tmp_path / "cache"


def issues(bundle: Path, cache: Path, profile: str = "ro-crate-1.3") -> tuple[set[str], set[str]]:
    """Identifiers of the checks that fail: required, and recommended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rocrate_validator import services
        from rocrate_validator.models import Severity, ValidationSettings

        found = services.validate(
            ValidationSettings(
                rocrate_uri=str(bundle), profile_identifier=profile, offline=True,
                cache_path=str(cache), requirement_severity=Severity.RECOMMENDED,
            )
        )  # fmt: skip
    assert len(found.executed_checks) > 100
    by = {True: set(), False: set()}
    for issue in found.get_issues():
        by[issue.severity == Severity.REQUIRED].add(issue.check.identifier)
    return by[True], by[False]


@pytest.mark.long
def test_it_keeps_all_that_is_required_and_all_recommended_that_it_can(bundle, offline):
    required, recommended = issues(bundle, offline)
    assert not required
    assert recommended <= NEEDS_A_WEB_IDENTITY | {TWO_VERSIONS}
    path = bundle / "ro-crate-metadata.json"
    path.write_text(path.read_text().replace('"datePublished"', '"dateOfNothing"'))
    required, _ = issues(bundle, offline)
    assert required


def test_it_keeps_the_profile_of_runs_of_programs(bundle, offline):
    path = bundle / "ro-crate-metadata.json"
    assert RUN_PROFILE in path.read_text()
    required, recommended = issues(bundle, offline, "process-run-crate")
    assert not required
    assert recommended <= NEEDS_A_WEB_IDENTITY
    for lacks, check in (("conformsTo", "_2.1"), ("instrument", "_1.1"), ("endTime", "_8.4")):
        whole = path.read_text()
        path.write_text(whole.replace(f'"{lacks}"', '"nothing"'))
        required, recommended = issues(bundle, offline, "process-run-crate")
        assert any(each.endswith(check) for each in required | recommended), lacks
        path.write_text(whole)
