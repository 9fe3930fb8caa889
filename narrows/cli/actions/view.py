"""Serve the interactive view."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass

from narrows.cli.actions import inputs
from narrows.cli.actions.sources import posterior_file, sources
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note
from runs.worker_context import why_no_workers
from scenarios.errors import InputError
from scenarios.loader import load_scenario


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    host: str
    port: int
    open_browser: bool
    posterior: str | None = None
    data: str | None = None
    files: tuple[str, ...] = ()
    public_url: str | None = None


def view_page(line: CommandLine, request: Request) -> None:
    """Check the address and what the page is to run on, then serve until interrupted.

    Raises:
        InputError: If the port is out of bounds, the address cannot be listened on, the page's
            libraries are missing, the posterior or the data cannot be used, no worker can be
            started, or a scenario cannot be shown.
    """
    from narrows.view.chosen_sources import ChosenSources, choose
    from narrows.view.front_door import public_url
    from narrows.view.front_end_libraries import AssetsError
    from narrows.view.server import serve

    public = None
    if request.public_url is not None:
        try:
            public = public_url(request.public_url)
        except InputError as error:
            raise line.at_option("--public-url", error.message) from None
    host, port = request.host, inputs.checked(line, "--port", request.port)
    if reason := why_no_workers():
        raise InputError(f"{reason}; {inputs.SHARED_MEMORY}")
    used = sources(line, request.posterior, request.data)
    choose(ChosenSources(posterior_file(request.posterior), used.data))
    addresses = {name: _address(line, at, name) for at, name in enumerate(request.files)}
    used.announce()
    note(used.in_words)
    try:
        serve(host, port, request.open_browser, note, addresses, public)
    except AssetsError as error:
        raise InputError(str(error)) from None
    except OSError as error:
        if error.filename is not None:  # of a file, not of the address
            raise
        taken = error.errno == errno.EADDRINUSE
        option = "--host" if line.value_of("--host") and not taken else "--port"
        reason = os.strerror(error.errno) if error.errno else str(error)
        said = f"cannot listen on {host}, port {port}: {reason.lower()}; give another"
        raise line.at_option(option, f"{said} {option}") from None


def _address(line: CommandLine, place: int, name: str) -> str:
    """The address of a scenario in the page, without that of the server.

    Raises:
        InputError: If it cannot be read, or the page cannot show it.
    """
    from narrows.view.page_link import write
    from narrows.view.scenario_files import of_scenario

    scenario = load_scenario(name)
    try:
        return f"?{write(of_scenario(scenario))}"
    except InputError as error:
        raise line.at_argument(place, error.message) from None
