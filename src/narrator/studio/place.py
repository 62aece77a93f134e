"""A token of an article in the text file that it was read from."""

import re
from dataclasses import replace
from pathlib import Path

from narrator.errors import ArticleError
from narrator.model import Article, Block, Sentence, Token
from narrator.read import Document, parsed
from narrator.text_file import changing

_TRIES = 20
"""Places of the same word that are looked at, the likeliest first."""


def rewrite(path: Path, article: Article, sentence: Sentence, token: Token, written: str) -> None:
    """Put ``written`` in the place of ``token`` in the file, and nowhere else.

    A place is right where the file, read again, differs in that very token and nothing more.

    Raises:
        ArticleError: no such place is found, as in a word that is emphasised in part.
        ConfigError: the file cannot be written.
    """
    wanted = _blocks(article)
    at = sum(len(c.blocks) for c in article.chapters[: sentence.chapter]) + sentence.paragraph
    text = wanted[at].text
    wanted[at] = replace(
        wanted[at], text=text[: token.span.start] + written + text[token.span.stop :]
    )
    before = sum(block.text.count(token.written) for block in _blocks(article)[:at])
    before += text[: token.span.start].count(token.written)
    with changing(path) as file:
        places = [m.start() for m in re.finditer(re.escape(token.written), file.content)]
        likeliest = sorted(range(len(places)), key=lambda number: abs(number - before))
        for number in likeliest[:_TRIES]:
            place = places[number]
            tried = file.content[:place] + written + file.content[place + len(token.written) :]
            if _is(path, tried, wanted):
                file.content = tried
                return
    raise ArticleError(
        f"{path.name}: “{token.written}” is not found as it stands; mend it in the file itself"
    )


def _is(path: Path, text: str, blocks: list[Block]) -> bool:
    document = Document(
        name=path.name, source=path.name, suffix=path.suffix[1:].lower(), content=text.encode()
    )
    try:
        return _blocks(parsed(document)) == blocks
    except ArticleError:
        return False


def _blocks(article: Article) -> list[Block]:
    return [block for chapter in article.chapters for block in chapter.blocks]
