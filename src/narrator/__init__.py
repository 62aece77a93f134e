"""Turns Persian articles into audiobooks people choose to listen to."""

__version__ = "0.1.0"
