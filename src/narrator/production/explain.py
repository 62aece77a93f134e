"""A reading as plain data: the stable JSON of ``narrate explain``."""

from narrator.model import Token, Utterance, Word
from narrator.production.frontend import Reading

type Entry = dict[str, object]


def as_entry(reading: Reading, *, losers: bool = False) -> Entry:
    """``written``, ``spoken``, ``sentences``, ``tokens`` and ``diagnostics`` of a paragraph.

    With ``losers`` also those: the tokens that another reading was chosen over.
    """
    normalized = reading.normalized
    lost: Entry = {"losers": [_token(token) for token in normalized.lost()]} if losers else {}
    return lost | {
        "written": normalized.written,
        "spoken": normalized.spoken,
        "sentences": [_sentence(utterance) for utterance in reading.utterances],
        "tokens": [_token(token) for token in normalized.tokens],
        "diagnostics": [
            {
                "start": doubt.span.start,
                "stop": doubt.span.stop,
                "code": doubt.code,
                "message": doubt.message,
            }
            for doubt in reading.diagnostics
        ],
    }


def _sentence(utterance: Utterance) -> Entry:
    return {
        "text": utterance.sentence.spoken,
        "pause_ms": utterance.sentence.pause_after,
        "words": [_word(word) for word in utterance.words if word.phonemes],
    }


def _word(word: Word) -> Entry:
    return {
        "written": word.written or word.text,
        "spoken": word.text,
        "phonemes": word.phonemes,
        "ezafe": word.ezafe,
        "source": word.source,
    }


def _token(token: Token) -> Entry:
    return {
        "start": token.span.start,
        "stop": token.span.stop,
        "written": token.written,
        "spoken": token.spoken,
        "rule": token.rule,
    }
