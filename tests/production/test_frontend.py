"""An article's sentences, and how they are read whether all at once or one by one."""

from narrator import app
from narrator.config import Settings
from narrator.model import Article, Block, Chapter
from narrator.production.frontend import holds

ARTICLE = Article(
    title="آزمون",
    chapters=(
        Chapter(
            title="یکم",
            blocks=(
                Block(kind="heading", text="یکم"),
                Block(kind="paragraph", text="او گفت: «سلام. خوبی؟» و رفت. سال ۱۴۰۳ بود."),
                Block(kind="quote", text="کرم خاکی. کرم فراوان."),
            ),
        ),
    ),
)


def test_sentences_are_those_of_the_utterances() -> None:
    front_end = app.front_end(Settings())
    utterances = list(front_end.utterances(ARTICLE))
    assert [u.sentence for u in utterances] == list(app.front_end(Settings()).sentences(ARTICLE))
    assert [u.sentence.index for u in utterances] == list(range(len(utterances)))


def test_a_sentence_is_read_alike_alone_and_among_others() -> None:
    front_end = app.front_end(Settings())
    together = list(front_end.utterances(ARTICLE))
    alone = [u for s in reversed([u.sentence for u in together]) for u in front_end.pronounced([s])]
    assert [u.words for u in reversed(alone)] == [u.words for u in together]


def test_a_sentence_holds_what_is_written_and_what_is_said() -> None:
    *_, year, _, _ = app.front_end(Settings()).sentences(ARTICLE)
    assert holds(year, "1403")
    assert holds(year, "هزار و چهارصد")
    assert not holds(year, "کرم")
