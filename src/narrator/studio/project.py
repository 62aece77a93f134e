"""The folder that a studio works in. Nothing outside it is read or written by name."""

import re
from pathlib import Path

from narrator.config import FORMATS
from narrator.errors import ArticleError, EncodeError
from narrator.model import Article
from narrator.publish.state import NAME as FEED_STATE
from narrator.read import Document, Options, parsed, suffixes
from narrator.read.as_markdown import as_markdown
from narrator.read.web import fetch
from narrator.whole import alone, whole_file

_STRANGE = re.compile(r"[^\w\u200c.-]+")
_LONGEST = 60
"""Letters of a file's name: 255 bytes are the most, and Persian letters take two."""


class Project:
    """``folder`` is made absolute, and links in it are followed, once and for all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def articles(self) -> list[str]:
        """The names of the files here that can be opened, in order."""
        known = suffixes()
        return sorted(
            path.name
            for path in self.folder.iterdir()
            if path.suffix[1:].lower() in known and self._is_inside(path)
        )

    def feeds(self) -> list[str]:
        """The names of the folders here that hold a feed."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{FEED_STATE}"))

    def article(self, name: str) -> Path:
        """Raises ArticleError where it is none of ``articles``, wherever else it may lead."""
        return self._path(name, suffixes())

    def audio(self, name: str) -> Path:
        """The same for what was made here."""
        return self._path(name, frozenset(FORMATS))

    def add(self, name: str, content: bytes, options: Options) -> str:
        """Keep a file that somebody hands in, if it is an article; its name here.

        Raises:
            ArticleError: it is none: damaged, empty, of no known kind.
            EncodeError: it cannot be written.
        """
        given = Path(_STRANGE.sub("-", Path(name).name))
        document = Document(
            name=name, source=name, suffix=given.suffix[1:].lower(), content=content
        )
        if document.suffix not in suffixes():
            known = ", ".join(sorted(suffixes()))
            raise ArticleError(f"{name}: is no kind of article; there are {known}")
        parsed(document, options)
        return self._keep(given.stem, given.suffix.lower(), content)

    def add_text(self, text: str, options: Options) -> str:
        """The same for a text; its first words are its name."""
        return self.add(f"{_short(text)}.txt", text.encode(), options)

    def add_page(self, address: str, options: Options) -> str:
        """The same for a web page, kept as Markdown: its words can be mended where they stand."""
        document = fetch(address, allow_local=options.allow_local)
        article = parsed(document, options)
        return self.add_copy(article, _short(article.title))

    def add_copy(self, article: Article, name: str) -> str:
        """``article`` as Markdown."""
        return self._keep(name, ".md", as_markdown(article).encode())

    def _keep(self, stem: str, suffix: str, content: bytes) -> str:
        """Write a file under a name that is free."""
        stem = _STRANGE.sub("-", stem).strip("-.")[:_LONGEST] or "article"
        number, path = 1, self.folder / f"{stem}{suffix}"
        with alone(self.folder):  # two may hand in files of one name at once
            while path.exists(follow_symlinks=False):
                number += 1
                path = self.folder / f"{stem}-{number}{suffix}"
            with whole_file(path, EncodeError) as file:
                file.write(content)
        return path.name

    def _path(self, name: str, kinds: frozenset[str]) -> Path:
        path = self.folder / name
        is_name = Path(name).name == name and not name.startswith(".")
        if not (is_name and path.suffix[1:].lower() in kinds and self._is_inside(path)):
            raise ArticleError(f"{name[:_LONGEST]}: there is no such file in {self.folder.name}")
        return path

    def _is_inside(self, path: Path) -> bool:
        try:
            return path.is_file() and path.resolve().parent == self.folder
        except (OSError, ValueError):  # a name too long, or with a NUL in it
            return False


def _short(text: str) -> str:
    """The first words of ``text``, as a file may be called."""
    return " ".join(text[:1000].split()[:6]).replace(".", "")[:_LONGEST]
