"""The paper that `make run` serves: the settings that scripts/run and manage.py give it, in one place.

As in production, but for what a proxy would do. What the caller has set stays. It does not go into the image, so that
nothing in a container can take its own empty folder for the paper.

    eval "$(python scripts/local.py)"    # in a shell: makes the key if there is none, and exports the settings
"""

from __future__ import annotations

import os
import secrets
import shlex
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
KEY = CHECKOUT / "var" / "secret_key"

OTHER_PAPER = ["DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DATABASE_REPLICA_URL"]
"""Whoever sets one of these, or names a file that holds it, means another paper or other settings of this one."""


def local_settings() -> dict[str, str]:
    """What the paper needs and the caller has not set."""
    port = os.environ.get("PORT") or "8000"
    needed = {
        "SECRET_KEY_FILE": str(KEY),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SERVE_MEDIA": "1",
        "LOG_LEVEL": "WARNING",
    }
    return {name: value for name, value in needed.items() if not is_set(name.removesuffix("_FILE"))}


def apply_settings() -> None:
    """For manage.py: goes on with this paper, unless the environment says that another is meant.

    Ends with one line where it would be the wrong one, or there is none.
    """
    if any(is_set(name) for name in OTHER_PAPER):
        return
    if (CHECKOUT / ".env").exists():
        raise SystemExit(
            "There is a .env here, so the paper is Compose's: docker-compose exec web python manage.py … "
            f"(The one that `make run` serves: SECRET_KEY_FILE={KEY} ALLOWED_HOSTS=localhost python manage.py …)"
        )
    if not KEY.exists():
        raise SystemExit(
            "There is no paper here yet: `make run` makes one. "
            "(Elsewhere: SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL say which; see .env.example.)"
        )
    if not os.access(KEY, os.R_OK):
        raise SystemExit(f"{KEY} can't be read: run this as the user who runs `make run`.")
    os.environ.update(local_settings())


def is_set(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def make_key() -> None:
    """Whole or not at all, and for nobody else to read."""
    if KEY.exists() and KEY.stat().st_size:
        return
    KEY.parent.mkdir(exist_ok=True)
    unfinished = KEY.with_name("secret_key.new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    unfinished.rename(KEY)


if __name__ == "__main__":
    make_key()
    for name, value in local_settings().items():
        print(f"export {name}={shlex.quote(value)}")
