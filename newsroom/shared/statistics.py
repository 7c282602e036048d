"""What a database knows of its own tables, and plans its queries by."""

from django.db import connection

ANALYZE_LIMIT = 1000
"""Of each index: enough for a plan, and quick at any size."""


def gather_statistics() -> None:
    """For SQLite, which does so only when told: with 100,000 articles a page took twice as long without."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ANALYZE_LIMIT}")
            cursor.execute("ANALYZE")
