"""When each word of a sentence is heard, in the form in which it is written."""

from collections.abc import Sequence

from narrator.model import Span, Utterance
from narrator.pronounce import split

type TimedWord = tuple[str, Span]
"""What is written, with its marks and the space behind it, and its samples in the take."""


def timed_words(utterance: Utterance, heard: Sequence[Span]) -> tuple[TimedWord, ...]:
    """The words of the sentence as written; joined they are the sentence.

    ``heard`` are the spoken words of its take: those of one token («۱۲۵» is five) become
    one again. Empty where they are not as many as the utterance says.
    """
    if len(heard) != sum(bool(word.phonemes) for word in utterance.words):
        return ()
    found: list[TimedWord] = []
    ahead = ""  # an opening mark belongs to the word behind it
    words, times = iter(utterance.words), iter(heard)
    for token in utterance.sentence.tokens:
        said = [next(times) for _ in split(token) if next(words).phonemes]
        if said and (token.written or not found):
            found.append((ahead + token.written, Span(said[0].start, said[-1].stop)))
            ahead = ""
        elif found and not ahead and (said or not found[-1][0][-1:].isspace()):
            text, span = found[-1]
            found[-1] = text + token.written, Span(span.start, said[-1].stop if said else span.stop)
        else:
            ahead += token.written
    if ahead and found:
        found[-1] = found[-1][0] + ahead, found[-1][1]
    return tuple(found)
