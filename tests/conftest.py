"""Hypothesis without a deadline: the first example of a test pays for loading the tables."""

from hypothesis import settings

settings.register_profile("narrator", deadline=None)
settings.load_profile("narrator")
