"""Compiles what narrator needs of hazm into src/narrator/lang/fa: words and verb stems.

hazm's list holds 193,000 entries, most of them dictionary words that no text
uses; kept are those with a part of speech or a count, and those (verb forms
too) that occur in DATA/text. The most frequent word comes first, so a line's
number is the word's rank.

    python training/lexicon.py DATA
"""

import gzip
import re
import sys
from collections import Counter
from pathlib import Path

from hazm.lemmatizer import Lemmatizer
from hazm.utils import default_verbs, words_list

FA = Path("src/narrator/lang/fa")
LETTERS = "[ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]+"
WORD = re.compile(rf"{LETTERS}(?:\u200c{LETTERS})*")
STEMS = re.compile(rf"^({LETTERS})#({LETTERS})$", re.MULTILINE)
CLASSICAL = "ganjoor"  # proves that a word exists, says nothing of how frequent it is today


def main(data: Path) -> None:
    modern, classical = Counter[str](), Counter[str]()
    for path in sorted((data / "text").glob("*.txt")):
        counts = classical if path.name.startswith(CLASSICAL) else modern
        counts.update(WORD.findall(path.read_text(encoding="utf-8")))
    entries = {word: bool(count) or tags != ("0",) for word, count, tags in words_list()}
    entries |= dict.fromkeys(Lemmatizer(joined_verb_parts=False).verbs, False)
    kept = [
        word
        for word, listed in entries.items()
        if WORD.fullmatch(word) and (listed or modern[word] or classical[word])
    ]
    kept.sort(key=lambda word: (-modern[word], -classical[word], word))
    size = write(FA / "words.txt.gz", kept)
    tagged = {word for word, _, tags in words_list() if "AJ" in tags}
    write(FA / "adjectives.txt.gz", sorted(tagged.intersection(kept)))

    stems = sorted(set(STEMS.findall(default_verbs.read_text(encoding="utf-8"))))
    (FA / "verbs.tsv").write_text(
        "# Past and present stems of Persian verbs, from hazm (see words.md).\npast\tpresent\n"
        + "".join(f"{past}\t{present}\n" for past, present in stems),
        encoding="utf-8",
    )
    text = sum(modern.values())
    known = sum(modern[word] for word in kept)
    print(f"{len(kept):,} words, {size:,} bytes, {known / text:.1%} of the running text")
    print(f"{len(stems):,} verbs")


def write(path: Path, lines: list[str]) -> int:
    return path.write_bytes(gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
