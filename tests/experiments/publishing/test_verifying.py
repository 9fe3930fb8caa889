"""A bundle that was changed in any way is refused with one message; any other is accepted."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import stat
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.publishing import bundle_opening
from experiments.publishing.archive import pack
from experiments.publishing.bundle_checks import check_bundle
from experiments.publishing.bundle_layout import ABOUT, CRATE, MANIFEST, files_below
from experiments.publishing.bundle_opening import opened
from experiments.publishing.manifest import as_text, digests_below
from experiments.publishing.rerun import Compared, rerun
from experiments.publishing.value_agreement import TOLERANCE, largest_difference
from runs import executors
from runs.atomic_files import digest_of
from scenarios.errors import InputError

pytestmark = pytest.mark.slow


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as content, opened(path) as folder:
        check_bundle(folder)
    assert ";" in content.value.message and "\n" not in content.value.message
    return content.value.message


def seal(bundle: Path, *changed: str) -> None:
    """Make the checksums fit what was changed, as a forger would."""
    crate = json.loads((bundle / CRATE).read_text())
    for each in crate["@graph"]:
        if each["@id"] in changed:
            each["sha256"] = digest_of(bundle / each["@id"])
    (bundle / CRATE).write_text(json.dumps(crate))
    (bundle / MANIFEST).write_text(as_text(digests_below(bundle)))


def again(bundle: Path, number: int | None = None):
    return rerun(check_bundle(bundle), number, executors.local(1), lambda *_: None)


def test_a_bundle_is_whole_as_it_was_published(published):
    found = check_bundle(published)
    assert found.sha256 == digest_of(published / MANIFEST)
    assert found.digests == digests_below(published)


def test_one_byte_flipped_in_any_file_is_refused(bundle):
    for path in files_below(bundle):
        data = (bundle / path).read_bytes()
        for position in {0, len(data) // 2, len(data) - 1}:
            changed = bytearray(data)
            changed[position] ^= 1
            (bundle / path).write_bytes(bytes(changed))
            said = refusal(bundle)
            assert path in said or path == MANIFEST, said
        (bundle / path).write_bytes(data)
    check_bundle(bundle)


def test_a_missing_file_is_refused(bundle):
    for path in files_below(bundle):
        data = (bundle / path).read_bytes()
        (bundle / path).unlink()
        assert path in refusal(bundle)
        (bundle / path).write_bytes(data)


def test_an_extra_file_is_refused(bundle):
    (bundle / "study" / "extra.csv").write_text("a\n")
    assert refusal(bundle).startswith("study/extra.csv is not one of the bundle's files")
    seal(bundle)
    assert "disagree on 'study/extra.csv'" in refusal(bundle)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "study/../x", "C:x", "./x"])
def test_a_path_that_climbs_out_is_refused(bundle, path):
    with (bundle / MANIFEST).open("a") as file:
        file.write(f"{'0' * 64}  {path}\n")
    assert "leads out of the bundle" in refusal(bundle)


@pytest.mark.parametrize("target", ["methods.md", "/etc/passwd", "study", "nowhere"])
def test_a_link_is_refused(bundle, target):
    (bundle / "link").symlink_to(target)
    assert "'link' is a link" in refusal(bundle)


def test_a_pipe_is_refused(bundle):
    os.mkfifo(bundle / "pipe")
    assert "'pipe' is no file" in refusal(bundle)


@pytest.mark.parametrize(
    ("file", "key", "value", "says"),
    [(ABOUT, "format", 2, "arrangement 2, this version reads 3"),
     (ABOUT, "version", "9.0.0", "was made by Narrows 9.0.0"),
     (ABOUT, "code", "0" * 64, "with other code"),
     (ABOUT, "published", "soon", "no day of publication"),
     ("study/study.json", "replicates", 10**12, "does not fit the files"),
     ("study/study.json", "block", 0, "does not fit the files"),
     ("study/study.json", "name", "../small", "does not fit the files")],
)  # fmt: skip
def test_another_version_or_facts_that_do_not_fit_are_refused(bundle, file, key, value, says):
    facts = json.loads((bundle / file).read_text()) | {key: value}
    if key == "version":
        facts["code"] = "0" * 64
    (bundle / file).write_text(json.dumps(facts))
    seal(bundle, file)
    assert says in refusal(bundle)


def test_another_version_has_its_sums_checked_and_it_says_how_to_get_it(bundle):
    about = json.loads((bundle / ABOUT).read_text()) | {"version": "9.0.0", "code": "0" * 64}
    number = len(digests_below(bundle))
    for commit, says in [
        ("ab" * 20, "git checkout abababababab and make setup in a clone"),
        ("ab" * 20 + "+changes", "abababababab (it had changes of its own)"),
        (None, "install Narrows 9.0.0"), ("\x1b[2J; rm", "install Narrows 9.0.0"),
    ]:  # fmt: skip
        (bundle / ABOUT).write_text(json.dumps(about | {"commit": commit}))
        (bundle / MANIFEST).write_text(as_text(digests_below(bundle)))
        said = refusal(bundle)
        assert says in said and f"all {number} files have the SHA-256" in said
    (bundle / "methods.md").write_text("other")
    assert "methods.md is not as it was published" in refusal(bundle)


def test_metadata_that_follow_no_profile_are_refused(bundle):
    crate = json.loads((bundle / CRATE).read_text())
    for change in ({"@context": "elsewhere"}, {"@graph": crate["@graph"][1:]}, {"@graph": 3}):
        (bundle / CRATE).write_text(json.dumps(crate | change))
        (bundle / MANIFEST).write_text(as_text(digests_below(bundle)))
        assert CRATE in refusal(bundle)


def test_some_runs_made_again_have_the_same_bytes(published):
    found = again(published, 2)
    assert found.same and len(found.runs) == 2 and len(found.rerun) == 3
    assert {"index.html", "study/report.md", "ledger.csv", CRATE, ABOUT} <= found.made.keys()


def test_a_page_that_was_forged_with_its_checksums_differs_from_what_runs_give(bundle):
    page = bundle / "index.html"
    page.write_text(page.read_text().replace("cannot tell", "a great fall"))
    seal(bundle, "index.html")
    found = again(bundle)
    assert not found.same and not found.made["index.html"] and all(found.rerun.values())
    assert len(found.runs) == 9


def test_runs_that_were_forged_with_their_checksums_differ(bundle):
    [part] = (bundle / "study" / "parts").glob("*.parquet")
    table = pq.read_table(part)
    position = table.column_names.index("arrivals")
    more = pa.array([value + 7 for value in table["arrivals"].to_pylist()])
    table = table.set_column(position, table.schema.field("arrivals"), more)
    pq.write_table(table, part, compression="zstd")
    name = part.relative_to(bundle).as_posix()
    seal(bundle, name)
    assert not again(bundle, 1).rerun[name]


def test_a_scenario_that_names_another_file_is_not_run(bundle):
    path = bundle / "study" / "points.parquet"
    table = pq.read_table(path)
    given = [json.loads(text) for text in table["definition"].to_pylist()]
    forged = pa.array([json.dumps(each | {"extends": "/etc/passwd"}) for each in given])
    position = table.column_names.index("definition")
    pq.write_table(table.set_column(position, "definition", forged), path)
    seal(bundle, "study/points.parquet")
    with pytest.raises(InputError, match="not one in full"):
        again(bundle)


def test_nothing_is_unpickled(bundle):
    class Trap:
        def __reduce__(self):
            return (Path(bundle / "sprung").touch, ())

    path = bundle / "study" / "members.parquet"
    path.write_bytes(pickle.dumps(Trap()))
    seal(bundle, "study/members.parquet")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        again(bundle)
    assert not (bundle / "sprung").exists()


def zipped(bundle: Path, below: str = "") -> Path:
    path = bundle.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files_below(bundle):
            archive.write(bundle / name, below + name)
    return path


@pytest.mark.parametrize("below", ["", "some-bundle/"])
def test_an_archive_is_checked_as_its_folder(published, tmp_path, below):
    folder = Path(shutil.copytree(published, tmp_path / "bundle"))
    with opened(zipped(folder, below)) as unpacked:
        assert check_bundle(unpacked).digests == digests_below(published)
    assert not unpacked.exists()


def test_an_archive_that_would_unpack_too_much_is_refused(bundle, monkeypatch):
    monkeypatch.setattr(bundle_opening, "MOST_BYTES", 100_000)
    assert "would unpack to more than" in refusal(zipped(bundle))
    path = zipped(bundle)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(10_000_000))
    monkeypatch.setattr(bundle_opening, "MOST_BYTES", 9_000_000)
    assert "would unpack to more than" in refusal(path)
    monkeypatch.setattr(bundle_opening, "MOST_FILES", 3)
    assert "this is no bundle" in refusal(path)


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "a\\..\\out"])
def test_an_archive_whose_paths_climb_out_is_refused(bundle, name):
    path = zipped(bundle)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "out")
    assert "leads out of the bundle" in refusal(path)
    assert not list(bundle.parent.parent.glob("out"))


def test_an_archive_with_a_link_or_a_path_twice_is_refused(bundle):
    path = zipped(bundle)
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "'link' is a link" in refusal(path)
    path = zipped(bundle)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("ledger.csv", "other")
    assert "a path twice" in refusal(path)


def test_what_is_no_bundle_is_refused(tmp_path):
    (tmp_path / "text").write_text("no archive")
    assert "there is no bundle" in refusal(tmp_path / "nowhere")
    assert "neither a folder nor a .zip" in refusal(tmp_path / "text")
    assert f"holds no {CRATE}" in refusal(tmp_path)


def test_a_rest_of_rounding_is_measured_by_its_column_and_a_small_value_is_not_lost(tmp_path):
    for name, values in {"a": [8e5, 0.0], "b": [8e5, -3e-11], "c": [8e5, 0.01]}.items():
        pq.write_table(pa.table({"money": values}), tmp_path / name)
    assert largest_difference(tmp_path / "a", tmp_path / "b") < 1e-12
    assert largest_difference(tmp_path / "a", tmp_path / "c") > TOLERANCE


@pytest.mark.parametrize(
    ("change", "apart"),
    [({}, 0.0), ({"x": [1.0, 2.0 * (1 + 2e-13), None]}, 2e-13), ({"x": [1.0, 2.0, 3.0]}, np.inf),
     ({"n": [1, 2, 4]}, np.inf), ({"y": [1.0, 2.0, 3.0]}, np.inf)],
)  # fmt: skip
def test_values_that_differ_by_rounding_are_distinguished_from_others(tmp_path, change, apart):
    table = {"n": [1, 2, 3], "x": [1.0, 2.0, None]}
    pq.write_table(pa.table(table), tmp_path / "a")
    pq.write_table(pa.table(table | change), tmp_path / "b")
    found = largest_difference(tmp_path / "a", tmp_path / "b")
    assert found == pytest.approx(apart, rel=0.01)
    same = {"study/parts/0.parquet": False, "study/parts/0.json": False}
    compared = Compared([], same, {}, {"study/parts/0.parquet": found})
    assert compared.agrees == (apart < 1e-9)


def test_an_archive_whose_packed_bytes_are_damaged_is_refused_in_one_line(published, tmp_path):
    shutil.copytree(published, tmp_path / "bundle")
    path = pack(tmp_path / "bundle", date(2024, 11, 5))
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        begins = 30 + len(archive.infolist()[0].filename)
    for damage in (b"\0", b"\xff"):
        path.write_bytes(whole[:begins] + damage + whole[begins + 1 :])
        assert "cannot be unpacked" in refusal(path)
