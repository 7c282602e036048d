"""Talking to weather services: the wire, its errors, what each answer says. No models.

What is done with an observation is in `weather.storing`.
"""
