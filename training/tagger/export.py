"""Writes the trained network as the eight-bit file that narrator.pronounce.tagger reads."""

from pathlib import Path

import numpy as np
from inventory import Inventory
from net import Net
from numpy.typing import NDArray
from torch import Tensor, nn
from vocabulary import Vocabulary

from narrator.pronounce.network import Table
from narrator.pronounce.tagger import FORMAT


def export(
    net: Net, vocabulary: Vocabulary, inventory: Inventory, sharpness: float, path: Path
) -> None:
    net.eval()
    frequent = np.arange(net.frequent)
    arrays: dict[str, NDArray[np.generic]] = {
        "format": _text(FORMAT),
        "known": _text("\n".join(vocabulary.types[: net.frequent])),
        "homographs": _text(
            "\n".join("\t".join([word, *readings]) for word, readings in inventory.rows.items())
        ),
        "verbs": _text(
            "\n".join("\t".join([verb, *verbal]) for verb, verbal in inventory.verbs.items())
        ),
        "plain": _text("\n".join(sorted(inventory.plain))),
        "priors": _floats(net.priors),
        "sharpness": np.array(sharpness, np.float32),
    }
    arrays |= Table.pack(_floats(net.vectors(frequent))).arrays("words")
    arrays |= Table.pack(_floats(net.groups.weight)).arrays("groups")
    arrays |= Table.pack(_floats(net.meaning_table())).arrays("meanings")
    for name in ("lower", "upper"):
        arrays |= _layer(getattr(net, name), name)
    for name in ("hidden", "ezafe", "query"):
        dense: nn.Linear = getattr(net, name)
        arrays |= Table.pack(_floats(dense.weight)).arrays(name)
        arrays[f"{name}.bias"] = _floats(dense.bias)
    np.savez(path, **arrays)


def _layer(lstm: nn.LSTM, name: str) -> dict[str, NDArray[np.generic]]:
    weights = {k: _floats(v) for k, v in lstm.named_parameters()}
    both = [(f"l0{way}") for way in ("", "_reverse")]
    inward = np.concatenate([weights[f"weight_ih_{way}"] for way in both])
    recurrent = np.concatenate([weights[f"weight_hh_{way}"] for way in both])
    bias = np.stack([weights[f"bias_ih_{way}"] + weights[f"bias_hh_{way}"] for way in both])
    return {
        **Table.pack(inward).arrays(f"{name}.inward"),
        **Table.pack(recurrent).arrays(f"{name}.recurrent"),
        f"{name}.bias": bias,
    }


def _floats(tensor: Tensor) -> NDArray[np.float32]:
    return tensor.detach().numpy().astype(np.float32)


def _text(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)
