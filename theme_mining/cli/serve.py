"""`theme-mining serve`: the web pages of a store."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import settings_options, take
from theme_mining.cli.stored import store_option

_PAGES = "theme_mining.web:from_environment"


@click.command("serve")
@store_option
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen [127.0.0.1: this machine].")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, metavar="N", help="Port; 0 takes a free one [8765]."
)
@click.option("--users", is_flag=True, help="Accounts on this machine, too: people log in.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Host name that browsers use; repeatable.")
@click.option("--https", is_flag=True, help="Browsers come by https (a proxy in front): cookies are for https only.")
@click.option("--proxy-header", metavar="HEADER", default="", help="Header in which a trusted proxy names the person.")
@click.option("--proxy-address", multiple=True, metavar="IP", help="Address of that proxy; repeatable.")
@click.option("--proxy-role", metavar="ROLE", default="", help="Role of people the proxy names who have no account.")
@settings_options
def command(
    place: str,
    host: str,
    port: int,
    users: bool,
    names: tuple[str, ...],
    https: bool,
    proxy_header: str,
    proxy_address: tuple[str, ...],
    proxy_role: str,
    **options: Any,
) -> None:
    """Serve the pages of a store until interrupted (Ctrl+C).

    On 127.0.0.1 whoever sits at this machine sees everything, without a password. On any other address people log in:
    make accounts first (theme-mining store users add NAME --role admin), or let a trusted proxy name them.

    \b
    Examples:
      theme-mining serve
      theme-mining serve --store theme-mining.db --port 9000
      theme-mining serve --host 0.0.0.0 --name teemat.example.org --https
    """
    common = take(options)
    common.settings()  # refused here, before a server starts
    local = host in ("127.0.0.1", "::1", "localhost")
    place, name = _checked(place, local and not users and not proxy_header, bool(proxy_header), host)
    access = "proxy" if proxy_header else "local" if local and not users else "accounts"
    told = {
        "THEME_MINING_STORE": place,
        "THEME_MINING_CONFIG": str(common.config or ""),
        "THEME_MINING_SET": "\n".join(common.overrides),
        "THEME_MINING_HOST": host,
        "THEME_MINING_ACCESS": access,
        "THEME_MINING_HOSTS": ",".join(names),
        "THEME_MINING_HTTPS": "1" if https else "",
        "THEME_MINING_PROXY_HEADER": proxy_header,
        "THEME_MINING_PROXY_ADDRESSES": ",".join(proxy_address),
        "THEME_MINING_PROXY_ROLE": proxy_role,
    }
    os.environ.update(told)
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    show = common.show()
    show.result({"address": f"http://{shown}:{port}/", "store": name, "access": access}) if (show.as_json) else None
    show.note(f"Pages: http://{shown}:{port}/   (Ctrl+C stops)")
    _serve(listening)


def _serve(listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        _PAGES, factory=True, log_level="warning", access_log=False, proxy_headers=False, server_header=False
    )
    uvicorn.Server(config).run(sockets=[listening])


def _checked(place: str, open_to_all: bool, by_proxy: bool, host: str) -> tuple[str, str]:
    """Open the store once, so that what is wrong with it is said here; give its place, and its name to show."""
    from theme_mining.assembly.store import DEFAULT, open_store
    from theme_mining.core.errors import SettingsError

    place = place or DEFAULT
    if "://" not in place:
        place = str(Path(place).resolve())
    with open_store(place) as store:
        if not open_to_all and not by_proxy and not store.users():
            raise SettingsError(
                f"Nobody could log in to the pages at {host}",
                f"the store {store.name} has no accounts",
                "make one first: theme-mining store users add NAME --role admin",
            )
        return place, store.name


def _listening(host: str, port: int) -> socket.socket:
    from theme_mining.core.errors import SettingsError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, so that asyncio sends small packets at once: 44 ms a page become 2.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Cannot listen at {host}, port {port}", error.strerror or type(error).__name__, "try another --port"
        ) from None
    return listening
