"""The paper with an edition and fragments of its own for every request, so that nothing that was kept can be used."""

from secrets import token_hex

from newsroom.wsgi import application  # noqa: F401  (what gunicorn serves; sets Django up)

# isort: split
from newsroom.fast import edition, fragments

edition.current = token_hex
fragments.code_version = token_hex  # type: ignore[assignment]
