"""Photos in a bucket of S3, or of what speaks it: with its errors as `StorageError`, and an end to waiting for it.

What boto3 raises is no `OSError`, so those who are ready for a full disk were not ready for a bucket that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from time import monotonic
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection
from django.core.files.base import ContentFile, File
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from .errors import StorageDown, StorageError

CACHE_CONTROL = "public, max-age=31536000, immutable"
"""A photo's name is never used again."""
CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",  # Python 3.11 does not know it where the system has no list of types, as in the image
    ".avif": "image/avif",
}
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 8, 2
"""Together well within the minute that gunicorn gives a request."""
RETRY_AFTER = 5
"""For so long a store that has not answered is not asked again: what has ten files to write or remove waits once."""


class S3MediaStorage(S3Storage):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.rests_until = 0.0

    def get_default_settings(self) -> dict[str, Any]:
        """Checksums of boto3's own come as a trailer, which not every store takes off again. Names are made by chance:
        asking first whether one is taken would cost a request and, with narrow rights, fail.
        """
        config = Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return {
            **super().get_default_settings(),
            "client_config": config,
            "transfer_config": TransferConfig(use_threads=False, num_download_attempts=2),
            "file_overwrite": True,
            "querystring_auth": False,
        }

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix.lower())
        found = {"CacheControl": CACHE_CONTROL, **super().get_object_parameters(name)}
        return {**found, "ContentType": content_type} if content_type else found

    def _open(self, name: str, mode: str = "rb") -> File:
        """Read whole, since what is read later would fail elsewhere."""
        with self._request(), super()._open(name, mode) as file:
            return ContentFile(file.read(), name)

    def _save(self, name: str, content: File) -> str:
        with self._request():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with self._request():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self._request():
            return super().exists(name)

    def size(self, name: str) -> int:
        with self._request():
            return super().size(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._request():
            return super().listdir(name)

    @contextmanager
    def _request(self) -> Iterator[None]:
        if monotonic() < self.rests_until:
            raise StorageDown("The store has not answered a moment ago")
        try:
            yield
        except (BotoCoreError, ClientError, Boto3Error, RetriesExceededError, HTTPError) as error:
            if not is_down(error):
                raise StorageError(str(error)) from error
            self.rests_until = monotonic() + RETRY_AFTER
            raise StorageDown(str(error)) from error


def is_down(error: Exception) -> bool:
    """Whether it may go another time, rather than being refused."""
    if isinstance(error, ClientError):
        return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)) >= 500
    return isinstance(error, (NoConnection, HTTPClientError, RetriesExceededError, HTTPError))
