"""Writes lang/fa/emoji.tsv: Persian names of emoji, from Unicode's CLDR by way of ``emoji``."""

import re
from pathlib import Path

import emoji

OUTPUT = Path("src/narrator/lang/fa/emoji.tsv")
HEAD = """# Names of emoji, said where an article asks for them.
# From the Unicode CLDR (Unicode-3.0 licence) by way of the package emoji {version} (BSD-3-Clause);
# rebuilt by make lexicon-data.
written\tspoken
"""


def main() -> None:
    emoji.config.load_language("fa")
    names: dict[str, str] = {}
    for sequence, entry in emoji.EMOJI_DATA.items():
        bare = sequence.replace("\ufe0f", "")
        flag = len(bare) == 2 and all("\U0001f1e6" <= char <= "\U0001f1ff" for char in bare)
        if "fa" in entry and (flag or len(bare) == 1):
            name = tidy(entry["fa"])
            if re.fullmatch(r"[\u0621-\u06d3\u200c ]+", name):
                names[bare] = name
    rows = "".join(f"{picture}\t{name}\n" for picture, name in sorted(names.items()))
    OUTPUT.write_text(HEAD.format(version=emoji.__version__) + rows, encoding="utf-8")
    print(f"{len(names):,} emoji")


def tidy(name: str) -> str:
    """The short name in modern orthography: no brackets, no hamza of ezafe, ZWNJ restored."""
    name = re.sub(r"\(.*?\)", "", name.strip(":").replace("_", " "))
    name = re.sub(r"[\u064b-\u0655]", "", name).replace("ۀ", "ه")
    name = re.sub(r"ه ای(?= |$)", "ه\u200cای", name)
    name = re.sub(r" (ها|های|هایی|تر)(?= |$)", "\u200c\\1", name)
    return re.sub(" +", " ", name).strip()


if __name__ == "__main__":
    main()
