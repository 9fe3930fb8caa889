"""The whole state of a page as an address, and back; a wrong address never breaks the page.

``v=1&p=bsc-package&d=731&l=beach-patrol*start~2024-03-01*officers~120&n=59`` is the preset, the
days, one lever that stands elsewhere than the preset has it, and the day shown. What is at its
default is left out, so that an untouched page has no address to speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from narrows.option_bounds import MOST_SEED
from narrows.view.lever_catalogue import BASELINE, DATES, Positions, Setting, levers, presets
from narrows.view.lever_positions import LEAST_DAYS, MOST_DAYS, intervention
from scenarios.errors import InputError, instead
from scenarios.loader import load_scenario

VERSION = "1"
LONGEST = 6_000
"""Characters of an address that are read."""
LONGEST_PANEL = 60
MOST_REPLICATE = 999
DEFAULT_PRESET, DEFAULT_DAYS = "bsc-package", 731
TABS = ("effects", "packages", "assumptions", "displaced", "follow", "studies", "sources")
VIEWS = ("both", "baseline", "changed", "difference")
UNCHOSEN = "auto"
THEMES = ("auto", "light", "dark")
OFF = "off"


@dataclass(frozen=True)
class State:
    """All that a link reproduces.

    Attributes:
        tab: Which results are shown.
        view: Which world, or their difference, is on the map; by itself the difference, until
            days go by.
        positions: Levers that are pulled; None for those of the preset.
        replicate: Which pair of runs is on the map; None for the one in the middle.
        day: Number of the day shown, from 0.
        panel: What is open beside the map, as kind and name such as ``lever:funding``.
        follow: What is followed, as kind and name such as ``boat:7/31``.
        name: What the visitor calls the scenario; empty for the name that it has.
    """

    preset: str = DEFAULT_PRESET
    positions: Positions | None = None
    days: int = DEFAULT_DAYS
    seed: int = 1
    replicate: int | None = None
    day: int = 0
    tab: str = TABS[0]
    view: str = UNCHOSEN
    panel: str = ""
    follow: str = ""
    study: str = ""
    name: str = ""
    theme: str = THEMES[0]

    @property
    def pulled(self) -> Positions:
        """Positions of all levers that are pulled."""
        return presets()[self.preset].positions if self.positions is None else self.positions


NUMBERS = {
    "d": ("days", LEAST_DAYS, MOST_DAYS), "s": ("seed", 0, MOST_SEED),
    "r": ("replicate", 0, MOST_REPLICATE), "n": ("day", 0, MOST_DAYS - 1),
}  # fmt: skip
WORDS = {"t": ("tab", TABS), "w": ("view", (UNCHOSEN, *VIEWS)), "m": ("theme", THEMES)}
TEXTS = {"o": "panel", "f": "follow", "c": "study", "a": "name"}
"""Parameters of the address by kind; ``p`` is the preset and each ``l`` a lever."""


def write(state: State) -> str:
    """The state as a query, without the question mark."""
    plain = State()
    parts = [("v", VERSION), ("p", state.preset)]
    names = {key: name for key, (name, *_) in NUMBERS.items()}
    names |= {key: name for key, (name, _) in WORDS.items()}
    for key, name in names.items():
        if getattr(state, name) != getattr(plain, name):
            parts.append((key, str(getattr(state, name))))
    parts += [(key, getattr(state, name)) for key, name in TEXTS.items() if getattr(state, name)]
    kept = presets()[state.preset].positions
    for key in levers():
        here, there = state.pulled.get(key), kept.get(key)
        if here != there:
            parts.append(("l", f"{key}*{OFF}" if here is None else _written(key, here)))
    return urlencode(parts, safe="*~:/.")


def asked(state: State) -> str:
    """What of a state is the question: addresses that differ in the rest ask the same."""
    return write(State(state.preset, state.positions, state.days, state.seed))


def read(query: str) -> tuple[State, list[str]]:
    """The state of a query, and what was wrong with it, in words; what is wrong is left out."""
    said: list[str] = []
    text = query.removeprefix("?")
    if len(text) > LONGEST:
        return State(), [f"the address is longer than {LONGEST} characters; defaults are shown"]
    try:
        given = parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="replace")
    except ValueError:
        return State(), ["the address cannot be read; defaults are shown"]
    values = dict(given)
    if values.get("v", VERSION) != VERSION:
        return State(), [f"the address is of version {values['v'][:20]!r}, which is not known here"]
    kept: dict[str, object] = {}
    for key, value in values.items():
        if key in NUMBERS:
            _number(key, value, kept, said)
        elif key in WORDS:
            _word(key, value, kept, said)
        elif key in TEXTS:
            kept[TEXTS[key]] = value[:LONGEST_PANEL]
        elif key not in ("v", "p", "l"):
            said.append(f"the address has an unknown part {key[:20]!r}, which is left out")
    preset = values.get("p", DEFAULT_PRESET)
    if preset not in presets():
        said.append(f"unknown preset {preset[:40]!r}{instead(preset[:40], presets())}")
        preset = DEFAULT_PRESET
    pulled = dict(presets()[preset].positions)
    for value in (value for key, value in given if key == "l"):
        _lever(value, pulled, said)
    positions = None if pulled == presets()[preset].positions else pulled
    state = State(preset=preset, positions=positions, **kept)  # type: ignore[arg-type]
    return state, said


def _written(key: str, setting: Setting) -> str:
    plain = levers()[key].default
    parts = [f"{name}~{value}" for name, value in setting.items() if plain.get(name) != value]
    return "*".join([key, *parts])


def _lever(text: str, pulled: Positions, said: list[str]) -> None:
    """Put one lever of the address into its place, unless it is wrong."""
    key, *parts = text.split("*")
    if key not in levers():
        said.append(f"unknown lever {key[:40]!r}{instead(key[:40], levers())}")
        return
    if parts == [OFF]:
        pulled.pop(key, None)
        return
    setting = levers()[key].default
    for part in parts:
        name, _, value = part.partition("~")
        try:
            setting[name] = value if name in DATES else _plain(float(value))
        except ValueError:
            said.append(f"{levers()[key].title}: {name[:30]} is {value[:30]!r}; give a number")
            return
    try:
        intervention(levers()[key], setting, load_scenario(BASELINE))
    except InputError as error:
        said.append(error.message)
    else:
        pulled[key] = setting


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


def _number(key: str, value: str, kept: dict[str, object], said: list[str]) -> None:
    name, low, high = NUMBERS[key]
    if value.isascii() and value.isdigit() and len(value) < 12 and low <= int(value) <= high:
        kept[name] = int(value)
    else:
        said.append(f"{name} is {value[:20]!r}; it must be a whole number from {low} to {high}")


def _word(key: str, value: str, kept: dict[str, object], said: list[str]) -> None:
    name, known = WORDS[key]
    if value in known:
        kept[name] = value
    else:
        said.append(f"{name} is {value[:20]!r}; it must be one of {', '.join(known)}")
