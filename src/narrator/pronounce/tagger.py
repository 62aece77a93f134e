"""Which words of a sentence carry the ezafe, and which reading a homograph has.

One small network reads the sentence in both directions: word vectors (a table
for known words, sums of letter groups for all others), an LSTM layer trained to
guess a word from its surroundings, and a second one trained on marked
sentences. ``training/`` makes the model, its card stands beside it.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from narrator.errors import DataError
from narrator.pronounce.features import letter_groups, normal_form, shows_ezafe
from narrator.pronounce.inflection import Analyser
from narrator.pronounce.network import Floats, Ints, Layer, Table, around

FORMAT = "narrator tagger 1"
_WORDS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """``ezafe`` is a probability; ``readings`` of a homograph, the likeliest first, with theirs.

    A reading stands in the alphabet of the corpus, for the word as it is inflected,
    without the vowel of the ezafe. A word that is no homograph has none.
    """

    ezafe: float
    readings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagger:
    """The trained model.

    ``known`` gives the row of a known word in ``words``; ``readings`` the rows of a homograph
    in ``meanings``; ``ezafe`` and ``query`` are dense layers, weights (inputs, outputs) and bias.
    """

    known: Mapping[str, int]
    words: Table
    groups: Table
    lower: Layer
    upper: Layer
    hidden: tuple[Floats, Floats]
    ezafe: tuple[Floats, Floats]
    query: tuple[Floats, Floats]
    meanings: Table
    priors: Floats
    sharpness: float
    analyser: Analyser

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises DataError where the file is missing, damaged or another kind of model."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return cls._of(dict(arrays))
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(
                path, None, f"is not a tagger model, or is damaged ({error})"
            ) from error

    @classmethod
    def _of(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Self:
        if _text(arrays["format"]) != FORMAT:
            raise ValueError(f"its format is not “{FORMAT}”")
        known = {word: row for row, word in enumerate(_text(arrays["known"]).split("\n"))}
        readings = _numbered(_text(arrays["homographs"]))
        model = cls(
            known=known,
            words=Table.read(arrays, "words"),
            groups=Table.read(arrays, "groups"),
            lower=_layer(arrays, "lower"),
            upper=_layer(arrays, "upper"),
            hidden=_dense(arrays, "hidden"),
            ezafe=_dense(arrays, "ezafe"),
            query=_dense(arrays, "query"),
            meanings=Table.read(arrays, "meanings"),
            priors=arrays["priors"].astype(np.float32),
            sharpness=float(arrays["sharpness"].astype(np.float32)),
            analyser=Analyser(
                homographs=readings,
                verbs={
                    verb: frozenset(verbal)
                    for verb, verbal in _numbered(_text(arrays["verbs"])).items()
                },
                plain=frozenset(_text(arrays["plain"]).split("\n")),
            ),
        )
        rows = sum(map(len, readings.values()))
        if len(known) != len(model.words.codes) or rows != len(model.meanings.codes):
            raise ValueError("its parts do not fit together")
        return model

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One tag for every word, punctuation marks included, of every sentence.

        Words are given as they are spoken, in Persian letters, with or without vowel marks.
        Many sentences at once are read faster than one by one, to the same result.
        """
        tags: list[list[Tag]] = [[] for _ in sentences]
        for batch in _batches(sentences):
            for index, found in zip(batch, self._read([sentences[i] for i in batch]), strict=True):
                tags[index] = found
        return tags

    def _read(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[Tag]]:
        forms = [[normal_form(word) for word in sentence] for sentence in sentences]
        lengths = np.array([len(sentence) for sentence in sentences])
        inputs = self._inputs(forms, lengths)
        states = self.lower.run(inputs, lengths)
        upper = self.upper.run(np.concatenate([inputs, states], axis=-1), lengths)
        hidden = np.maximum(_apply(self.hidden, upper), 0)
        ezafe = 1 / (1 + np.exp(-_apply(self.ezafe, hidden)[..., 0]))
        everything = np.concatenate([around(states, lengths), upper], axis=-1)
        for row, sentence in enumerate(sentences):
            yield [
                Tag(
                    ezafe=_certain(word, float(ezafe[row, column])),
                    readings=self._readings(forms[row][column], everything[row, column]),
                )
                for column, word in enumerate(sentence)
            ]

    def _inputs(self, forms: Sequence[Sequence[str]], lengths: Ints) -> Floats:
        """Word vectors, (sentences, longest, n), zero where there is no word."""
        distinct = {form: i for i, form in enumerate(dict.fromkeys(f for s in forms for f in s))}
        vectors = np.zeros((len(distinct) + 1, self.words.codes.shape[1]), np.float32)
        for form, i in distinct.items():
            row = self.known.get(form)
            vectors[i] = self._unknown(form) if row is None else self.words.rows(np.array([row]))[0]
        index = np.full((len(forms), int(lengths.max())), len(distinct))
        for row_index, sentence in enumerate(forms):
            index[row_index, : len(sentence)] = [distinct[form] for form in sentence]
        inputs: Floats = vectors[index]
        return inputs

    def _unknown(self, form: str) -> Floats:
        groups = np.array(letter_groups(form), np.int64)
        total: Floats = self.groups.rows(groups).sum(axis=0, dtype=np.float32)
        vector: Floats = total / np.float32(max(1, len(groups)) ** 0.5)
        return vector

    def _readings(self, form: str, state: Floats) -> tuple[tuple[str, float], ...]:
        rows, readings = self.analyser.readings(form)
        if not rows:
            return ()
        index = np.array(rows)
        scores = self.meanings.rows(index) @ np.tanh(_apply(self.query, state)) + self.priors[index]
        weights = np.exp((scores - scores.max()) * self.sharpness)
        ranked = sorted(zip(weights / weights.sum(), readings, strict=True), reverse=True)
        return tuple((reading, float(probability)) for probability, reading in ranked)


def _certain(word: str, probability: float) -> float:
    if shows_ezafe(word):
        return 1.0
    return probability if any(char.isalpha() for char in word) else 0.0


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Indices of sentences of about one length, together at most so many words."""
    batch: list[int] = []
    for index in sorted(range(len(sentences)), key=lambda i: len(sentences[i])):
        if not sentences[index]:
            continue
        if batch and len(sentences[index]) * (len(batch) + 1) > _WORDS_AT_ONCE:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _apply(dense: tuple[Floats, Floats], inputs: Floats) -> Floats:
    weights, bias = dense
    outputs: Floats = inputs @ weights + bias
    return outputs


def _text(array: NDArray[np.generic]) -> str:
    return array.astype(np.uint8).tobytes().decode()


def _numbered(text: str) -> dict[str, dict[str, int]]:
    """Homographs, one a line with its readings, to their readings and the rows of these."""
    numbered: dict[str, dict[str, int]] = {}
    row = 0
    for line in text.split("\n"):
        spelling, *readings = line.split("\t")
        numbered[spelling] = {reading: row + i for i, reading in enumerate(readings)}
        row += len(readings)
    return numbered


def _layer(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Layer:
    inward, recurrent = (
        Table.read(arrays, f"{name}.inward"),
        Table.read(arrays, f"{name}.recurrent"),
    )
    bias = arrays[f"{name}.bias"].astype(np.float32)
    gates = bias.shape[1]
    return Layer.of(
        inward.rows().reshape(2, gates, -1), recurrent.rows().reshape(2, gates, -1), bias
    )


def _dense(arrays: Mapping[str, NDArray[np.generic]], name: str) -> tuple[Floats, Floats]:
    weights = Table.read(arrays, name).rows().T
    bias = arrays[f"{name}.bias"].astype(np.float32)
    if bias.shape != weights.shape[1:]:
        raise ValueError(f"layer {name} is malformed")
    return np.ascontiguousarray(weights), bias
