"""The paper with an edition of its own for every request, so that nothing that was kept can be used, near or far."""

from secrets import token_hex

from newsroom import edition
from newsroom.wsgi import application  # noqa: F401  (what gunicorn serves)

edition.current = token_hex
