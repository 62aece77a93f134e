"""Sentences in parts: whose voice reads which, and no part longer than an engine takes."""

from dataclasses import replace
from functools import cache

import pytest

from narrator.config import Pauses, Settings, Voices
from narrator.model import Article, Block, Chapter, Milliseconds, Utterance
from narrator.normalize import Normalizer
from narrator.production.frontend import FrontEnd
from narrator.production.parts import by_voice, within
from narrator.pronounce import Pronouncer

PAUSES = Pauses(clause=Milliseconds(170))


@cache
def pronouncer() -> Pronouncer:
    return Pronouncer()


def utterances(*paragraphs: str) -> list[Utterance]:
    blocks = tuple(Block(kind="paragraph", text=text) for text in paragraphs)
    article = Article(title="", chapters=(Chapter(title="", blocks=blocks),))
    front_end = FrontEnd(Settings(), Normalizer(), pronouncer())
    return list(front_end.utterances(article))


def marked(text: str) -> str:
    """``text`` with quotations in braces and runs of English in angle brackets."""
    shown = ""
    for utterance in utterances(text):
        for part in by_voice(utterance, quotes=True, english=True, pauses=PAUSES):
            sentence = part.sentence
            said = "".join(token.written for token in sentence.tokens)
            if sentence.kind == "quote":
                said = f"{{{said}}}"
            shown += f"<{said}>" if sentence.language == "en" else said
    return shown


@pytest.mark.parametrize(
    "text",
    [
        "او آمد و رفت.",
        "واژه «سیاست» را به کار برد.",
        "گفت: {«می‌آیم.»}",
        "نوشت: {«نه» }و رفت.",
        "او {«هرگز به این شهر بازنمی‌گردم» }را بارها گفت.",
        "گفت: {«باران آمد. }{هوا سرد شد. }{فردا می‌رویم.» }سپس خوابید.",
        "کتاب <The Art of War >را خواند.",
        "تلفن <iPhone 15 Pro Max, >گران است.",
        "شرکت Google و Apple و NVIDIA رشد کردند.",
        "مقاله New York Times را خواند.",
        "نسخه Windows 11 آمد.",
        "{«یک}",
    ],
)
def test_by_voice(text: str) -> None:
    bare = text.translate(str.maketrans("", "", "{}<>"))
    assert marked(bare) == text


def parts_of(text: str, pauses: Pauses) -> list[tuple[str, int]]:
    """What is said at a go, and the silence behind it."""
    return [
        (part.sentence.written, part.sentence.pause_after)
        for utterance in utterances(text)
        for part in by_voice(utterance, quotes=False, english=False, pauses=pauses)
    ]


def test_a_mark_with_a_pause_of_its_own_ends_a_part() -> None:
    pauses = Pauses(comma=Milliseconds(180), colon=Milliseconds(400), dash=Milliseconds(250))
    assert parts_of("گفت: «بیا، برویم» — آن‌جا؛ ساعت ۱۲:۳۰.", pauses) == [
        ("گفت:", 400),
        ("«بیا،", 180),
        ("برویم» —", 250),
        ("آن‌جا؛ ساعت ۱۲:۳۰.", 1500),
    ]
    assert len(parts_of("گفت: «بیا، برویم» — آن‌جا؛ ساعت ۱۲:۳۰.", Pauses())) == 1


def test_a_mark_with_nothing_before_or_behind_it_cuts_nothing() -> None:
    pauses = Pauses(comma=Milliseconds(180), dash=Milliseconds(250))
    assert [text for text, _pause in parts_of("— آمدم،", pauses)] == ["— آمدم،"]


def test_nothing_is_cut_unasked() -> None:
    (utterance,) = utterances("گفت: «کتاب The Art of War را خواندم.»")
    assert by_voice(utterance, quotes=False, english=False, pauses=PAUSES) == [utterance]


def test_a_line_of_dialogue_is_known_by_its_dash() -> None:
    kinds = [u.sentence.kind for u in utterances("— آمدی؟ بنشین.", "او نشست.", "-۵ درجه بود.")]
    assert kinds == ["dialogue", "dialogue", "paragraph", "paragraph"]


def ipa(utterance: Utterance) -> str:
    return " ".join(word.phonemes or word.text for word in utterance.words)


LONG = "این جمله هنوز ادامه دارد و تمام نمی‌شود، " * 6 + "تا این‌که سرانجام به پایان می‌رسد."


def test_a_sentence_longer_than_the_limit_is_cut_at_its_clauses() -> None:
    (utterance,) = utterances(LONG)
    parts = list(within(utterance, ipa, 120, PAUSES))
    assert len(parts) > 2
    assert all(len(script) <= 120 and script == ipa(part) for part, script in parts)
    assert all(part.sentence.written[-1] in "،." for part, _script in parts)
    joined = [word for part, _script in parts for word in part.words]
    assert tuple(joined) == utterance.words
    pauses = [part.sentence.pause_after for part, _script in parts]
    assert pauses == [PAUSES.clause] * (len(parts) - 1) + [utterance.sentence.pause_after]


def test_a_cut_between_words_goes_on_without_a_pause_or_a_fall() -> None:
    (utterance,) = utterances("واژه " * 30)
    parts = [part for part, _script in within(utterance, ipa, 60, PAUSES)]
    assert len(parts) > 3
    assert {part.sentence.pause_after for part in parts[:-1]} == {0}
    assert {part.words[-1].text for part in parts[:-1]} == {"،"}


def test_a_token_of_many_words_is_cut_between_them() -> None:
    (utterance,) = utterances("۹۸۷٬۶۵۴٬۳۲۱٬۹۸۷٬۶۵۴")
    parts = [part for part, _script in within(utterance, ipa, 40, PAUSES)]
    assert len(parts) > 3
    said = [word.phonemes for part in parts for word in part.words if word.phonemes]
    assert said == [word.phonemes for word in utterance.words if word.phonemes]


def test_one_word_is_never_cut() -> None:
    (utterance,) = utterances("قسطنطنیه")
    assert [script for _part, script in within(utterance, ipa, 3, PAUSES)] == [ipa(utterance)]


def test_who_reads_what() -> None:
    from narrator.production.requests import reader

    (utterance,) = utterances("او آمد.")
    voices = Voices(heading="en-espeak")
    settings = replace(Settings(), voices=voices)
    kinds = [replace(utterance.sentence, kind=kind) for kind in ("heading", "quote", "paragraph")]
    assert [reader(kind, settings).id for kind in kinds] == ["en-espeak", "fa-espeak", "fa-espeak"]
    english = replace(utterance.sentence, language="en", kind="heading")
    assert reader(english, replace(settings, english_voice="fa-espeak")).id == "fa-espeak"


def test_an_ellipsis_between_sentences_may_have_its_own_pause() -> None:
    blocks = (Block(kind="paragraph", text="او رفت… و باز آمد. نشست... و گفت."),)
    article = Article(title="", chapters=(Chapter(title="", blocks=blocks),))
    settings = Settings(pauses=Pauses(ellipsis=Milliseconds(600)))
    front_end = FrontEnd(settings, Normalizer(), pronouncer())
    pauses = [u.sentence.pause_after for u in front_end.utterances(article)]
    assert pauses == [600, 350, 600, 1500]
