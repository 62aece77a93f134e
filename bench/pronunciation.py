"""How well Persian is read: phonemes, words, ezafe and homographs, system by system.

    python bench/pronunciation.py [DATA] [--sentences N] [--errors FILE] [--tagger FILE]

Sources: FarsDat (909 sentences with phonemes) and the human part of HomoRich
(one marked homograph a sentence). Neither gives readings of words. The shipped
tagger has learned from both, so its ezafe and homographs are only measured
honestly with --tagger and a model trained without them (see models/tagger.md).

PER   phonemes wrong: Levenshtein distance over all sentences / phonemes of the
      reference, without spaces and glottal stops.
WER   words wrong: Levenshtein distance over words, equal if their phonemes are.
Ezafe precision, recall and F1 over words paired by dynamic programming (cost:
      distance of their phonemes); punctuation is no word.
Homographs: the reading of the marked word is right if, of the readings that the
      source knows for it, the marked one is nearest to what the system says. The
      source names the bare word only (رو in می‌روم): of the words that hold its
      letters, or of all where none does, some part must be nearest to the reading.

Both sides are folded first, because sources differ in writing, not in sound: ow
is o, y next to i or between e and e (iye, ie1; eye, ee1) and glottal stops are
not written, a double consonant before another or at the end of a word is single.
"""

import argparse
import csv
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from distances import distance, nearest

from narrator import espeakng
from narrator.lang import data_path
from narrator.model import Sentence, Word
from narrator.normalize import Normalizer
from narrator.pronounce import Pronouncer
from narrator.pronounce.g2p import G2P
from narrator.pronounce.phonemes import from_ipa_table
from narrator.pronounce.tagger import Tagger

FARSDAT = dict(zip("/]',.[", "A?CjSZ", strict=True))
IPA = dict(from_ipa_table()) | {"ɑ": "A", "ɹ": "r", "r": "r", "ɪ": "i", "ʊ": "u", "w": "v"}
SOUND = re.compile("|".join(sorted(IPA, key=len, reverse=True)))
FOLDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"\?", ""),
        (r"ow(?![aAeoiu])", "o"),
        (r"(?<=i)y(?=[aAeou])|(?<=[aAeou])y(?=i)|(?<=e)y(?=e)", ""),
        (r"([^aAeoiu])\1(?![aAeoiu])", r"\1"),
    )
)
UNMARKED = frozenset({"برای"})  # its e belongs to the word in FarsDat
MARK = re.compile("[^\\w\u064b-\u0655\u0670\u200c ]")


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as a system says it, in the alphabet of phonemes.tsv, folded."""

    text: str
    phonemes: str
    ezafe: bool
    confidence: float = 1.0

    @property
    def bare(self) -> str:
        """Without the ezafe vowel."""
        return re.sub("(?<=[aAeoiu])y?e$|e$", "", self.phonemes) if self.ezafe else self.phonemes


type System = Callable[[str], Sequence[Heard]]


@dataclass(slots=True)
class Score:
    """Counts over sentences; ``errors`` lists what was said against what should be."""

    phonemes: int = 0
    wrong_phonemes: int = 0
    words: int = 0
    wrong_words: int = 0
    found: int = 0
    marked: int = 0
    right: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)
    errors: list[tuple[str, str, str]] | None = None

    def add(self, gold: Sequence[Heard], said: Sequence[Heard]) -> None:
        whole = ["".join(w.phonemes for w in side) for side in (gold, said)]
        self.phonemes += len(whole[0])
        self.wrong_phonemes += distance(*whole)
        self.words += len(gold)
        self.wrong_words += distance([w.phonemes for w in gold], [w.phonemes for w in said])
        self.marked += sum(w.ezafe for w in gold)
        self.found += sum(w.ezafe and w.text not in UNMARKED for w in said)
        for one, other in paired(gold, said):
            self.right += one.ezafe and other.ezafe
            self.sure.append((other.confidence, one.bare == other.bare))
            if self.errors is not None and one.phonemes != other.phonemes:
                self.errors.append((other.text, one.phonemes, other.phonemes))

    def calibration(self) -> Iterator[str]:
        """Words by the confidence they claim, and the share of them that is wrong."""
        for low, high in pairwise((0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98, 1.01)):
            here = [right for sure, right in self.sure if low <= sure < high]
            if here:
                wrong = 1 - sum(here) / len(here)
                row = f"{low:4.2f} to {high:4.2f}: {len(here):6} words"
                yield f"  {row}, {100 * wrong:5.1f} % wrong"

    def row(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.marked)
        f1 = 2 * self.right / max(1, self.found + self.marked)
        per, wer = self.wrong_phonemes / self.phonemes, self.wrong_words / self.words
        numbers = (per, wer, precision, recall, f1)
        return "  ".join(f"{100 * number:6.2f}" for number in numbers)


def paired(gold: Sequence[Heard], said: Sequence[Heard]) -> Iterator[tuple[Heard, Heard]]:
    """Words that stand for each other: the cheapest alignment by phonemes."""
    inf = float("inf")
    cost = [[inf] * (len(said) + 1) for _ in range(len(gold) + 1)]
    step = [[(0, 0)] * (len(said) + 1) for _ in range(len(gold) + 1)]
    cost[0][0] = 0.0
    for i in range(len(gold) + 1):
        for j in range(len(said) + 1):
            options = []
            if i:
                options.append((cost[i - 1][j] + 1, (1, 0)))
            if j:
                options.append((cost[i][j - 1] + 1, (0, 1)))
            if i and j:
                one, other = gold[i - 1].phonemes, said[j - 1].phonemes
                unlike = 2 * distance(one, other) / max(1, len(one) + len(other))
                options.append((cost[i - 1][j - 1] + unlike, (1, 1)))
            if options:
                cost[i][j], step[i][j] = min(options)
    i, j = len(gold), len(said)
    pairs = []
    while i or j:
        back = step[i][j]
        if back == (1, 1):
            pairs.append((gold[i - 1], said[j - 1]))
        i, j = i - back[0], j - back[1]
    yield from reversed(pairs)


def fold(symbols: str) -> str:
    for pattern, by in FOLDS:
        symbols = pattern.sub(by, symbols)
    return symbols


def from_ipa(ipa: str) -> str:
    plain = re.sub("[ˈˌː_ˑʲ-]", "", ipa).replace("q1", "q")
    return fold(SOUND.sub(lambda found: IPA[found[0]], plain))


# Sources -------------------------------------------------------------------------------


def farsdat(data: Path) -> list[tuple[str, list[Heard]]]:
    with (data / "pronunciation/farsdat/FarsDat.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(row["Grapheme"], [reference(w) for w in row["Phoneme"].split()]) for row in rows]


def reference(written: str) -> Heard:
    symbols = "".join(FARSDAT.get(c, c) for c in written)
    return Heard("", fold(re.sub("[^a-zA-Z?]", "", symbols)), ezafe="1" in written)


def homorich(data: Path) -> list[tuple[str, str, str]]:
    with (data / "pronunciation/homorich/human_train.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [(row["word"], row["pron"], row["sentence"]) for row in rows]


# Systems -------------------------------------------------------------------------------


def sentence(text: str) -> Sentence:
    tokens = Normalizer().paragraph(text).tokens
    return Sentence(chapter=0, paragraph=0, index=0, tokens=tokens)


def chain(pronouncer: Pronouncer) -> System:
    def say(text: str) -> list[Heard]:
        words = pronouncer.words(sentence(text))
        return [
            Heard(w.text, from_ipa(w.phonemes), w.ezafe, w.confidence) for w in words if w.phonemes
        ]

    return say


def espeak(text: str) -> list[Heard]:
    words = [w for w in espeakng.phonemes(MARK.sub(" ", text), "fa").split() if w.strip("ˈˌ")]
    return [Heard("", from_ipa(w), ezafe=False) for w in words]


def espeak_with(pronouncer: Pronouncer) -> System:
    """espeak-ng, word by word, and the ezafe of the whole chain."""

    def say(text: str) -> list[Heard]:
        return [
            Heard(w.text, spoken(w), w.ezafe)
            for w in pronouncer.words(sentence(text))
            if w.phonemes
        ]

    def spoken(word: Word) -> str:
        alone = from_ipa(espeakng.phonemes(word.text, "fa").replace(" ", ""))
        if not word.ezafe or alone.endswith(("Aye", "uye", "hAye")):
            return alone
        return fold(alone + ("ye" if alone[-1:] in set("aAeoiu") else "e"))

    return say


def homographs(rows: Sequence[tuple[str, str, str]], say: System) -> float:
    known = defaultdict(set)
    for word, pron, _ in rows:
        known[word].add(fold(pron))
    right = asked = 0
    for word, pron, text in rows:
        said = say(text)
        holding = [w.bare for w in said if word in w.text.replace("\u200c", "")]
        away = {r: nearest(r, holding or [w.bare for w in said]) for r in known[word]}
        asked += 1
        right += all(away[fold(pron)] < d for r, d in away.items() if r != fold(pron))
    return right / max(1, asked)


def systems(tagger: Tagger) -> dict[str, System]:
    whole = Pronouncer(tagger=tagger)
    return {
        "espeak-ng": espeak,
        "espeak-ng + our ezafe": espeak_with(whole),
        "whole chain": chain(whole),
        "- homographs": chain(Pronouncer(tagger=tagger, stages={"ezafe"})),
        "- ezafe of context": chain(Pronouncer(tagger=tagger, stages={"homographs"})),
        "- both": chain(Pronouncer(stages=())),
        "- morphology": chain(Pronouncer(tagger=tagger, g2p=G2P(derive=False))),
        "- lexicon": chain(Pronouncer(tagger=tagger, g2p=G2P({}))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentences", type=int, default=909)
    parser.add_argument("--errors", type=Path, help="write the errors of the whole chain here")
    parser.add_argument("--only", help="one system")
    parser.add_argument("--tagger", type=Path, default=data_path("models/tagger.npz"))
    arguments = parser.parse_args()
    rows, asked = farsdat(arguments.data)[: arguments.sentences], homorich(arguments.data)
    print(f"{'':24}{'PER':>6}  {'WER':>6}  {'P':>6}  {'R':>6}  {'F1':>6}  homographs  characters/s")
    for name, say in systems(Tagger.load(arguments.tagger)).items():
        if arguments.only and name != arguments.only:
            continue
        score = Score(errors=[] if arguments.errors and name == "whole chain" else None)
        started = time.process_time()
        said = [say(text) for text, _ in rows]
        speed = sum(len(text) for text, _ in rows) / (time.process_time() - started)
        for (_, gold), words in zip(rows, said, strict=True):
            score.add(gold, words)
        share = homographs(asked, say)
        print(f"{name:24}{score.row()}  {100 * share:10.1f}  {speed:12,.0f}", flush=True)
        if name == "whole chain":
            print("  words by confidence, ezafe apart:")
            print("\n".join(score.calibration()), flush=True)
        if score.errors:
            lines = ["\t".join(error) for error in score.errors]
            arguments.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
