"""Runs of one batch as files with a receipt: there as they were written, or not there.

The receipt is written last and has the checksum of every file. A batch without one, or whose files
differ from it, does not count and is run again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.atomic_files import digest_of, write_text, writing

SUMS = "sha256"
"""Checksums in a receipt, by the folder that each file is in."""
RECEIPT = ".json"


@dataclass(frozen=True)
class Batch:
    """Some runs and the files that they are kept in.

    Attributes:
        folder: The folder of the whole.
        name: Name of the files without suffix.
        suffix: Of the files.
        indices: Folders of the files, below the other.
        receipts: Folder of the receipt, below the other; that of the first file if None.
    """

    folder: Path
    name: str
    suffix: str
    indices: tuple[str, ...]
    receipts: str | None = None

    @property
    def receipt(self) -> Path:
        """Where the receipt lies."""
        index = self.indices[0] if self.receipts is None else self.receipts
        return self.folder / index / f"{self.name}{RECEIPT}"

    def file(self, index: str) -> Path:
        """Where the file of a folder lies."""
        return self.folder / index / f"{self.name}{self.suffix}"

    @property
    def files(self) -> list[Path]:
        """Where the files lie."""
        return [self.file(index) for index in self.indices]

    def keep(self, facts: Mapping[str, Any], *writers: Callable[[Path], object]) -> dict[str, Any]:
        """Write the files into their folders, which are there, then the receipt; return it.

        Args:
            facts: What the receipt says besides checksums.
            writers: What writes each file at a path, in the order of places.
        """
        sums = {}
        for index, write in zip(self.indices, writers, strict=True):
            with writing(self.file(index)) as scratch:
                write(scratch)
                sums[index] = digest_of(scratch)
        receipt = {**facts, SUMS: sums}
        write_text(self.receipt, json.dumps(receipt, sort_keys=True))
        return receipt

    def kept(self) -> dict[str, Any] | None:
        """The receipt of a batch whose files are there as they were written; None if not."""
        try:
            receipt = json.loads(self.receipt.read_text("utf-8"))
            whole = receipt[SUMS] == {each: digest_of(self.file(each)) for each in self.indices}
        except (OSError, ValueError, TypeError, LookupError):
            return None
        return receipt if whole else None

    def remove(self) -> None:
        """Remove what is there of it, the receipt first."""
        for path in (self.receipt, *self.files):
            path.unlink(missing_ok=True)
