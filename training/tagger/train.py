"""Makes src/narrator/lang/fa/models/tagger.npz from training/corpus and DATA.

    python training/tagger/train.py DATA WORK [--hold SOURCE,SOURCE] [--steps N] [--passes N]

Deterministic: one thread, fixed seeds, fixed order. The lines of "own-dev" are always
held out; readings are calibrated on them. WORK keeps the pretrained
network, so that only what changed is trained anew. ``--hold`` leaves sources out
of training (also their bare text) and prints the figures on them: this is how
every figure of the model's card was measured. Without it the shipped model is
made from all sources.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from corpora import Marked, bearers, farsdat, own, perdt, raw, treebank
from export import export
from finetune import finetune
from inventory import Example, Inventory
from inventory import build as build_inventory
from measure import measure, sharpness
from net import Net
from pretrain import pretrain
from vocabulary import Vocabulary
from vocabulary import build as build_vocabulary

from narrator.pronounce.tagger import Tagger

STEPS = 6000
PASSES = 10
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that is learnt from, in terms of one vocabulary; ``test`` is what was held out."""

    inventory: Inventory
    vocabulary: Vocabulary
    train: list[Example]
    test: list[Example]
    texts: dict[str, list[np.ndarray]]


def gather(data: Path, held: set[str]) -> Material:
    inventory, examples = build_inventory(list(marked(data)), data)
    train = [example for example in examples if example[0].source not in held]
    test = [example for example in examples if example[0].source in held]
    texts = {path.stem: list(raw(path)) for path in sorted((data / "text").glob("*.txt"))}
    vocabulary = build_vocabulary(texts, [s for s, _, _ in train], [s for s, _, _ in test])
    print(
        f"{len(train):,} sentences, {len(inventory.rows):,} homographs, "
        f"{len(vocabulary.types):,} types, {vocabulary.frequent:,} of them frequent"
    )
    encoded = {
        name: [vocabulary.encode(sentence) for sentence in sentences if len(sentence) > 2]
        for name, sentences in texts.items()
    }
    return Material(
        inventory=inventory, vocabulary=vocabulary, train=train, test=test, texts=encoded
    )


def pretrained(material: Material, steps: int, kept: Path) -> Net:
    net = Net(material.vocabulary.types, material.vocabulary.frequent)
    if kept.exists():
        net.load_state_dict(torch.load(kept))
        return net
    own_text = [material.vocabulary.encode(s.forms) for s, _, _ in material.train]
    own_text = [sentence for sentence in own_text if len(sentence) > 2]
    pretrain(net, material.vocabulary, material.texts, own_text, steps)
    torch.save(net.state_dict(), kept)
    return net


def write(net: Net, material: Material, path: Path) -> Tagger:
    """Exports the network, calibrated on the held-out lines of the corpus."""
    inventory = material.inventory
    with torch.no_grad():
        export(net, material.vocabulary, inventory, 1.0, path)
        dev = [example for example in material.test if example[0].source == "own-dev"]
        power = sharpness(Tagger.load(path), inventory, dev)
        export(net, material.vocabulary, inventory, power, path)
    print(f"{path.stat().st_size / 1e6:.1f} MB, sharpness {power}")
    return Tagger.load(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--hold", default="")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    held = {"own-dev", *options.hold.split(",")} - {""}

    settle()
    material = gather(options.data, held)
    name = f"pretrained-{'-'.join(sorted(held))}-{options.steps}.pt"
    net = pretrained(material, options.steps, options.work / name)
    settle()  # the rest is the same whether the network was pretrained just now or before
    net.add_readings([r for readings in material.inventory.rows.values() for r in readings])
    net.dropout.p = 0.3
    finetune(net, material.vocabulary, material.inventory, material.train, options.passes)
    tagger = write(net, material, options.model)
    for source, score in measure(tagger, material.inventory, material.test):
        print(f"{source}: {score}")


def settle() -> None:
    """One thread and fixed seeds, so that the same data make the same model."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)  # subnormal numbers slow Adam down tenfold
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(0)
    np.random.seed(0)  # noqa: NPY002
    random.seed(0)


if __name__ == "__main__":
    main()
