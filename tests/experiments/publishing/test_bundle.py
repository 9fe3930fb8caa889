"""What a bundle holds: all that it takes to cite, check and repeat a study, and the same bytes."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import UTC, date, datetime

import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from experiments.comparison.verdicts import FEWEST_JUDGED
from experiments.publishing.bundle import publish
from experiments.publishing.bundle_layout import CRATE, MANIFEST, OURS, files_below
from experiments.publishing.credits_file import FILE, credits_as_text
from experiments.publishing.finished_study import check_finished
from experiments.publishing.manifest import digests_below
from experiments.study.finish_day import finish_day
from experiments.study.rebuilt_study import study_of
from experiments.study.stored_study import StudyResults, open_study
from experiments.study.study_folder import Store
from runs.atomic_files import digest_of
from runs.provenance import today
from scenarios.errors import InputError
from scenarios.evidence import load_evidence
from scenarios.loader import load_scenario
from scenarios.packaged_places import OUTCOMES
from sim.core.draw_order import draw_number
from sim.parameters import PARAMETERS

pytestmark = pytest.mark.slow


def test_the_same_study_gives_the_same_bytes(study, published, tmp_path, day, credit):
    moved = StudyResults(shutil.copytree(study.folder, tmp_path / "elsewhere"), study.facts)
    (moved.folder / FILE).write_text(credits_as_text(credit))
    publish(moved, tmp_path / "again", day)
    assert digests_below(tmp_path / "again") == digests_below(published)


def test_its_folder_holds_what_is_declared_and_no_more(published):
    assert {path.name for path in published.iterdir()} == set(OURS)
    text = (published / MANIFEST).read_text().splitlines()
    assert len(text) == len(files_below(published)) - 1


def test_the_ledger_has_a_row_a_run_with_the_checksum_of_its_file(study, published):
    with (published / "ledger.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["point"], row["replicate"]) for row in rows} == {
        (str(point), str(replicate)) for point in range(3) for replicate in range(3)
    }
    assert len(rows) == 9
    for row in rows:
        drawn = draw_number(1, int(row["replicate"]), study.facts["members"])
        assert row["seed"] == "1" and row["member"] == str(drawn)
        assert digest_of(published / row["part"]) == row["sha256"]
        assert digest_of(published / row["daily"]) == row["daily_sha256"]
        assert row["repeat"].endswith(f"--point {row['point']} --replicate {row['replicate']}")


def test_data_stand_in_parquet_and_csv_alike(published):
    [part] = (published / "study" / "parts").glob("*.parquet")
    runs = pc.read_csv(published / "data" / "runs.csv")
    assert runs["arrivals"].to_pylist() == pq.read_table(part)["arrivals"].to_pylist()
    tables = published / "study" / "tables"
    assert {path.stem for path in tables.glob("*.csv")} == {
        path.stem for path in tables.glob("*.parquet")
    }
    figures = {path.suffix for path in (published / "study" / "figures").iterdir()}
    assert figures == {".svg", ".png"}


def test_scenarios_are_files_that_load(published, study):
    files = sorted((published / "scenarios").iterdir())
    loaded = [load_scenario(str(path)) for path in files]
    assert [each.interventions for each in loaded] == [
        point.scenario.interventions for point in study_of(study).points
    ]


def test_the_study_is_rebuilt_from_its_folder_without_its_file(study, tmp_path):
    folder = shutil.copytree(study.folder, tmp_path / "copy")
    (folder / "small.yaml").write_text("name: small\nscenarios: [/etc/passwd]\n")
    mine = Store(study_of(open_study(folder)), folder)
    theirs = Store(study_of(study), study.folder)
    for one, other in zip(mine.chunks(3), theirs.chunks(3), strict=True):
        assert one.comparison.scenarios == other.comparison.scenarios
        assert (one.name, one.numbers) == (other.name, other.numbers)


def test_methods_come_from_the_declarations(published):
    text = (published / "methods.md").read_text()
    for name in (*PARAMETERS, *OUTCOMES):
        assert f"| `{name}` |" in text, name
    for entry in load_evidence().values():
        if entry.conflicts:
            assert f"| {entry.id} |" in text, entry.id
    assert "### 7. Submodels" in text and "](" not in text


def test_the_page_opens_without_a_network_and_runs_nothing(published):
    for name in ("index.html", "methods.html"):
        text = (published / name).read_text()
        assert not re.search(r"(src|href)=[\"']?(https?:|//)", text), name
        assert "<script" not in text and "default-src 'none'" in text
    text = (published / "index.html").read_text()
    assert "Who &lt;b&gt;waits&lt;/b&gt;" in text and "&lt;script&gt;" in text
    for said in ("Answer", "Expected deaths", "Averted is not delayed", "cannot tell",
                 f"give --replicates {FEWEST_JUDGED} or more", "before 1 of run-out", "Limits",
                 "Sample: 3 paired replicates", "data:image/svg",
                 "95 %", "Sources", "not a forecast"):  # fmt: skip
        assert said in text, said


def test_it_says_how_to_cite_it(published, day, credit):
    cited = YAML(typ="safe", pure=True).load((published / "CITATION.cff").read_text())
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "dataset"
    assert cited["title"].startswith("Who") and cited["date-released"] == day
    crate = json.loads((published / CRATE).read_text())
    [root] = [each for each in crate["@graph"] if each["@id"] == "./"]
    people = {each["@id"]: each for each in crate["@graph"]}
    author, grant, number = (
        people[root[key]["@id"]] for key in ("author", "funding", "identifier")
    )
    assert author["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert people[author["affiliation"]["@id"]]["name"] == "University of X"
    assert people[root["license"]["@id"]]["identifier"] == "CC-BY-4.0" == cited["license"]
    assert number["value"] == credit.doi and root["cite-as"] == number["url"]
    assert grant["identifier"] == "ES/X000000/1"
    assert json.loads((published / ".zenodo.json").read_text())["doi"] == credit.doi
    page = (published / "index.html").read_text()
    assert "Cite as: Okafor, Ada (2024). Who" in page and "Funded by A Council" in page
    recipe = (published / "environment" / "Containerfile").read_text()
    about = json.loads((published / "bundle.json").read_text())
    assert f"FROM python:{about['python']}-slim" in recipe
    assert (published / "environment" / "requirements.lock").exists()
    assert root["datePublished"] == day.isoformat() and "Deaths are reported" in root["description"]


def test_its_metadata_say_what_ran_from_what_and_when(study, published, tmp_path, day):
    def ran(bundle):
        crate = json.loads((bundle / CRATE).read_text())
        return {each["@id"]: each for each in crate["@graph"]}["#runs"]

    action = ran(published)
    assert action["instrument"] == {"@id": "#narrows"}
    given, made = ({each["@id"] for each in action[key]} for key in ("object", "result"))
    assert {"study/small.yaml", "study/points.parquet", "study/members.parquet"} <= given
    assert {"study/study.json", "study/report.md"} <= made and not given & made
    assert action["endTime"] == finish_day(study.folder).isoformat()
    copy = StudyResults(shutil.copytree(study.folder, tmp_path / "copy"), study.facts)
    (copy.folder / "finished.json").write_text('{"finished": "2024-02-29"}\n')
    publish(copy, tmp_path / "earlier", day)
    assert ran(tmp_path / "earlier")["endTime"] == "2024-02-29"
    for damaged in ("{}", '{"finished": 3}', "[" * 900):
        (copy.folder / "finished.json").write_text(damaged)
        assert finish_day(copy.folder) is None


def test_its_day_is_today_or_that_of_the_build(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert (datetime.now(UTC).date() - today()).days in (0, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == date(1970, 1, 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [("lacks", "is not finished: 1 of 1 part lack"), ("damaged", "is not finished"),
     ("code", "was run by other code")],
)  # fmt: skip
def test_what_cannot_be_answered_for_is_not_published(study, tmp_path, change, says):
    folder = shutil.copytree(study.folder, tmp_path / "copy")
    [part] = (folder / "parts").glob("*.parquet")
    if change == "lacks":
        part.unlink()
    elif change == "damaged":
        part.write_bytes(part.read_bytes()[:-1] + b"x")
    else:
        note = folder / "study.json"
        note.write_text(note.read_text().replace(study.facts["code"], "0" * 64))
    with pytest.raises(InputError, match=says):
        check_finished(open_study(folder))


def test_a_bundle_that_fails_leaves_nothing(study, tmp_path, monkeypatch, day):
    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr("experiments.publishing.bundle.write_crate", fail)
    with pytest.raises(OSError, match="no space"):
        publish(study, tmp_path / "new" / "bundle", day)
    assert not list(tmp_path.iterdir())
