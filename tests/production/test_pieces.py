"""Pieces end where an edit elsewhere does not move them, and are encoded once."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.master.formats import FORMATS
from narrator.master.mp3 import QUIET, WHOLE
from narrator.model import Audio, Hertz, Milliseconds, Sentence, Utterance
from narrator.production.cache import Cache, Take
from narrator.production.pieces import Pieces
from narrator.production.timeline import Timeline, pieces, samples_of

RATE = Hertz(22_050)

type Said = tuple[str, int, int]
"""Words, milliseconds of the pause behind them, and the chapter."""


def key(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def timeline(said: Sequence[Said], cache: Cache | None = None) -> Timeline:
    made = Timeline(sample_rate=RATE)
    for index, (text, pause, chapter) in enumerate(said):
        sentence = Sentence(
            chapter=chapter,
            paragraph=0,
            index=index,
            tokens=(),
            pause_after=Milliseconds(pause),
        )
        take = cache.get(key(text)) if cache else None
        made.add(
            take or spoken(text, cache), Utterance(sentence=sentence, words=()), "v", cached=True
        )
    return made


def spoken(text: str, cache: Cache | None) -> Take:
    noise = np.random.default_rng(len(text)).uniform(-0.4, 0.4, 3000 + 7 * len(text))
    audio = Audio(samples=noise.astype(np.float32), sample_rate=RATE)
    if cache:
        return cache.put(key(text), audio)
    energies = np.ones(3, np.float32)
    return Take(key=key(text), samples=len(noise), sample_rate=RATE, energies=energies)


def book(sentences: int) -> list[Said]:
    return [(f"{n} " * (1 + n % 50), 350 + 350 * (n % 3), n // 40) for n in range(sentences)]


SAID = st.lists(st.tuples(st.text("ab", max_size=8), st.integers(0, 900), st.integers(0, 1)))


@given(SAID)
def test_a_piece_is_whole_frames_that_end_in_silence(said: list[Said]) -> None:
    said.sort(key=lambda item: item[2])
    made = timeline(said)
    found = list(pieces(made.clips))
    assert [clip for piece in found for clip in piece] == made.clips
    for piece in found[:-1]:
        assert sum(clip.length for clip in piece) % WHOLE == 0
        assert piece[-1].pause >= samples_of(QUIET, RATE)
        assert len({clip.chapter for clip in piece}) == 1
    for (_text, pause, _chapter), clip in zip(said, made.clips, strict=True):
        wanted = samples_of(Milliseconds(pause), RATE)
        assert clip.pause >= wanted
        assert clip.ends or clip.pause == wanted


@given(st.integers(0, 199), st.sampled_from(["edit", "cut", "insert"]), st.text("xyz", min_size=1))
def test_an_edit_moves_no_end_but_its_own(at: int, kind: str, text: str) -> None:
    said = book(200)
    edited = [(text, 350, said[at][2])] if kind != "cut" else []
    edited = [*said[:at], *edited, *said[at + (kind != "insert") :]]

    def spans(items: list[Said]) -> set[tuple[tuple[str, int], ...]]:
        found = pieces(timeline(items).clips)
        return {tuple((clip.take.key, clip.pause) for clip in piece) for piece in found}

    assert len(spans(edited) - spans(said)) <= 2
    assert len(spans(said)) > 30


def test_a_piece_has_an_end_though_no_key_says_so() -> None:
    same = [("the same again " * 400, 350, 0)] * 300
    assert int(key(same[0][0]), 16) % 4
    lengths = [sum(clip.length for clip in piece) / RATE for piece in pieces(timeline(same).clips)]
    assert len(lengths) > 1
    assert max(lengths) < 305


def frames(
    said: Sequence[Said], cache: Cache, gain: float = 1.5, threads: int = 1
) -> tuple[list[bytes], int]:
    """The pieces of the file, and how many of them were encoded."""
    made = timeline(said, cache)
    source = Pieces(
        cache=cache,
        sample_rate=RATE,
        factors=made.factors(),
        gain=gain,
        ceiling=-2.0,
        form=FORMATS[".mp3"],
        heard=lambda _samples: None,
        threads=threads,
    )
    return list(source.frames(made.clips)), source.made


def test_each_piece_is_encoded_once_and_an_edit_costs_its_own(tmp_path: Path) -> None:
    cache, said = Cache(tmp_path), book(60)
    first, made = frames(said, cache)
    assert made == len(first) > 8
    assert frames(said, cache) == (first, 0)
    edited, made = frames([*said[:30], ("new", 350, 0), *said[31:]], cache)
    assert 1 <= made <= 2
    assert len(set(edited) & set(first)) >= len(first) - 2
    assert frames(said, cache) == (first, 0)
    assert frames(said, cache, gain=1.6)[1] == len(first)


def test_threads_change_no_byte(tmp_path: Path) -> None:
    said = book(60)
    one = frames(said, Cache(tmp_path / "a"))
    assert frames(said, Cache(tmp_path / "b"), threads=3) == one


def test_what_is_kept_changes_no_byte(tmp_path: Path) -> None:
    said = book(30)
    first, _made = frames(said, Cache(tmp_path / "a"))
    cache = Cache(tmp_path / "b")
    frames(said[10:25], cache)
    again, made = frames(said, cache)
    assert again == first
    assert 0 < made < len(first)


def test_a_damaged_piece_is_made_again(tmp_path: Path) -> None:
    cache, said = Cache(tmp_path), book(20)
    first, _made = frames(said, cache)
    path = next(tmp_path.rglob("*.mp3"))
    path.write_bytes(path.read_bytes()[:-1])
    assert frames(said, cache) == (first, 1)


def test_a_cache_that_may_only_be_read_serves_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, said = Cache(tmp_path), book(20)
    timeline(said, cache)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError("read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    first, made = frames(said, cache)
    assert made == len(first)
    assert not list(tmp_path.rglob("*.mp3"))


def test_a_take_that_comes_out_otherwise_makes_its_piece_anew(tmp_path: Path) -> None:
    """Though it leaves every pause as it was, as one that is longer by a frame does."""
    cache, said = Cache(tmp_path), book(20)
    before, _made = frames(said, cache)
    samples = cache.samples(spoken(said[3][0], cache))
    longer = Audio(samples=np.append(samples, samples[:WHOLE]), sample_rate=RATE)
    cache.put(key(said[3][0]), longer)
    after, made = frames(said, cache)
    assert made == 1
    assert len(b"".join(after)) > len(b"".join(before))


def test_another_form_is_another_piece(tmp_path: Path) -> None:
    cache, said = Cache(tmp_path), book(9)
    made = timeline(said, cache)
    slow = replace(FORMATS[".mp3"], rates={22_050: 48_000})
    sizes = set()
    for form in (FORMATS[".mp3"], slow):
        source = Pieces(
            cache=cache,
            sample_rate=RATE,
            factors=made.factors(),
            gain=1.0,
            ceiling=-2.0,
            form=form,
            heard=lambda _samples: None,
        )
        sizes.add(sum(map(len, source.frames(made.clips))))
    assert len(sizes) == 2
