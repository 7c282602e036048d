"""The public pages: get, ask, render."""
