"""The weather of readers' pages: the line in every head, the map, the charts, the tables.

Where it comes from is in `weather.services`.
"""
