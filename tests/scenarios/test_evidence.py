"""What the evidence holds, what it may be used for, and that the derived tables follow from it."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from pydantic import ValidationError

from scenarios import evidence
from scenarios.evidence import CUT_OFF, TAGS, Entry, find, load_documents, load_evidence
from scenarios.packaged_data import USUAL, VINTAGES, PackagedVintage

DATA = Path(evidence.__file__).parent / "data"
SEED_IDS = dict(
    line.split() for line in Path(__file__).with_name("seed_ids.txt").read_text().splitlines()
)
ROUNDING = 0.5e-4 + 1e-9


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a carried table."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def entry(**changes: Any) -> Entry:
    """Return a small valid entry, with changes."""
    given: dict[str, Any] = {
        "id": "S999",
        "kind": "figure",
        "what": "a thing counted",
        "value": 1,
        "date": "2024-09",
        "document": "doc-000",
        "use": "used",
        "used_by": ["price"],
    }
    return Entry.model_validate({**given, **changes})


def test_every_seed_figure_and_element_has_an_entry() -> None:
    kept = {name for name in load_evidence() if name.startswith("S")}
    assert kept == SEED_IDS.keys()


def test_every_seed_row_with_a_number_carries_a_number() -> None:
    entries = load_evidence()
    without = [
        name
        for name, generated in SEED_IDS.items()
        if generated == "number"
        and all(
            part is None for part in (entries[name].value, entries[name].low, entries[name].high)
        )
    ]
    assert not without


def test_every_seed_row_without_a_number_is_an_element() -> None:
    entries = load_evidence()
    assert {entries[n].kind for n, generated in SEED_IDS.items() if generated == "element"} == {
        "element"
    }


def test_every_entry_is_used_or_has_a_reason_and_never_both() -> None:
    for one in load_evidence().values():
        assert bool(one.used_by) != bool(one.reason), one.id
        assert (one.use == "used") == bool(one.used_by), one.id


def test_every_used_entry_names_known_tags_and_says_how_it_is_treated() -> None:
    for one in load_evidence().values():
        if one.use == "used":
            assert set(one.used_by) <= TAGS, one.id
            assert one.treatment, one.id


def test_every_tag_has_evidence_behind_it() -> None:
    named = {tag for one in load_evidence().values() for tag in one.used_by}
    assert named == TAGS


def test_nothing_later_than_the_cut_off_is_used_outside_scenarios() -> None:
    late = [one for one in load_evidence().values() if one.last_day > CUT_OFF]
    assert late
    for one in late:
        assert one.use == "unused" or one.scenario_only, one.id


def test_only_what_is_later_than_the_cut_off_is_kept_to_scenarios_and_says_so() -> None:
    for one in load_evidence().values():
        if one.scenario_only:
            assert one.last_day > CUT_OFF, one.id
            assert "Scenario input only, after the data cut-off." in (one.treatment or ""), one.id


def test_a_seed_entry_names_its_document_and_a_public_one_its_source() -> None:
    for one in load_evidence().values():
        assert bool(one.document) == one.id.startswith("S"), one.id
        assert bool(one.source) == one.id.startswith(("P", "E")), one.id
        assert set(one.document) <= load_documents().keys()


def test_an_entry_points_only_to_entries_that_exist() -> None:
    known = load_evidence().keys() | {c for one in load_evidence().values() for c in one.covers}
    for one in load_evidence().values():
        text = " ".join(part or "" for part in (one.conflicts, one.treatment, one.reason))
        assert set(re.findall(r"\b[SPE]\d{3}\b", text)) <= known, one.id
        assert set(re.findall(r"doc-\d+", text)) <= load_documents().keys(), one.id


@pytest.mark.parametrize(
    "changes",
    [
        {"used_by": []},
        {"used_by": ["unheard_of"]},
        {"reason": "both at once"},
        {"use": "unused", "used_by": []},
        {"use": "unused", "reason": "and yet a tag"},
        {"date": "2025-11-01"},
        {"date": "2025"},
        {"scenario_only": True},
        {"date": "autumn"},
        {"date": "2024-13"},
        {"document": []},
        {"source": "a source beside the document"},
        {"colour": "red"},
        {"id": "X001"},
    ],
)
def test_a_faulty_entry_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        entry(**changes)


def test_an_entry_later_than_the_cut_off_is_accepted_for_scenarios() -> None:
    assert entry(date="2025-11-07", scenario_only=True).last_day == date(2025, 11, 7)


@pytest.mark.parametrize(("bare", "read"), [(2024, "2024"), (date(2024, 9, 1), "2024-09-01")])
def test_a_year_or_day_without_quotes_is_read(bare: Any, read: str) -> None:
    assert entry(date=bare).date == read


def test_a_bare_month_or_year_runs_to_its_end() -> None:
    assert entry(date="2024-02").last_day == date(2024, 2, 29)
    assert entry(date="2020/2023").last_day == date(2023, 12, 31)


def test_an_id_that_appears_twice_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    twice = "entries:\n" + 2 * (
        "  - {id: P001, kind: element, what: a, date: 2023, source: b, use: unused, reason: c}\n"
    ).replace("2023", "'2023'")
    (tmp_path / "twice.yaml").write_text(twice)
    monkeypatch.setattr(evidence, "FOLDER", tmp_path)
    monkeypatch.setattr(evidence, "ENTRY_FILES", ("twice.yaml",))
    monkeypatch.setattr(evidence, "load_documents", lambda: {})
    with pytest.raises(ValueError, match=r"twice\.yaml, P001: P001 appears twice"):
        load_evidence.__wrapped__()


def test_what_an_entry_lacks_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "short.yaml").write_text(
        "entries:\n  - {id: P001, what: drones, value: 6, date: 2024-12, source: Press}\n"
    )
    monkeypatch.setattr(evidence, "FOLDER", tmp_path)
    monkeypatch.setattr(evidence, "ENTRY_FILES", ("short.yaml",))
    with pytest.raises(ValueError, match=r"^short\.yaml, P001: kind: Field required; use: [^\n]*$"):
        load_evidence.__wrapped__()


def test_entries_are_found_by_id_by_covered_id_by_tag_and_by_words() -> None:
    assert [one.id for one in find("s010")] == ["S010"]
    assert [one.id for one in find("P006")] == ["P001"]
    assert {one.id for one in find("retry")} >= {"P248"}
    assert {one.id for one in find("Bulgaria intercepted")} >= {"S010"}
    assert find("no such thing at all") == []
    assert find("") == []


def test_no_carried_row_is_later_than_the_cut_off() -> None:
    for name, column in [
        ("channel_daily.csv", "date"),
        ("channel_prevented_weekly.csv", "week_ending"),
        ("channel_deaths_at_sea_incidents.csv", "date"),
    ]:
        assert max(date.fromisoformat(row[column]) for row in rows(name)) <= CUT_OFF, name
    assert max(row["t"] for row in rows("frontex_detections_monthly.csv")) == "2025-04"
    press = rows("frontex_press_cumulative_2025.csv")
    assert max(row["period"] for row in press) == "2025-01..2025-10"
    assert max(row["month"] for row in rows("entries_monthly.csv")) == "2025-10"


def test_no_carried_text_speaks_of_a_year_after_the_cut_off() -> None:
    for path in DATA.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b20(2[6-9]|3\d)-|\b(Nov|Dec)\w* 2025|2025-1[12]", text), path.name


def test_corridors_join_known_hubs() -> None:
    hubs = {row["hub_id"] for row in rows("hubs.csv")}
    hubs |= {row["zone"] for row in rows("zones.csv")}
    assert len(hubs) == 43
    assert len(rows("corridors.csv")) == 66
    assert {row[end] for row in rows("corridors.csv") for end in ("from", "to")} <= hubs


def test_yearly_and_monthly_arrivals_agree_with_the_daily_series() -> None:
    people: Counter[str] = Counter()
    boats: Counter[str] = Counter()
    active: Counter[str] = Counter()
    for row in rows("channel_daily.csv"):
        for period in (row["date"][:4], row["date"][:7]):
            people[period] += int(row["arrivals"])
            boats[period] += int(row["boats"])
            active[period] += int(row["boats"]) > 0
    entries = load_evidence()
    for name, counted in [("P001", people), ("P010", boats), ("P028", active)]:
        value = entries[name].value
        assert isinstance(value, dict)
        assert value == {year: counted[year] for year in value}
    monthly = entries["P060"].value
    assert isinstance(monthly, dict)
    assert len(monthly) == 46
    for month, figures in monthly.items():
        assert figures == {
            "arrivals": people[month],
            "boats": boats[month],
            "active_days": active[month],
        }


def test_prevented_shares_agree_with_the_weekly_series() -> None:
    value = load_evidence()["P409"].value
    assert isinstance(value, dict)
    for span, shares in value.items():
        first, last = span.split(" to ")
        weeks = [
            w for w in rows("channel_prevented_weekly.csv") if first <= w["week_ending"] <= last
        ]
        assert (weeks[0]["week_ending"], weeks[-1]["week_ending"]) == (first, last)
        people, boats, prevented, events = (
            sum(int(week[name]) for week in weeks)
            for name in ("arrivals", "boats", "prevented", "events_prevented")
        )
        assert shares == {
            "share_people": round(prevented / (prevented + people), 3),
            "share_events": round(events / (events + boats), 3),
        }


def test_deaths_at_sea_agree_with_the_series_of_incidents() -> None:
    counted: Counter[str] = Counter()
    for row in rows("channel_deaths_at_sea_incidents.csv"):
        counted[row["date"][:4]] += int(row["dead_and_missing"])
        counted["2024-11 to 2025-10"] += row["date"] >= "2024-11" and int(row["dead_and_missing"])
    value, later = load_evidence()["P174"].value, load_evidence()["P433"].value
    assert isinstance(value, dict)
    assert isinstance(later, dict)
    assert {year: counted[year] for year in value if len(year) == 4} == {
        year: count for year, count in value.items() if len(year) == 4
    }
    assert later["2024-11 to 2025-10"] == counted["2024-11 to 2025-10"]
    assert later["2025-01 to 2025-10"] == counted["2025"]


def detections(folder: Path) -> dict[str, dict[str, float]]:
    """Return detections from 2022 on by route and month, as the monthly file has them."""
    with (folder / "frontex_detections_monthly.csv").open(newline="", encoding="utf-8") as file:
        months = [row for row in csv.DictReader(file) if row["t"] >= "2022-01"]
    routes = months[0].keys() - {"t"}
    return {route: {row["t"]: float(row[route]) for row in months} for route in routes}


def later_detections(file: dict[str, float], route: str) -> dict[str, float]:
    """Return May to October 2025 of a route, from the press sums, each month by itself."""
    press = rows("frontex_press_cumulative_2025.csv")
    sums = {r["period"][-2:]: float(r["cumulative"]) for r in press if r["route"] == route}
    sums["04"] = sum(count for month, count in file.items() if month >= "2025")
    found = {"05": sums["05"] - sums["04"], "06": sums["06"] - sums["05"]}
    if route == "Eastern Mediterranean Route":
        found |= dict.fromkeys(("07", "08"), (sums["08"] - sums["06"]) / 2)
        found["09"] = sums["09"] - sums["08"]
        before = sum(count for month, count in file.items() if "2024-01" <= month <= "2024-09")
        found["10"] = file["2024-10"] * sums["09"] / before
    else:
        found |= {"07": sums["07"] - sums["06"], "08": sums["08"] - sums["07"]}
        found |= dict.fromkeys(("09", "10"), (sums["10"] - sums["08"]) / 2)
    return {f"2025-{month}": count for month, count in found.items()}


@pytest.mark.parametrize("vintage", VINTAGES.values(), ids=VINTAGES)
def test_monthly_entries_follow_from_the_detections(vintage: PackagedVintage) -> None:
    by_route = detections(vintage.folder)
    east, central, black = (
        by_route[f"{name} Route"]
        for name in ("Eastern Mediterranean", "Central Mediterranean", "Black Sea")
    )
    if vintage == USUAL:
        east |= later_detections(east, "Eastern Mediterranean Route")
        central |= later_detections(central, "Central Mediterranean Route")
    turkiye = {month: count + black.get(month, 0.0) for month, count in east.items()}
    with (vintage.folder / "entries_monthly.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert [row["month"] for row in table] == list(turkiye) == list(central)
    assert {row["visa_air"] for row in table} == {"1"}
    for side, level in (("turkiye", turkiye), ("central_mediterranean", central)):
        year = mean(count for month, count in level.items() if "2023-11" <= month <= "2024-10")
        for row in table:
            assert float(row[side]) == pytest.approx(level[row["month"]] / year, abs=ROUNDING)
