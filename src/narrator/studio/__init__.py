"""The local web app: look at an article, hear it, mend how its words are read.

A request goes ``server`` (HTTP) -> ``studio`` (what it means) -> the pipeline that the
command line uses. Everything is kept in the files that the command line reads too.
"""
