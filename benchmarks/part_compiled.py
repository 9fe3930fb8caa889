"""The people's part compiled: a bound on how fast it can be.

``part.c`` is what an excellent C programmer would write for exactly this work. Where there is no C
compiler, Numba stands in for it, with chains of rows for calendars and one queue for all gangs.
Neither uses the model's mechanisms; C has a Philox of its own, Numba calls the model's.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections import namedtuple
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from benchmarks.counts import PLACE, Counts
from benchmarks.draws import draw_four
from benchmarks.tape import DUE, VALUES, Tape
from sim.core.randomness import Decision
from sim.people.travellers import State

SOURCE = Path(__file__).with_name("part.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")

LENGTHS = (
    "persons", "queued", "entries", "corridors", "hubs_in_all", "zones", "methods", "most_choices",
)  # fmt: skip
_TAPE = [field for field in fields(Tape) if field.name != "counts"]


class _Tape(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int64) for name in LENGTHS),
        *((f.name, ctypes.c_int64 if f.type == "int" else ctypes.c_void_p) for f in _TAPE),
    ]


class _Counts(ctypes.Structure):
    _fields_ = [(field.name, ctypes.c_void_p) for field in fields(Counts)]


def compiled() -> Callable[[Tape], Counts]:
    """The fastest version that can be had here: C, or Numba where there is no C compiler."""
    compiler = c_compiler()
    return in_numba if compiler is None else in_c(compiler)


def c_compiler() -> str | None:
    """Path of a C compiler, if there is one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def in_c(compiler: str) -> Callable[[Tape], Counts]:
    """Build ``part.c``, unless that has been done, and return a function that plays tapes."""
    library = ctypes.CDLL(str(_build(compiler)))
    library.play.restype = None

    def play(tape: Tape) -> Counts:
        kept = {f.name: getattr(tape, f.name) for f in _TAPE}
        counts = tape.nothing()
        library.play(
            ctypes.byref(_Tape(*_lengths(tape), *map(_passed, kept.values()))),
            ctypes.byref(_Counts(*(_passed(getattr(counts, f.name)) for f in fields(Counts)))),
        )
        return counts

    return play


def _build(compiler: str) -> Path:
    command = [compiler, *FLAGS]
    version = subprocess.run([compiler, "--version"], capture_output=True, check=True).stdout
    digest = hashlib.sha256(SOURCE.read_bytes() + version + " ".join(command).encode())
    folder = Path(tempfile.gettempdir()) / f"narrows-benchmark-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user")
    library = folder / f"part-{digest.hexdigest()[:16]}.so"
    if not library.exists():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            made = Path(scratch) / "part.so"
            subprocess.run([*command, str(SOURCE), "-o", str(made), "-lm"], check=True)
            made.replace(library)
    return library


def _lengths(tape: Tape) -> tuple[int, ...]:
    return (
        tape.people.size, tape.queue.size, tape.entered.size, tape.origin.size, tape.hubs.size,
        tape.beach.shape[1], tape.exposure.size, tape.choices.shape[1],
    )  # fmt: skip


def _passed(value: Any) -> Any:
    if isinstance(value, int):
        return value
    assert value.flags.c_contiguous
    return value.ctypes.data


_Given: Any = namedtuple("_Given", [field.name for field in _TAPE])  # type: ignore[misc]
_Values: Any = namedtuple("_Values", VALUES)  # type: ignore[misc]

JOURNEYS, RESTS, IMPATIENT, UNSETTLED = range(len(DUE))
WAITING, RESTING = int(State.WAITING), int(State.RESTING)
ARRIVED, LEFT, DIED = int(State.ARRIVED), int(State.GAVE_UP), int(State.DIED)
LEG, PATIENCE = np.uint64(Decision.LEG), np.uint64(Decision.PATIENCE)
RESTLESS, AFTER_FAILURE = np.uint64(Decision.RESTLESS), np.uint64(Decision.AFTER_FAILURE)
CROSSING, CASUALTIES = np.uint64(Decision.CROSSING), np.uint64(Decision.CASUALTIES)
NOW = np.uint64(0)
NO_ROW = -1
ARRIVALS, DEATHS, ATTEMPTS = PLACE["arrivals"], PLACE["deaths"], PLACE["attempts"]
PREVENTIONS, RETURNED, TRIED = PLACE["preventions"], PLACE["returned"], PLACE["people_tried"]
INTERCEPTIONS, GIVING_UP, CHANGES = (
    PLACE["interceptions"],
    PLACE["people_gave_up"],
    PLACE["gang_changes"],
)
BOATS_LAUNCHED, BOATS_ARRIVED = PLACE["boats_launched"], PLACE["boats_arrived"]
TURNED_BACK, INCIDENTS = PLACE["boats_turned_back"], PLACE["incidents"]
SEIZED, BY_SIDE = PLACE["boats_seized_beach"], PLACE["arrivals_turkiye"]
EVENTS = PLACE["events_prevented"]
ON_LAND, READY, AT_REST = PLACE["moving"], PLACE["waiting"], PLACE["resting"]


def in_numba(tape: Tape) -> Counts:
    """Play a tape by compiled Python."""
    counts = tape.nothing()
    counts.hubs[:] = tape.hubs
    people = np.concatenate([tape.people, tape.entered])
    given = _Given(*(getattr(tape, field.name) for field in _TAPE))
    tallies = (counts.passed, counts.stopped, counts.found, counts.launched, counts.prevented)
    queue = np.append(tape.queue, np.zeros(people.size, dtype=np.int64))
    at_rest = np.count_nonzero(tape.people["state"] == State.RESTING)
    values = _Values(*tape.values.tolist())
    _play(given, values, people, queue, at_rest, counts.daily, tallies, counts.hubs)
    return counts


@njit(cache=True, error_model="numpy")
def _play(t, v, people, queue, at_rest, daily, tallies, hubs):  # type: ignore[no-untyped-def]
    key, persons, queued = (t.key[0], t.key[1]), t.people.size, t.queue.size
    first, following = _calendars(t, people.size)
    for day in range(t.days):
        today, calendars = daily[day], (first[:, day:], following)
        for index in range(t.turned_from[day], t.turned_from[day + 1]):
            people[t.turned[index].row].gang = t.turned[index].gang
        for row in range(persons + t.entered_from[day], persons + t.entered_from[day + 1]):
            hubs[people[row].hub] += 1
            _put(calendars, JOURNEYS, row, 0.0)
        reached = _move(t, v, people, key, day, calendars, today, tallies, hubs)
        rested, no_longer_resting = _wait(t, v, people, key, day, calendars, today)
        queued = _join(queue, queued, reached)
        queued = _join(queue, queued, rested)
        queued = _still_waiting(queue, queued, people)
        at_rest -= no_longer_resting
        at_rest += _depart(t, v, people, key, day, calendars, today, tallies, queue[:queued])
        queued = _still_waiting(queue, queued, people)
        today[ON_LAND], today[READY], today[AT_REST] = hubs.sum(), queued, at_rest


@njit(cache=True, error_model="numpy")
def _join(queue, queued, rows):  # type: ignore[no-untyped-def]
    """Put people at the end of the queue in the order of their rows."""
    first = queued
    for row in rows:
        index = queued
        while index > first and queue[index - 1] > row:
            queue[index] = queue[index - 1]
            index -= 1
        queue[index] = row
        queued += 1
    return queued


@njit(cache=True, error_model="numpy")
def _calendars(t, persons):  # type: ignore[no-untyped-def]
    """For each calendar the first row due on each day, and the next after each row."""
    first = np.full((len(DUE), t.days), NO_ROW)
    following = np.full((len(DUE), persons), NO_ROW)
    for calendar in range(len(DUE)):
        for day in range(t.days):
            index = calendar * t.days + day
            for row in t.due[t.due_from[index] : t.due_from[index + 1]]:
                _put((first[:, day:], following), calendar, row, 0.0)
    return first, following


@njit(cache=True, error_model="numpy")
def _put(calendars, calendar, row, days):  # type: ignore[no-untyped-def]
    first, following = calendars
    if days < first.shape[1]:
        following[calendar, row] = first[calendar, int(days)]
        first[calendar, int(days)] = row


@njit(cache=True, error_model="numpy")
def _take(calendars, calendar):  # type: ignore[no-untyped-def]
    first, following = calendars
    number, row = 0, first[calendar, 0]
    while row != NO_ROW:
        number += 1
        row = following[calendar, row]
    rows, row = np.empty(number, dtype=np.int64), first[calendar, 0]
    for index in range(number):
        rows[index] = row
        row = following[calendar, row]
    return rows


@njit(cache=True, error_model="numpy")
def _geometric(u, hazard):  # type: ignore[no-untyped-def]
    hazard = min(max(hazard, 1e-9), 1.0 - 1e-9)
    return max(np.ceil(np.log1p(-u) / np.log1p(-hazard)), 1.0)


@njit(cache=True, error_model="numpy")
def _own(people, row, decision, key):  # type: ignore[no-untyped-def]
    return draw_four(people[row].identity, np.uint64(people[row].event), decision, key)


@njit(cache=True, error_model="numpy")
def _end(people, row, date, state):  # type: ignore[no-untyped-def]
    people[row].state, people[row].ended = state, date


@njit(cache=True, error_model="numpy")
def _change_gang(shares, people, row, u, today):  # type: ignore[no-untyped-def]
    chosen = 0
    while chosen < shares.size - 1 and u * shares[-1] >= shares[chosen]:
        chosen += 1
    today[CHANGES] += chosen != people[row].gang
    people[row].gang = chosen


@njit(cache=True, error_model="numpy")
def _move(t, v, people, key, day, calendars, today, tallies, hubs):  # type: ignore[no-untyped-def]
    """Move those who are due; return who reached the coast."""
    passed, stopped, found = tallies[0], tallies[1], tallies[2]
    destination, is_zone, choices = t.destination, t.is_zone, t.choices
    routes, seen_at, stopping = t.routes[t.routes_on[day]], t.seen[day], t.stopping[day]
    due = _take(calendars, JOURNEYS)
    uniform, passing = np.empty(due.size), np.empty(due.size, dtype=np.int64)
    reached, stored = np.empty((2, due.size), dtype=np.int64)
    number, arrived, failed = 0, 0, 0
    for row in due:
        if people[row].corridor >= 0:
            hubs[people[row].hub] -= 1
            people[row].hub = destination[people[row].corridor]
            people[row].corridor = NO_ROW
            if is_zone[people[row].hub]:
                reached[arrived] = row
                arrived += 1
                continue
            hubs[people[row].hub] += 1
        choice, time, seen, intercepted = _own(people, row, LEG, key)
        people[row].event += 1
        gang = people[row].gang
        corridor = _way(routes, choices, gang, people[row].hub, choice)
        caught = seen < seen_at[corridor] and intercepted < stopping[corridor]
        if corridor < 0 or caught:
            stored[failed] = row
            failed += 1
        if corridor >= 0 and caught:
            stopped[gang, corridor] += 1
            found[corridor] += 1
            today[INTERCEPTIONS] += 1
        elif corridor >= 0:
            passed[gang, corridor] += 1
            people[row].corridor = corridor
            people[row].stops = 0
            people[row].corridors_passed |= np.uint64(1) << np.uint64(corridor)
            passing[number], uniform[number] = row, time
            number += 1
    for row in stored[:failed]:
        leave, choice, _, _ = _own(people, row, AFTER_FAILURE, key)
        stops = min(people[row].stops + 1, 255)
        people[row].stops, before = stops, stops - 1.0
        if leave < 1.0 - (1.0 - v.leave_after_interception) ** (v.leave_growth**before):
            _end(people, row, t.first_day + day, LEFT)
            hubs[people[row].hub] -= 1
            today[GIVING_UP] += 1
            continue
        if stops % max(int(v.stops_to_turn), 1) == 0:
            if t.is_fork[people[row].hub]:
                _change_gang(t.shares[day, : t.gangs_on[day]], people, row, choice, today)
            else:
                hubs[people[row].hub] -= 1
                _turn_back(t, people, row)
                hubs[people[row].hub] += 1
        wait = v.wait_after_interception * (1.0 + v.wait_growth * before)
        _put(calendars, JOURNEYS, row, max(np.floor(wait), 1.0))
    _travel(t, v, people, passing[:number], uniform, calendars, hubs)
    for row in reached[:arrived]:
        people[row].state = WAITING
        patience = draw_four(people[row].identity, NOW, PATIENCE, key)[0]
        _put(calendars, IMPATIENT, row, _geometric(patience, v.leave_hazard))
        restless = draw_four(people[row].identity, NOW, RESTLESS, key)[0]
        _put(calendars, UNSETTLED, row, _geometric(restless, v.change_gang_hazard))
    return reached[:arrived]


@njit(cache=True, error_model="numpy")
def _turn_back(t, people, row):  # type: ignore[no-untyped-def]
    """Back over the ways passed, to where another leads on; nowhere, if there is no such place."""
    hub, routes = np.int64(people[row].hub), np.uint64(people[row].corridors_passed)
    while not t.is_fork[hub]:
        came = 0
        while came < t.origin.size:
            if t.destination[came] == hub and (routes >> np.uint64(came)) & np.uint64(1):
                break
            came += 1
        if came == t.origin.size:
            return
        routes ^= np.uint64(1) << np.uint64(came)
        hub = t.origin[came]
    people[row].hub, people[row].corridors_passed = hub, routes


@njit(cache=True, error_model="numpy")
def _way(routes, choices, gang, hub, u):  # type: ignore[no-untyped-def]
    shares = routes[gang, hub]
    if not shares[-1] > 0.0:
        return np.int64(NO_ROW)
    way = 0
    while way < shares.size - 1 and u * shares[-1] >= shares[way]:
        way += 1
    return choices[hub, way]


@njit(cache=True, error_model="numpy")
def _travel(t, v, people, passing, uniform, calendars, hubs):  # type: ignore[no-untyped-def]
    slowdown = 1.0 + v.congestion_slowdown * np.maximum(hubs / v.hub_capacity - 1.0, 0.0)
    for index in range(passing.size):
        row, u = passing[index], uniform[index]
        low, mode, high = t.leg_days[people[row].corridor]
        width = high - low
        if width <= 0.0:
            days = low
        elif u * width < mode - low:
            days = low + np.sqrt(u * width * (mode - low))
        else:
            days = high - np.sqrt((1.0 - u) * width * (high - mode))
        days *= slowdown[t.origin[people[row].corridor]]
        _put(calendars, JOURNEYS, row, max(np.rint(days), 1.0))


@njit(cache=True, error_model="numpy")
def _wait(t, v, people, key, day, calendars, today):  # type: ignore[no-untyped-def]
    """Return who has rested, and how many fewer rest."""
    rested, number = _take(calendars, RESTS), 0
    for row in rested:
        if people[row].state == RESTING:
            people[row].state = WAITING
            rested[number] = row
            number += 1
    fewer = number
    for row in _take(calendars, IMPATIENT):
        if people[row].state == WAITING or people[row].state == RESTING:
            fewer += people[row].state == RESTING
            _end(people, row, t.first_day + day, LEFT)
            today[GIVING_UP] += 1
    for row in _take(calendars, UNSETTLED):
        if people[row].state <= RESTING:
            date = np.uint64(t.first_day + day)
            choice, again, _, _ = draw_four(people[row].identity, date, RESTLESS, key)
            _change_gang(t.shares[day, : t.gangs_on[day]], people, row, choice, today)
            _put(calendars, UNSETTLED, row, _geometric(again, v.change_gang_hazard))
    return rested[:number], fewer


@njit(cache=True, error_model="numpy")
def _still_waiting(queue, queued, people):  # type: ignore[no-untyped-def]
    number = 0
    for row in queue[:queued]:
        if people[row].state == WAITING:
            queue[number] = row
            number += 1
    return number


@njit(cache=True, error_model="numpy")
def _depart(t, v, people, key, day, calendars, today, tallies, queue):  # type: ignore[no-untyped-def]
    """Let the boats of the day cross; return how many more rest."""
    start = np.zeros(t.gangs + 1, dtype=np.int64)
    for row in queue:
        start[people[row].gang + 1] += 1
    for gang in range(t.gangs):
        start[gang + 1] += start[gang]
    order, filled = np.empty(queue.size, dtype=np.int64), start.copy()
    for row in queue:
        order[filled[people[row].gang]] = row
        filled[people[row].gang] += 1
    boats = t.boats[t.boats_from[day] : t.boats_from[day + 1]]
    aboard, begin = np.zeros((2, boats.size), dtype=np.int64)
    launches = np.zeros(t.beach.shape[1])
    for index in range(boats.size):
        boat, gang = boats[index], boats[index].gang
        begin[index] = start[gang]
        aboard[index] = min(boat.load, filled[gang] - start[gang])
        start[gang] += aboard[index]
        launches[boat.zone] += aboard[index] > 0
    more = 0
    for index in range(boats.size):
        if aboard[index]:
            boat = boats[index]
            rows = order[begin[index] : begin[index] + aboard[index]]
            failed = _cross(t, v, people, key, day, today, tallies, boat, launches[boat.zone], rows)
            more += _settle(t, v, people, key, day, calendars, today, failed)
    return more


@njit(cache=True, error_model="numpy")
def _cross(t, v, people, key, day, today, tallies, boat, launches, rows):  # type: ignore[no-untyped-def]
    """Decide what becomes of a boat and of those aboard; return for whom it failed."""
    found_at, launched, prevented_at = tallies[2], tallies[3], tallies[4]
    find, present, overload, mishap = draw_four(boat.identity, NOW, CROSSING, key)
    fatalities, landing, _, _ = draw_four(boat.identity, NOW, CASUALTIES, key)
    gang, zone, method = boat.gang, boat.zone, boat.method
    attention = t.beach[day, zone] / (1.0 + launches / v.prevention_dilution)
    chance = 1.0 - np.exp(-v.prevention_rate * (attention * t.exposure[method]))
    met, found = find < chance, 0
    if met:
        found = min(max(int(np.rint(v.group_size * (0.4 + 1.2 * present))), 1), rows.size)
    prevented = met and (not boat.afloat or found == rows.size)
    load, tries, deaths = rows.size - found, found if prevented else rows.size, 0
    fill = load / boat.capacity / v.incident_reference_fill
    risk = min(boat.hazard * fill**v.incident_load_exponent, 1.0)
    incident = not prevented and mishap < risk
    across = np.exp(-((load / boat.scale) ** 2))
    turned_back = not prevented and not incident and overload >= across
    landed = not prevented and not turned_back
    if met:
        today[PREVENTIONS] += found
        today[EVENTS] += 1
        prevented_at[gang, zone, method] += 1.0 if prevented else found / rows.size
        found_at[t.origin.size + zone] += 1
    if incident:
        deaths = int(min(np.floor((1.0 - fatalities) ** (-1.0 / v.death_tail)), float(load)))
        landed = landing < v.rescued_to_uk
    for index, row in enumerate(rows):
        people[row].zone, people[row].method = zone, method
        people[row].event += 1
        if index < tries:
            today[TRIED] += people[row].attempts == 0
            people[row].attempts += 1
            if found <= index < found + deaths:
                _end(people, row, t.first_day + day, DIED)
            elif landed and index >= found:
                _end(people, row, t.first_day + day, ARRIVED)
                today[BY_SIDE + people[row].side] += 1
    launched[gang, zone, method] += 1
    today[ATTEMPTS] += tries
    today[DEATHS] += deaths
    today[BOATS_LAUNCHED] += 1
    today[SEIZED] += prevented
    today[INCIDENTS] += incident
    today[TURNED_BACK] += turned_back
    if landed:
        today[ARRIVALS] += load - deaths
        today[BOATS_ARRIVED] += load > deaths
        return rows[:found]
    if not prevented:
        today[RETURNED] += load - deaths
    return np.append(rows[:found], rows[found + deaths : tries])


@njit(cache=True, error_model="numpy")
def _settle(t, v, people, key, day, calendars, today, failed):  # type: ignore[no-untyped-def]
    """Let those who failed leave, change gang or rest; return how many rest."""
    rest = 0
    for row in failed:
        leave, change, choice, _ = _own(people, row, AFTER_FAILURE, key)
        if leave < v.leave_after_failure:
            _end(people, row, t.first_day + day, LEFT)
            today[GIVING_UP] += 1
            continue
        if change < v.change_gang_after_failure:
            _change_gang(t.shares[day, : t.gangs_on[day]], people, row, choice, today)
        people[row].state = RESTING
        rest += 1
        _put(calendars, RESTS, row, np.floor(v.rest_after_failure))
    return rest
