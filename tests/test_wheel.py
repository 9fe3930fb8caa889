"""A wheel holds the packages, and what they need of a clone; no tests and no benchmarks."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from experiments.publishing import bundle_layout
from narrows.view import front_end_libraries, study_document

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    [made] = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(made) as opened:
        yield opened


def test_it_holds_the_packages_alone(wheel):
    rooms = {name.partition("/")[0] for name in wheel.namelist()}
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = content["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    [about] = rooms - set(packages)
    assert about.endswith(".dist-info")
    assert not {"benchmarks", "tests"} & rooms


@pytest.mark.parametrize("path", [bundle_layout.ODD, bundle_layout.LOCK, bundle_layout.PYTHON])
def test_what_bundles_need_is_where_an_installed_package_looks_for_it(wheel, path):
    index = bundle_layout.CARRIED.relative_to(ROOT) / path.name.removeprefix(".")
    assert wheel.read(index.as_posix()) == path.read_bytes()


def test_it_holds_what_is_written_of_studies_and_their_figures(wheel):
    index = study_document.CARRIED.relative_to(ROOT)
    for kind, source in (("studies", study_document.TEXTS), ("figures", study_document.FIGURES)):
        paths = [path for path in source.rglob("*") if path.is_file()]
        assert paths
        for path in paths:
            name = (index / kind / path.relative_to(source)).as_posix()
            assert wheel.read(name) == path.read_bytes()


@pytest.mark.skipif(
    bool(front_end_libraries.missing("page", "licence")), reason="make view-assets brings them"
)
def test_it_holds_the_page_and_its_licences_but_nothing_of_tests(wheel):
    index = front_end_libraries.CARRIED.relative_to(ROOT).as_posix()
    kept = [name.removeprefix(f"{index}/") for name in wheel.namelist() if name.startswith(index)]
    for package, pinned in front_end_libraries.PINNED.items():
        assert any(name.startswith(f"{package}/") for name in kept) == (pinned["for"] != "tests")
