"""Whatever a scenario file holds, it is a scenario or one line that says where it is wrong."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.loader import LIBRARY, as_json, load_scenario, scenario_names
from sim.interventions import KINDS
from sim.parameters import PARAMETERS
from tests.properties.mutations import changed, in_time

FILES = {name: (LIBRARY / f"{name}.yaml").read_bytes() for name in scenario_names()}
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NUMBERS = st.integers(-10, 10**7) | st.floats(-10, 10**7) | st.text("0123456789.,e-", max_size=6)
DATES = st.dates().map(str) | st.text("0123456789-", max_size=10)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
INTERVENTIONS = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "none"])},
    optional={
        "start": DATES, "end": DATES, "value": st.sampled_from([*PARAMETERS, "officers"]),
        "multiply": NUMBERS, "set": NUMBERS, "entity": st.text(max_size=5), "officers": NUMBERS,
        "unit": st.text(max_size=5), "million_gbp": NUMBERS,
    },
)  # fmt: skip
SCENARIOS = st.fixed_dictionaries(
    {"name": st.just("x") | st.text(max_size=3), "title": PLAIN, "description": PLAIN},
    optional={
        "extends": st.sampled_from([*FILES, "x", "./x.yaml", "/dev/zero", ".", "../x.yaml"])
        | st.lists(st.sampled_from([*FILES, "./x.yaml"]), max_size=4) | VALUES,
        "start": DATES, "days": NUMBERS, "warmup_days": NUMBERS, "run_out_days": NUMBERS,
        "parameters": st.dictionaries(st.sampled_from(list(PARAMETERS)), NUMBERS, max_size=4)
        | VALUES,
        "interventions": st.lists(INTERVENTIONS | VALUES, max_size=3) | VALUES,
        "more": VALUES,
    },
)  # fmt: skip


def load(data: bytes) -> None:
    """Load a file; what comes of it loads again as itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(data)
        try:
            with in_time():
                found = load_scenario(str(path))
        except InputError as error:
            said = str(error)
            assert said and "\n" not in said and error.location is not None
            return
        again = path.with_name("y.yaml")
        again.write_text(as_json(found).replace('"name": "x"', '"name": "y"', 1))
        assert as_json(load_scenario(str(again))).replace('"y"', '"x"', 1) == as_json(found)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_any_bytes(data):
    load(data)


@given(SCENARIOS | VALUES)
def test_any_keys_and_values(given_values):
    load(json.dumps(given_values).encode())


@given(st.sampled_from(list(FILES)), st.data())
def test_a_library_file_with_a_few_changes(name, data):
    load(changed(FILES[name].replace(f"name: {name}".encode(), b"name: x"), data))
