"""Whatever was changed in a bundle, it is whole or refused in one line, and stays as it is."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.publishing.archive import pack
from experiments.publishing.bundle import publish
from experiments.publishing.bundle_checks import check_bundle
from experiments.publishing.bundle_layout import ABOUT, CRATE, MANIFEST, files_below
from experiments.publishing.bundle_opening import opened
from experiments.publishing.manifest import as_text, digests_below
from experiments.publishing.rerun import rerun
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of
from experiments.study.run_study import run_study
from experiments.study.study_file import read_study
from experiments.study.study_folder import Store
from runs import executors
from runs.compilation import compile_model
from scenarios.errors import InputError
from tests.experiments.publishing.conftest import DAY, SMALL
from tests.properties.mutations import change_bytes, changed, in_time

pytestmark = pytest.mark.slow

READ = (
    ABOUT, CRATE, MANIFEST, "study/study.json", "study/small.yaml", "study/points.parquet",
    "study/members.parquet", "study/finished.json", "study/credits.yaml",
)  # fmt: skip
"""Files that a check or a run reads; parts besides."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    compile_model()
    root = tmp_path_factory.mktemp("bundles")
    (root / "small.yaml").write_text(SMALL)
    store = Store(read_study(str(root / "small.yaml")), root / "run")
    with store.claimed():
        kept = run_study(store, executors.local(1), lambda *_: None, lambda _: None)
        save_report(kept, failures_of(kept))
    publish(kept, root / "bundle", DAY)
    pack(root / "bundle", DAY)
    return root / "bundle"


def check(path: Path, again: bool = False) -> None:
    """Check a bundle as ``narrows verify`` does; nothing is left among the temporary files."""
    with tempfile.TemporaryDirectory() as scratch, mock.patch.object(tempfile, "tempdir", scratch):
        try:
            with opened(path) as folder:
                with in_time():
                    bundle = check_bundle(folder)
                if again:
                    rerun(bundle, 1, executors.local(1), lambda *_: None)
        except InputError as error:
            assert error.message and "\n" not in str(error)
        assert not list(Path(scratch).iterdir())


def change(bundle: Path, data: st.DataObject) -> None:
    """Change one of its files, so that its sums may or may not fit."""
    paths = [*READ, *(each for each in files_below(bundle) if each.startswith("study/parts"))]
    name = data.draw(st.sampled_from(paths))
    path = bundle / name
    how = change_bytes if path.suffix == ".parquet" else changed
    path.write_bytes(how(path.read_bytes(), data))
    if name in (CRATE, MANIFEST) or not data.draw(st.booleans()):
        return
    crate = json.loads((bundle / CRATE).read_text())
    sums = digests_below(bundle)
    for each in crate["@graph"]:
        if each["@id"] == name:
            each["sha256"] = sums[name]
    (bundle / CRATE).write_text(json.dumps(crate))
    (bundle / MANIFEST).write_text(as_text(digests_below(bundle)))


@given(st.data())
def test_a_bundle_with_a_file_changed(whole, data):
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(shutil.copytree(whole, Path(folder) / "bundle"))
        change(bundle, data)
        before = digests_below(bundle)
        check(bundle)
        assert digests_below(bundle) == before


@pytest.mark.long
@settings(max_examples=max(5, settings.default.max_examples // 50) if settings.default else 5)
@given(st.data())
def test_a_bundle_with_a_file_changed_is_run_again(whole, data):
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(shutil.copytree(whole, Path(folder) / "bundle"))
        change(bundle, data)
        before = digests_below(bundle)
        check(bundle, again=True)
        assert digests_below(bundle) == before


@given(st.data())
def test_an_archive_with_a_few_bytes_changed(whole, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(change_bytes(whole.with_name("bundle.zip").read_bytes(), data))
        check(path)


NAMES = st.text(max_size=12) | st.sampled_from(
    ["../x", "/etc/x", CRATE, "a/" * 50, "CON", "x\\y", "study/", MANIFEST, "a//b", "./x"]
)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=20)), max_size=5))
def test_an_archive_of_any_files(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        with zipfile.ZipFile(path, "w") as archive, mock.patch("warnings.warn"):
            for name, content in entries:
                archive.writestr(name, content)
        check(path)
        assert [each.name for each in Path(folder).iterdir()] == ["x.zip"]
