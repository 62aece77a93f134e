"""The pictures of a production, looked at before any work: its cover, and those of its chapters."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from narrator.config import COVERS, Settings
from narrator.master.cover import drawn, picture
from narrator.master.pictures import numbered
from narrator.model import Article, ChapterMark


class Artwork:
    def __init__(self, settings: Settings) -> None:
        """Raises ConfigError where a picture that ``settings`` name cannot be used."""
        self._settings = settings
        given, folder = settings.cover, settings.chapter_pictures
        self._given = b"" if given in COVERS else picture(Path(given))
        self._numbered = numbered(Path(folder)) if folder else {}

    def cover(self, article: Article) -> bytes:
        settings = self._settings
        if settings.cover == "drawn":
            return drawn(settings.title or article.title, settings.author or article.author)
        return self._given

    def on(self, marks: Iterable[ChapterMark]) -> list[ChapterMark]:
        """``marks``, each with the picture of its number from 1 on if there is one."""
        return [
            replace(mark, picture=self._numbered.get(number, b""))
            for number, mark in enumerate(marks, start=1)
        ]
