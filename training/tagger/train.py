"""Makes src/narrator/lang/fa/models/tagger.npz from training/corpus and DATA.

    python training/tagger/train.py DATA WORK [--hold SOURCE,SOURCE] [--steps N] [--passes N]

Deterministic: one thread, fixed seeds, fixed order. WORK keeps the pretrained
network, so that only what changed is trained anew. ``--hold`` leaves sources out
of training (also their bare text) and prints the figures on them: this is how
every figure of the model's card was measured. Without it the shipped model is
made from all sources.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from corpora import Marked, bearers, farsdat, own, perdt, raw, treebank
from export import export
from finetune import finetune
from inventory import build as build_inventory
from measure import measure
from net import Net
from pretrain import pretrain
from vocabulary import build as build_vocabulary

from narrator.pronounce.tagger import Tagger

STEPS = 3500
PASSES = 5
CORPUS = Path("training/corpus")
MODEL = Path("src/narrator/lang/fa/models/tagger.npz")
TREEBANKS = (
    "perdt/fa_perdt-ud-dev.conllu",
    "seraji/fa_seraji-ud-dev.conllu",
    "seraji/fa_seraji-ud-test.conllu",
)


def marked(data: Path) -> Iterator[Marked]:
    ours = [sentence for path in sorted(CORPUS.glob("*.txt")) for sentence in own(path)]
    yield from ours
    yield from farsdat(data)
    yield from perdt(data, bearers(ours))
    for name in TREEBANKS:
        yield from treebank(data, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--hold", default="own-dev")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    held = set(options.hold.split(","))
    _settle()
    started = time.monotonic()

    inventory, examples = build_inventory(list(marked(options.data)), options.data)
    train = [example for example in examples if example[0].source not in held]
    test = [example for example in examples if example[0].source in held]
    texts = {p.stem: list(raw(p)) for p in sorted((options.data / "text").glob("*.txt"))}
    vocabulary = build_vocabulary(texts, [s for s, _, _ in train], [s for s, _, _ in test])
    print(
        f"{len(train):,} sentences, {len(inventory.rows):,} homographs, "
        f"{len(vocabulary.types):,} types, {vocabulary.frequent:,} of them frequent"
    )

    net = Net(vocabulary.types, vocabulary.frequent)
    kept = options.work / f"pretrained-{'-'.join(sorted(held))}-{options.steps}.pt"
    if kept.exists():
        net.load_state_dict(torch.load(kept))
    else:
        encoded = {
            name: [vocabulary.encode(sentence) for sentence in sentences if len(sentence) > 2]
            for name, sentences in texts.items()
        }
        own_text = [vocabulary.encode(s.forms) for s, _, _ in train if len(s.forms) > 2]
        pretrain(net, vocabulary, encoded, own_text, options.steps)
        torch.save(net.state_dict(), kept)
    torch.manual_seed(5)
    net.add_readings([r for readings in inventory.rows.values() for r in readings])
    net.dropout.p = 0.3
    finetune(net, vocabulary, inventory, train, options.passes)

    with torch.no_grad():
        export(net, vocabulary, inventory, 1.0, options.model)
    for source, score in measure(Tagger.load(options.model), inventory, test):
        print(f"{source}: {score}")
    print(f"{options.model.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")


def _settle() -> None:
    """One thread and fixed seeds, so that the same data make the same model."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # subnormal numbers slow Adam down tenfold
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(0)
    np.random.seed(0)  # noqa: NPY002
    random.seed(0)


if __name__ == "__main__":
    main()
