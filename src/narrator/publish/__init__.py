"""Finished audio to a podcast feed: one state file, and everything that is derived from it.

A feed is a folder, wherever it lies: ``narrator-feed.json`` holds what it says, and from it
come feed.xml, its older pages and a small site. Sound, captions and pictures are named
after their content and never change. They are written first, the feed last.
"""
