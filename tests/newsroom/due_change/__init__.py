"""An app whose one migration changes the table of articles."""
