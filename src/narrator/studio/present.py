"""The studio's state as the JSON that its page reads."""

from dataclasses import asdict

from narrator.config import FORMATS
from narrator.engines.registry import check
from narrator.engines.voices import voices
from narrator.errors import EngineError
from narrator.model import Token, Utterance, Voice
from narrator.production.doubts import doubts as find_doubts
from narrator.studio.manuscript import Manuscript, word_spans
from narrator.studio.mending import Choices
from narrator.studio.studio import Studio

type Json = dict[str, object]


def state(studio: Studio) -> Json:
    """All that a page shows beside the sentences."""
    settings = studio.settings
    return {
        "revision": studio.revision,
        "folder": studio.project.folder.name,
        "articles": studio.project.articles(),
        "article": _article(studio.manuscript) if studio.manuscript else None,
        "settings": {
            "voice": settings.voice,
            "pace": settings.pace,
            "pauses": asdict(settings.pauses),
        },
        "voices": [_voice(voice) for voice in voices().values()],
        "feeds": studio.feeds,
        "formats": list(FORMATS),
        "undo": studio.history.last,
        "job": asdict(studio.jobs.now) if studio.jobs.now else None,
    }


def sentence(utterance: Utterance) -> Json:
    """Tokens tile what is written; each names its words, half-open, in ``words``."""
    said = utterance.sentence
    spans = word_spans(utterance)
    return {
        "index": said.index,
        "chapter": said.chapter,
        "paragraph": said.paragraph,
        "kind": said.kind,
        "language": said.language,
        "written": said.written,
        "spoken": said.spoken,
        "pause": said.pause_after,
        "tokens": [
            {"written": t.written, "spoken": t.spoken, "rule": t.rule, "words": list(span)}
            for t, span in zip(said.tokens, spans, strict=True)
        ],
        "words": [
            {
                "spoken": word.text,
                "phonemes": word.phonemes,
                "ezafe": word.ezafe,
                "source": word.source,
                "confidence": round(word.confidence, 3),
            }
            for word in utterance.words
        ],
    }


def choices(found: Choices, token: Token) -> Json:
    """What a click on a word offers."""
    return {
        "readings": [
            {"reading": said, "phonemes": said, "vocalised": vocalised, "now": at == 0}
            for at, (said, vocalised) in enumerate(found.readings)
        ],
        "ezafe": found.ezafe,
        "acronym": [
            {"as": form, "spoken": spoken, "now": token.spoken.startswith(spoken)}
            for form, spoken in found.forms.items()
        ]
        or None,
        "scopes": list(found.scopes),
    }


def doubts(manuscript: Manuscript) -> Json:
    """The words worth checking so far, those first that matter most."""
    rows = []
    for doubt in find_doubts(manuscript.pronounced):
        utterance, at = doubt.utterance, doubt.at
        spans = enumerate(word_spans(utterance))
        token = next(number for number, (start, stop) in spans if start <= at < stop)
        written = utterance.sentence.tokens[token].written
        place = {"sentence": utterance.sentence.index, "token": token, "written": written}
        rows.append(doubt.as_entry() | place)
    return {"complete": manuscript.complete, "doubts": rows}


def _article(manuscript: Manuscript) -> Json:
    article = manuscript.article
    starts: dict[int, int] = {}
    for said in manuscript.sentences:
        starts.setdefault(said.chapter, said.index)
    stops = [*starts.values(), len(manuscript.sentences)][1:]
    return {
        "name": manuscript.path.name,
        "title": article.title,
        "author": article.author,
        "editable": manuscript.editable,
        "sentences": len(manuscript.sentences),
        "repaired": len(manuscript.mended),
        "chapters": [
            {"title": article.chapters[at].title or article.title, "first": first, "stop": stop}
            for (at, first), stop in zip(starts.items(), stops, strict=True)
        ],
    }


def _voice(voice: Voice) -> Json:
    try:
        check(voice)
        ready = True
    except EngineError:
        ready = False
    return {
        "id": voice.id,
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.language,
        "ready": ready,
    }
