"""The world follows from the carried tables, and a table that is wrong says where."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenarios.errors import InputError
from scenarios.packaged_places import DEPARTURE_ZONES
from scenarios.world_tables import DATA, load_world, read_world
from sim.agents import Units
from sim.core.network import LANDING
from sim.world import World

POLICE = {
    "turkiye", "greece", "bulgaria", "north-macedonia", "kosovo", "albania", "serbia", "bosnia",
    "croatia", "slovenia", "romania", "hungary", "austria", "germany", "italy", "netherlands",
    "belgium", "france",
}  # fmt: skip
POSTS = {"bulgaria", "romania", "austria", "turkiye", "balkans", "germany", "belgium"}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], Path]:
    """Copy the tables to the current folder and change one of them."""
    monkeypatch.chdir(tmp_path)

    def change(name: str, old: str, new: str) -> Path:
        shutil.copytree(DATA, tmp_path / "data")
        text = (DATA / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "data" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path / "data"

    return change


def test_the_units_are_those_that_interventions_name(world: World) -> None:
    names = {unit.name: unit.kind for unit in world.units}
    assert names == {
        **{f"{index}-police": "police" for index in POLICE},
        **{f"nca-{index}": "liaison" for index in POSTS},
        "france-beach": "beach",
        "nca-europol": "cell",
    }


def test_police_find_both_posts_one_or_the_other_and_the_cell_nothing(world: World) -> None:
    powers = {
        "police": {("people", "equipment")},
        "liaison": {("equipment",), ("people",)},
        "beach": {("beach",)},
        "cell": {()},
    }
    for unit in world.units:
        assert unit.powers in powers[unit.kind], unit.name


def test_every_unit_but_the_cell_has_somewhere_to_look(world: World) -> None:
    for unit, indices in zip(
        world.units, Units(world.network, world.units).jurisdiction, strict=True
    ):
        assert indices.any() == (unit.kind != "cell"), unit.name


def test_the_beach_unit_covers_every_departure_zone(world: World) -> None:
    (beach,) = [unit for unit in world.units if unit.kind == "beach"]
    assert beach.hubs == DEPARTURE_ZONES
    assert beach.officers == 800


def test_every_land_hub_on_the_way_has_a_police_force(world: World) -> None:
    network = world.network
    policed = {hub for unit in world.units if unit.kind == "police" for hub in unit.hubs}
    touched = {c.origin for c in network.corridors} | {c.destination for c in network.corridors}
    assert touched - policed == {"ERB", "HAN", "TUN", "TIP", *DEPARTURE_ZONES}


def test_sea_legs_are_not_corridors(world: World) -> None:
    assert LANDING not in {corridor.destination for corridor in world.network.corridors}
    assert world.network.zone_names == DEPARTURE_ZONES


def test_lengths_of_the_sea_legs_are_those_of_the_corridors(world: World) -> None:
    with (DATA / "corridors.csv").open(encoding="utf-8", newline="") as file:
        length = {
            row["from"]: float(row["distance_km_approx"])
            for row in csv.DictReader(file)
            if row["to"] == LANDING
        }
    assert dict(zip(DEPARTURE_ZONES, world.zone_leg_km, strict=True)) == length


def test_shares_add_up_to_one(world: World) -> None:
    assert world.zone_reach.sum() == pytest.approx(1)
    for side in world.sides:
        assert sum(e.share for e in world.entries if e.side == side) == pytest.approx(1)


def test_the_series_cover_every_month_side_and_month_of_the_year(world: World) -> None:
    assert world.months[0] == (2022, 1)
    assert world.months[-1] == (2025, 10)
    assert world.entry_levels.shape == (len(world.months), 3)
    assert world.weather.chances.shape == (2253, 3)
    base = [(2023, 11) <= month <= (2024, 10) for month in world.months]
    assert np.allclose(world.entry_levels[base].mean(axis=0), 1, atol=1e-3)


def test_every_entry_hub_has_a_way_to_every_departure_zone(world: World) -> None:
    routes = {(c.origin, c.destination) for c in world.network.corridors if c.people}
    for entry in world.entries:
        reached, ahead = {entry.hub}, {entry.hub}
        while ahead:
            ahead = {end for start, end in routes if start in ahead} - reached
            reached |= ahead
        assert reached >= set(DEPARTURE_ZONES), entry.hub


def test_the_world_is_read_once() -> None:
    assert load_world() is load_world()


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("units.csv", "IST;IZM", "IST;IZN", "units.csv:2:61: unknown hubs 'IZN'; did you mean"),
        ("units.csv", "people;equipment", "money", "units.csv:2:65: unknown powers 'money'; it"),
        ("units.csv", ",400,", ",-400,", "units.csv:2:82: officers is '-400'; it must be a number"),
        ("units.csv", "0.1,assumed", "1.1,assumed", "units.csv:2:86: sharing is '1.1'; it must be"),
        ("agencies.csv", "LON", "LDN", "agencies.csv:2:40: unknown hub 'LDN'; did you mean"),
        ("entry_hubs.csv", "ERB", "EBR", "entry_hubs.csv:2:9: unknown hub 'EBR'; did you mean"),
        ("entry_hubs.csv", "\nturkiye", "\nmoon", "entry_hubs.csv:2:1: unknown side 'moon'; it"),
        ("zones.csv", "BRU;LIL", "BRU;LIK", "zones.csv:2:102: unknown reached_from 'LIK'; di"),
        ("zones.csv", "BRU;LIL", "BRU", "zones.csv:2:98: corridors.csv has a corridor from LIL to"),
        ("passages.csv", "LJU-TRS", "LJU-TRX", "passages.csv:5:9: unknown corridors 'LJU-TRX'; di"),
        ("regions.csv", "BUH;TSR", "BUH;TSX", "regions.csv:3:13: unknown hubs 'TSX'; did you"),
        ("zones.csv", "0.35", "lots", "zones.csv:2:5: reach is 'lots'; it must be a number from"),
        ("corridors.csv", "ERB,IST", "ERB,ITS", "corridors.csv:2:5: unknown to 'ITS'; did you"),
        ("corridors.csv", "5,14,40", "5,4,40", "corridors.csv:2:27: typical_days_mode is '4'; it"),
        ("hubs.csv", "36.19", "north", "hubs.csv:2:35: lat is 'north'; it must be a number from"),
        ("zones.csv", "reach", "range", "zones.csv:1:1: there is no column 'reach'; the first"),
        (
            "regions.csv",
            ",upstream on roads from Paris and Lille",
            "",
            "regions.csv:7:15: the row ends",
        ),
    ],
)
def test_a_wrong_cell_is_reported_with_its_file_line_and_column(
    tables: Callable[[str, str, str], Path], table: str, old: str, new: str, fault: str
) -> None:
    with pytest.raises(InputError) as raised:
        read_world(tables(table, old, new))
    assert str(raised.value).startswith(f"data/{fault}")
