"""nginx under deploy/nginx.conf.template, as a process of this machine instead of a container."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .servers import process

ROOT = Path(__file__).parents[1]
IS_INSTALLED = shutil.which("nginx") is not None


def template(folder: Path, *, site_url: str, port: int, web: int, **instead: str) -> str:
    """The deployed configuration with the folders and ports of this machine; `web` is the application's port.

    `instead` names what else stands in another place: `srv`, `tls`, `trusted`, `errors`.
    """
    text = (ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")
    text = text.replace("${SITE_URL}", site_url)
    text = re.sub(r"(?m)^\s*resolver\w* .*$", "", text)
    places = {
        "http://web:8000": f"http://127.0.0.1:{web}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "/dev/stdout": str(folder / "access.log"),
        "/dev/stderr": str(folder / "error.log"),
        "/etc/nginx/conf.d/tls.con[f]": instead.get("tls", f"{folder}/no-tls.con[f]"),
        "/etc/nginx/trusted-proxies.con[f]": instead.get("trusted", f"{folder}/nobody.con[f]"),
        "/srv/errors": str(ROOT / "deploy" / "errors"),
        "/srv": instead.get("srv", str(folder)),
    }
    text = text.replace(" /tmp/", f" {folder}/")
    for place, here in places.items():
        text = text.replace(place, here)
    return f"user root;\n{text}" if os.geteuid() == 0 else text


@contextlib.contextmanager
def nginx(folder: Path, text: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(text, encoding="utf-8")
    command = ["nginx", "-e", str(folder / "error.log"), "-c", str(config), "-g", "daemon off;"]
    with process(command, dict(os.environ)):
        yield
