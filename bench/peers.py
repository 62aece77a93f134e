"""Compares narrator's normaliser with others: sentences spoken exactly, and characters a second.

    python bench/peers.py accuracy    a Markdown table over tests/golden/fa, by class
    python bench/peers.py speed       prose and hostile text, ratios side by side

Spaces around marks do not count, for every peer alike: some space them in a way of
their own.
"""

import random
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from narrator.lang import read_table
from narrator.normalize import Normalizer

type Speak = Callable[[str], str]

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "fa"
PROSE = ROOT / "training" / "corpus" / "news.txt"


def narrator() -> Speak:
    return lambda text: Normalizer().paragraph(text).spoken


def hazm() -> Speak:
    return import_module("hazm").Normalizer().normalize


def shekar() -> Speak:
    return import_module("shekar").Normalizer()


def parsivar() -> Speak:
    return import_module("parsivar").Normalizer().normalize


def num2fawords() -> Speak:
    words = import_module("num2fawords").words
    number = re.compile(r"\d+(?:[.٫]\d+)?")

    def speak(text: str) -> str:
        return number.sub(lambda match: words(match[0]), text)

    return speak


def parsinorm() -> Speak:
    """Its parts in the order its documentation lists them; it chooses some readings by chance."""
    package = import_module("parsinorm")
    random.seed(0)
    short, general = package.Abbreviation(), package.General_normalization()
    web, special = package.Mail_url_cleaner(), package.Special_numbers()
    when, signs = package.Date_time_to_text(), package.TTS_normalization()
    steps = (
        general.alphabet_correction,
        general.number_correction,
        web.find_mails_clean,
        web.find_urls_clean,
        short.replace_date_abbreviation,
        short.replace_persian_label_abbreviation,
        short.replace_book_abbreviation,
        short.replace_other_abbreviation,
        short.replace_English_abbrevations,
        when.date_to_text,
        when.time_to_text,
        package.Telephone_number().find_phones_replace,
        special.replace_shaba,
        special.replace_card_number,
        signs.math_correction,
        signs.replace_currency,
        signs.replace_symbols,
        general.remove_comma_between_numbers,
        special.convert_numbers_to_text,
    )

    def speak(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return speak


PEERS = (narrator, parsinorm, shekar, num2fawords, parsivar, hazm)


def heard(text: str) -> str:
    return " ".join(re.sub(r"([^\w\s\u200c])", r" \1 ", text).split())


def attempt(speak: Speak, text: str) -> str:
    try:
        return speak(text)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ""  # a peer that breaks on a sentence has not spoken it


def accuracy() -> None:
    speakers = [peer() for peer in PEERS]
    names = [peer.__name__ for peer in PEERS]
    print("# Sentences spoken exactly\n")
    print("Our own development cases (tests/golden/fa); made by `make peers`. The peers were not")
    print("made for all of these classes, the cases follow our conventions of reading, and our")
    print("own tests hold narrator to every one of them.\n")
    print(f"| class | cases | {' | '.join(names)} |\n|---|{'---|' * (len(names) + 1)}")
    totals, cases = [0] * len(PEERS), 0
    for path in sorted(GOLDEN.glob("*.tsv")):
        rows = [row for _, row in read_table(path)]
        right = [
            sum(heard(attempt(speak, row["written"])) == heard(row["spoken"]) for row in rows)
            for speak in speakers
        ]
        totals = [total + more for total, more in zip(totals, right, strict=True)]
        cases += len(rows)
        print(f"| {path.stem} | {len(rows)} | {' | '.join(map(str, right))} |")
    print(f"| **all** | {cases} | {' | '.join(map(str, totals))} |")


def speed() -> None:
    lines = PROSE.read_text(encoding="utf-8").splitlines()
    prose = [re.sub(r"\|E|\{\w+\}", "", line) for line in lines if line and line[0] != "#"]
    for peer in PEERS:
        print(f"{peer.__name__:12} {1 / cost(peer(), prose[:600]):10,.0f} characters/s of prose")
    plain = cost(narrator(), prose)
    for hostile in ("1", ".", "/", '"', "([", "1.", "1/", "1-", "1:", "1,", "12 ", "«»"):
        text = hostile * (100_000 // len(hostile))
        print(f"{hostile!r:6} {cost(narrator(), [text]) / plain:5.2f} × prose per character")


def cost(speak: Speak, texts: list[str]) -> float:
    """CPU seconds a character."""
    speak("گرم شدن ۱۲ Google")
    start = time.process_time()
    for text in texts:
        attempt(speak, text)
    return (time.process_time() - start) / sum(map(len, texts))


if __name__ == "__main__":
    {"accuracy": accuracy, "speed": speed}[sys.argv[1]]()
