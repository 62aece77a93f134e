"""The same sentences joined into one MP3 in other ways, and narrator's workers and cache.

    python bench/joining.py [HOURS ...]

Every other way is given the same sentences as WAV files, and runs in a process
of its own: pydub's ``+=`` and ``concat`` of libavformat, as peers join, and LAME alone on
samples that need no joining. None of these reads the text, masters loudness or marks
chapters; narrator does all of that in every row. CPU is user + system time of all
processes, memory their largest PSS together. Ratios are within one run on one machine.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import soundfile

from narrator import app
from narrator.config import Settings
from narrator.production.requests import requests_for
from narrator.read import read
from production import long_article, measured, produce

WAYS = Path(__file__).with_name("ways.py")


def measure(hours: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = long_article(folder, hours)
        cold = {
            jobs: produce(article, folder, "--jobs", str(jobs), cache=f"cache{jobs}")
            for jobs in (1, 2)
        }
        warm = produce(article, folder, "--jobs", "1", cache="cache1")
        for piece in folder.glob("cache1/*/*.mp3"):
            piece.unlink()
        spoken = produce(article, folder, "--jobs", "1", cache="cache1")
        listed = folder / "takes.txt"
        listed.write_text("\n".join(map(str, _takes(article, folder / "cache1"))))
        rows = {
            way: measured(
                [
                    sys.executable,
                    "-W",
                    "ignore",
                    str(WAYS),
                    way,
                    str(listed),
                    str(folder / "way.mp3"),
                ]
            )
            for way in ("pydub", "concat", "lame")
        }
    lame = rows["lame"][0]
    print(f"\n{hours:g} h: CPU, peak memory, as a multiple of LAME alone")
    for name, (cpu, memory, wall) in {
        "narrator, sentences spoken before": spoken,
        "pydub +=, sentences spoken before": rows["pydub"],
        "libavformat concat, sentences spoken before": rows["concat"],
        "LAME alone": rows["lame"],
        "narrator again, nothing changed": warm,
        "narrator from nothing, 1 worker": cold[1],
        "narrator from nothing, 2 workers": cold[2],
    }.items():
        ratio, mebibytes = cpu / lame, memory / 2**20
        print(f"  {name:<44} CPU {cpu:7.1f} s {ratio:6.2f} x {mebibytes:6.0f} MiB {wall:7.1f} s")


def _takes(article: Path, cache: Path) -> Iterator[Path]:
    """The article's takes as WAV files, in order."""
    settings = Settings()
    for utterance in app.front_end(settings).utterances(read(article)):
        for _part, request in requests_for(utterance, settings):
            take = cache / request.key[:2] / f"{request.key}.flac"
            soundfile.write(take.with_suffix(".wav"), *soundfile.read(take, dtype="int16"))
            yield take.with_suffix(".wav")


def main() -> None:
    for hours in [float(argument) for argument in sys.argv[1:]] or [0.1, 1.0]:
        measure(hours)


if __name__ == "__main__":
    main()
