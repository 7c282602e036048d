"""Tools that know nothing of articles, weather or the paper: characters, times, addresses, logs, the way out.

Whatever asks one of our models stands elsewhere.
"""
