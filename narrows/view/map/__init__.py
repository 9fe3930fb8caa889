"""The map: a widget that draws two worlds in step.

``map.js`` joins it to Python; what it draws with is in ``../static/map``, one idea a file.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Maps(anywidget.AnyWidget):
    """Two worlds in step, side by side or one at a time.

    What is large comes as JSON in a string, which is passed on without a look inside.

    Attributes:
        scene: The fixed part: ``narrows.view.map_network.network()`` and the outlines, as JSON.
        frames: A frame of each world, by ``baseline`` and ``changed``, as JSON; empty until there
            are any.
        shift: Differences of the paired replicates by corridor and zone, as JSON; empty until
            there are any.
        titles: What each world is called, and their difference.
        shown: ``both``, ``baseline``, ``changed`` or ``difference``.
        interval: Milliseconds until the next frame, 0 while the worlds stand still.
        picked: What a visitor clicked: ``world``, ``kind`` (hub, corridor, zone, moving, event,
            boat) and what names it; ``pick`` counts the clicks, so that one thing can be picked
            twice.
    """

    _esm = Path(__file__).parent / "map.js"

    scene = traitlets.Unicode("{}").tag(sync=True)
    frames = traitlets.Unicode("").tag(sync=True)
    shift = traitlets.Unicode("").tag(sync=True)
    titles = traitlets.Dict().tag(sync=True)
    shown = traitlets.Unicode("both").tag(sync=True)
    interval = traitlets.Int(0).tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)
