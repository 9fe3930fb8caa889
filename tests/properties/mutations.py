"""Files that are nearly right: a few bytes, lines or values of one that is right are changed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import strategies as st

LONGEST = 5.0
"""Most seconds of processor time that a file may take."""
ODD = (
    "", "null", "true", ".nan", "-.inf", "1e308", "-1", "0", "10000000000", "'x'", "[]", "{}",
    "[[1]]", "{a: 1}", "&a [*a]", "*a", "!!python/object:os.system x", "2024-02-30",
    "9999-12-31", "0x10", "../../etc/passwd", "/dev/zero", "$left", "$nothing", "\0", "é",
    "a: b: c", "%", "- -", "? x",
)  # fmt: skip


def change_bytes(data: bytes, draws: st.DataObject) -> bytes:
    """Replace a few short stretches of bytes."""
    changed = bytearray(data)
    for _ in range(draws.draw(st.integers(1, 4))):
        at = draws.draw(st.integers(0, max(len(changed) - 1, 0)))
        changed[at : at + draws.draw(st.integers(0, 3))] = draws.draw(st.binary(max_size=3))
    return bytes(changed)


def change_lines(data: bytes, draws: st.DataObject) -> bytes:
    """Drop, double or move a line, or put an odd value into one."""
    lines = data.decode().split("\n")
    for _ in range(draws.draw(st.integers(1, 3))):
        at = draws.draw(st.integers(0, len(lines) - 1))
        how = draws.draw(st.sampled_from(["drop", "double", "move", "value", "value", "value"]))
        if how == "value":
            odd = draws.draw(st.sampled_from(ODD) | st.integers().map(str))
            lines[at] = re.sub(r"(: *|- +)[^:]*$", lambda found: found[1] + odd, lines[at])  # noqa: B023
            continue
        line = lines[at] if how == "double" else lines.pop(at)
        if how != "drop":
            lines.insert(draws.draw(st.integers(0, len(lines))), line)
        lines = lines or [""]
    return "\n".join(lines).encode()


def changed(data: bytes, draws: st.DataObject) -> bytes:
    """Change bytes or lines."""
    how = draws.draw(st.sampled_from([change_bytes, change_lines]))
    return how(data, draws)


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where something takes too long."""
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < LONGEST, f"{taken:.1f} s"
