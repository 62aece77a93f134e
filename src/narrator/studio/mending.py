"""How a word may be read otherwise, and which file says so.

Three scopes: ``here`` writes into the article's own text, ``article`` into the lexicon and
tables beside it, ``always`` into the user's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from narrator import app, settings_file
from narrator.config import FILE_NAME, user_folder
from narrator.errors import ConfigError
from narrator.lang import Tables, data_path
from narrator.model import Sentence, Token, Utterance, Word
from narrator.normalize.latin import is_sayable, reader, respell, spell
from narrator.production.doubts import without_ezafe
from narrator.pronounce import Pronouncer, ezafe, split
from narrator.pronounce.lexicon_file import put
from narrator.pronounce.marks import MARKS
from narrator.pronounce.overrides import Entry, entry
from narrator.pronounce.vocalise import vocalise
from narrator.studio.manuscript import Manuscript
from narrator.studio.place import rewrite
from narrator.text_file import changing

type Scope = Literal["here", "article", "always"]
type Form = Literal["spell", "word", "expand"]

SCOPES: tuple[Scope, ...] = ("here", "article", "always")
FORMS: tuple[Form, ...] = ("spell", "word", "expand")

_PERSIAN = re.compile(r"[\u0620-\u06d3]")
_INLINE = re.compile(r"\[([^\[\]]+)\]\(.*\)", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z&.-]+")
_KASRA, _SUKUN, _HAMZA_ABOVE = "\u0650", "\u0652", "\u0654"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen for a token: ``ezafe`` is None where that cannot be.

    ``readings`` are IPA and Persian with vowels, either as ``say`` takes them, the present
    one first; ``forms`` is what an acronym can be said as.
    """

    readings: tuple[tuple[str, str], ...] = ()
    ezafe: bool | None = None
    forms: dict[Form, str]
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A token, and how its sentence was written when somebody chose it."""

    sentence: int
    token: int
    written: str


class Mender:
    """Mends how one token is read.

    What is chosen for it is first heard (``with_…``: the sentence as it would be read, and
    nothing is changed), then kept (``say``, ``join``, ``form``). Both raise ReadingError for
    a reading that cannot be understood, and ConfigError for what cannot be chosen here;
    keeping it also raises ArticleError where the word is not found in the text, and
    ConfigError where a file cannot be changed.
    """

    def __init__(self, manuscript: Manuscript, sentence: int, token: int) -> None:
        """Raises ArticleError where there is no such token."""
        self._manuscript = manuscript
        self._token, self._words = manuscript.token(sentence, token)
        self._at = token
        self._sentence = manuscript.sentences[sentence]
        self._folder = manuscript.path.parent

    @property
    def written(self) -> str:
        """The token, without a reading that stands behind it."""
        match = _INLINE.fullmatch(self._token.written)
        return match[1] if match and self._token.rule == "inline" else self._token.written

    def choices(self) -> Choices:
        forms = self._forms()
        if len(self._words) != 1 or not self._words[0].phonemes:
            return Choices(forms=forms, scopes=SCOPES[1:] if forms else ())
        (word,) = self._words
        here = self._manuscript.editable and bool(_PERSIAN.search(self.written))
        return Choices(
            readings=tuple(dict.fromkeys([*_readings(word), *self._otherwise(word)])),
            ezafe=word.ezafe if here else None,
            forms=forms,
            scopes=SCOPES if here else SCOPES[1:],
        )

    def with_reading(self, reading: str) -> Utterance:
        return self._manuscript.tried(self._sentence, self._entry(reading))

    def with_ezafe(self, *, joined: bool) -> Utterance:
        return self._respoken(_marked(self._token.spoken, joined=joined))

    def with_form(self, form: Form) -> Utterance:
        return self._respoken(self._form(form))

    def say(self, reading: str, scope: Scope) -> None:
        """Have it read so: here, in this folder, or always."""
        (word,) = self._entry(reading).words
        if scope == "here":
            self._write(f"[{self.written}]({reading.strip()})")
        else:
            if scope == "article" and not self._manuscript.settings.lexicon:
                settings_file.put(self._folder, {"lexicon": "lexicon.tsv"})
            put(self._lexicon(scope), [(word, reading.strip(), "")])

    def join(self, *, joined: bool) -> None:
        """Write into the text that it has ezafe (kasra, هٔ) or has none (sukun)."""
        written = self.written
        self._write(self._token.written.replace(written, _marked(written, joined=joined), 1))

    def form(self, form: Form, scope: Scope) -> None:
        """Have an acronym spelled, said as a word or in full, from now on."""
        spoken = self._form(form)
        if scope == "here":
            raise ConfigError(f"“{self.written}” can be said so in the whole article, or always")
        if scope == "article" and not self._manuscript.settings.tables:
            settings_file.put(self._folder, {"tables": "tables"})
        _settle(self._acronyms(scope), _letters(self._token), spoken)

    def files(self, scope: Scope) -> list[Path]:
        """All that a change of that scope may write to."""
        if scope == "here":
            return [self._manuscript.path]
        folder = user_folder() if scope == "always" else self._folder
        return [folder / FILE_NAME, self._lexicon(scope), self._acronyms(scope)]

    def _otherwise(self, word: Word) -> Iterator[tuple[str, str]]:
        """What a word with a reading of the user's own would be read as without it."""
        if word.source == "override":
            token = replace(self._token, spoken=self.written, rule="")
            (words,) = Pronouncer().batch([self._with(token)])
            start = sum(len(split(token)) for token in self._sentence.tokens[: self._at])
            yield from _readings(words[start])

    def _lexicon(self, scope: Scope) -> Path:
        if scope == "always":
            return app.user_lexicon()
        return Path(self._manuscript.settings.lexicon or self._folder / "lexicon.tsv")

    def _acronyms(self, scope: Scope) -> Path:
        if scope == "always":
            return user_folder() / "tables" / "acronyms.tsv"
        return Path(self._manuscript.settings.tables or self._folder / "tables") / "acronyms.tsv"

    def _entry(self, reading: str) -> Entry:
        """Under the word as a lexicon has it: as it is written, without marks."""
        if len([word for word in self._words if word.phonemes]) != 1:
            raise ConfigError(f"“{self.written}” is said in several words; write them out instead")
        word = self.written
        if self._token.rule in ("", "inline") or _PERSIAN.search(word):
            word = MARKS.sub("", ezafe.bare(self._words[0].text))
        return entry(word, reading.strip())

    def _respoken(self, spoken: str) -> Utterance:
        return self._manuscript.tried(self._with(replace(self._token, spoken=spoken)))

    def _with(self, token: Token) -> Sentence:
        """The sentence with ``token`` in the place of its own."""
        tokens = self._sentence.tokens
        return replace(self._sentence, tokens=(*tokens[: self._at], token, *tokens[self._at + 1 :]))

    def _write(self, written: str) -> None:
        manuscript = self._manuscript
        if not manuscript.editable:
            raise ConfigError(
                f"{manuscript.path.name}: no word of it can be mended where it stands; "
                "keep the article as Markdown, then it can"
            )
        rewrite(manuscript.path, manuscript.article, self._sentence, self._token, written)

    def _form(self, form: Form) -> str:
        try:
            return self._forms()[form]
        except KeyError:
            raise ConfigError(f"“{self.written}” cannot be said so") from None

    def _forms(self) -> dict[Form, str]:
        letters = _letters(self._token)
        if self._token.rule != "acronym" or not letters:
            return {}
        known = reader(_bundled())  # a row of the user's own tells of one form only
        forms: dict[Form, str] = {"spell": spell(letters)}
        said = known.acronym(letters)
        if said and said != forms["spell"]:
            forms["word"] = said
        elif is_sayable(letters.upper()):
            forms["word"] = respell(letters)
        if full := known.expansions.get(letters):
            forms["expand"] = known.phrase(full)
        return forms


def _readings(word: Word) -> Iterator[tuple[str, str]]:
    """The present reading and the others: IPA, and Persian with vowels."""
    for said in (word.phonemes, *word.alternatives):
        phonemes = without_ezafe(said, word)
        yield phonemes, vocalise(replace(word, phonemes=phonemes, ezafe=False))


def _marked(word: str, *, joined: bool) -> str:
    """``word`` with ezafe or without it, as the spelling can say either."""
    bare = ezafe.bare(word).rstrip(_SUKUN)
    if not joined:
        return bare + _SUKUN
    return bare + (_HAMZA_ABOVE if bare.endswith("ه") else _KASRA)


def _letters(token: Token) -> str:
    match = _LETTERS.match(token.written)
    return match[0].strip("-&").replace(".", "") if match else ""


@cache
def _bundled() -> Tables:
    return Tables()


def _settle(path: Path, acronym: str, spoken: str) -> None:
    """Make or replace the row of ``acronym`` in a user's table."""
    bundled = data_path("acronyms.tsv").read_text(encoding="utf-8").splitlines()
    columns = next(line for line in bundled if not line.startswith("#"))
    with changing(path) as file:
        lines = file.content.splitlines() or [columns]
        kept = [line for line in lines if line.partition("\t")[0].strip() != acronym]
        file.content = "".join(f"{line}\n" for line in [*kept, f"{acronym}\t{spoken}\t"])
