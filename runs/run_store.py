"""A folder in which work keeps its runs, so that it goes on where it was stopped.

Its note says what it is of. It is written when all is there that it takes to begin, and makes the
folder the store's. One process at a time writes a store. What the store has not written it neither
changes nor removes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runs.atomic_files import clear_scratch, write_text
from runs.folder_lock import LOCK, locked
from scenarios.errors import InputError

Facts = Mapping[str, Any]


def as_text(facts: Facts) -> str:
    """A note, unless its store has a form of its own."""
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class RunStore:
    """The folder of some work.

    Attributes:
        folder: Where.
        kind: What it keeps, such as ``study``.
        note: Name of its note.
        batches: Paths of the files of batches, below the folder.
        texts: Files that it has from the beginning, such as the question, by name.
        begun: Names of what else is written before the note.
        form: How the note is written.
    """

    folder: Path
    kind: str
    note: str
    batches: re.Pattern[str]
    texts: Mapping[str, str] = field(default_factory=dict)
    begun: tuple[str, ...] = ()
    form: Callable[[Facts], str] = as_text

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the folder for this process, and clear what killed ones have left half-written.

        Raises:
            InputError: If it holds anything else, or another process writes it.
        """
        self.check_free()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self.folder} cannot be written ({error.strerror}); give a folder that can"
            raise InputError(message) from error
        with locked(self.folder / LOCK, self.folder):
            for index in (self.folder, *filter(Path.is_dir, self.folder.iterdir())):
                clear_scratch(index)
            try:
                yield
            finally:
                if not self.is_begun:
                    self._remove(self.begun)

    def check_free(self) -> None:
        """Make sure that the folder is not there, empty, or a store already.

        Raises:
            InputError: If it holds anything else.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(f"{self.folder} is a file; give a folder")
        if not self.folder.exists() or (self.folder / self.note).exists():
            return
        killed = (self.folder / LOCK).exists()
        for path in sorted(self.folder.iterdir()):
            nothing = path.name.startswith(".") or (path.is_dir() and not any(path.iterdir()))
            left = killed and path.name in (*self.texts, *self.begun)
            if not (nothing or left or self._is_text(path)):
                article = "an" if self.kind[0] in "aeiou" else "a"
                message = f"{self.folder} holds {path.name!r}, which is no part of {article}"
                raise InputError(f"{message} {self.kind}; give a new folder")

    def check_same(self, facts: Facts, free: Collection[str] = (), shown: int = 60) -> None:
        """Make sure that the note says the same.

        Args:
            facts: What it should say.
            free: Facts that may differ.
            shown: Longest facts that a message quotes.

        Raises:
            InputError: If a fact differs, or the note is damaged.
        """
        there, mine = self.facts(), json.loads(json.dumps(facts))
        for key in dict.fromkeys((*mine, *there)):
            was, value = there.get(key), mine.get(key)
            if key in free or was == value:
                continue
            plain = not any(isinstance(each, dict | list) for each in (was, value))
            if key == "code":
                differs = "it was run by another version of the model"
            elif plain and max(len(str(was)), len(str(value))) <= shown:
                differs = f"its {key} is {was}, not {value}"
            else:
                differs = f"its {key} differs"
            raise InputError(
                f"{self.folder} holds another {self.kind}: {differs}; give another folder"
            )

    def facts(self) -> dict[str, Any]:
        """What the note says.

        Raises:
            InputError: If it cannot be read.
        """
        return read_note(self.folder / self.note)

    def begin(self, facts: Facts) -> None:
        """Write what it has from the beginning, and its note."""
        for name, text in self.texts.items():
            write_text(self.folder / name, text)
        self.write_note(facts)

    def write_note(self, facts: Facts) -> None:
        """Write the note."""
        write_text(self.folder / self.note, self.form(facts))

    @property
    def is_begun(self) -> bool:
        """Whether there is a note."""
        return (self.folder / self.note).exists()

    def remove_batches(self, but: Collection[str] = ()) -> None:
        """Remove the files of batches, but those of some names."""
        for path in self._batch_files():
            if path.stem not in but:
                path.unlink()

    def remove(self) -> None:
        """Remove all that the store has written, and folders that are empty then."""
        self.remove_batches()
        self._remove((self.note, *self.texts, *self.begun))
        for index in (*filter(Path.is_dir, self.folder.iterdir()), self.folder):
            remove_if_empty(index)

    def _batch_files(self) -> list[Path]:
        return [
            path
            for path in self.folder.rglob("*")
            if self.batches.fullmatch(path.relative_to(self.folder).as_posix())
        ]

    def _is_text(self, path: Path) -> bool:
        """Whether it is as the store would write it: a question that lies where its answer goes."""
        text = self.texts.get(path.name)
        with suppress(OSError):
            return text is not None and path.read_bytes() == text.encode()
        return False

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)


def read_note(path: Path) -> dict[str, Any]:
    """What a note says.

    Raises:
        InputError: If it is no note of ours.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not found:
        raise InputError(f"{path} is damaged; put a copy of it back, or give another folder")
    return found


def remove_if_empty(folder: Path) -> None:
    """Remove a folder that holds nothing."""
    with suppress(OSError):
        folder.rmdir()
