"""What a wheel carries beside the packages, so that it does all that a clone does.

Bundles need the description of the model, the lock and the Python version; the page needs what is
written of finished studies, and its libraries, with their licences, if ``make view-assets`` has
brought them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = {
    "docs/ODD.md": "experiments/publishing/carried/ODD.md",
    "requirements.lock": "experiments/publishing/carried/requirements.lock",
    ".python-version": "experiments/publishing/carried/python-version",
    "docs/studies": "narrows/view/study_documents/studies",
    "docs/figures/studies": "narrows/view/study_documents/figures",
}
PINNED = "narrows/view/front_end_libraries.json"
BROUGHT, LIBRARIES = ".view-assets", "narrows/view/front_end_libraries"


class CarryFiles(BuildHookInterface[Any]):
    """Adds the files to a wheel; an editable installation reads them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files and where they go, and say if the page's libraries are not there."""
        if self.target_name != "wheel" or version == "editable":
            return
        build_data["force_include"].update(CARRIED)
        pinned = json.loads((Path(self.root) / PINNED).read_text(encoding="utf-8"))
        wanted = [name for name, of in pinned.items() if of["for"] != "tests"]
        lacking = [name for name in wanted if not (Path(self.root) / BROUGHT / name).is_dir()]
        if lacking:
            self.app.display_warning(
                f"the wheel lacks {', '.join(lacking)}; make wheel brings them first"
            )
        build_data["force_include"].update(
            {f"{BROUGHT}/{name}": f"{LIBRARIES}/{name}" for name in wanted if name not in lacking}
        )
