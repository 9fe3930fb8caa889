"""Serve the interactive view."""

from __future__ import annotations

from narrows.cli.actions import inputs
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note
from scenarios.errors import InputError


def view_page(line: CommandLine, host: str, port: int, open_browser: bool) -> None:
    """Check the address, then serve until interrupted.

    Raises:
        InputError: If the port is out of bounds, the address cannot be listened on, or the page's
            libraries are missing.
    """
    from narrows.view.front_end_libraries import AssetsError
    from narrows.view.server import serve

    inputs.checked(line, "--port", port)
    try:
        serve(host, port, open_browser, note)
    except AssetsError as error:
        raise InputError(str(error)) from None
    except OSError as error:
        if error.filename is not None:  # of a file, not of the address
            raise
        option = "--host" if line.value_of("--host") else "--port"
        reason = error.strerror or str(error)
        said = f"cannot listen on {host}, port {port}: {reason.lower()}; give another"
        raise line.at_option(option, f"{said} {option}") from None
