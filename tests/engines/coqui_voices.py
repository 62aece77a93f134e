"""Coqui voices small enough to be made by a test, written in Coqui's own format by Coqui.

Their weights are random: they babble, but each symbol has a length of its own.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from trainer.io import save_model
from TTS.tts.configs.glow_tts_config import GlowTTSConfig
from TTS.tts.configs.shared_configs import CharactersConfig
from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
from TTS.tts.models.glow_tts import GlowTTS
from TTS.tts.models.vits import Vits
from TTS.vocoder.configs import HifiganConfig
from TTS.vocoder.models.gan import GAN

from narrator.model import Hertz, Voice

RATE, HOP = 22050, 256
PHONEMES = "abcdefhijklmnopqrstuvxzɑɡʃʒʔˈː1"


def vits_voice(folder: Path, **arguments: Any) -> Voice:
    """A VITS voice of 1 MB in ``folder``; ``arguments`` are some of its model's."""
    config = VitsConfig(model_args=_vits_arguments(**arguments), characters=_characters())
    _save(folder, config, _random(Vits(config)))
    return _voice(folder)


def glow_voice(folder: Path, *, vocoder: bool = False) -> Voice:
    """A GlowTTS voice, with a HiFi-GAN or for Griffin and Lim."""
    config = GlowTTSConfig(
        characters=_characters("TTS.tts.utils.text.characters.IPAPhonemes", eos="~", bos="^"),
        hidden_channels_enc=16,
        hidden_channels_dec=16,
        hidden_channels_dp=16,
        num_flow_blocks_dec=2,
        num_block_layers=1,
        encoder_params={
            "kernel_size": 3,
            "dropout_p": 0.1,
            "num_layers": 1,
            "num_heads": 2,
            "hidden_channels_ffn": 16,
            "input_length": None,
        },
    )
    config.audio.griffin_lim_iters = 10
    _save(folder, config, _random(GlowTTS(config)))
    if vocoder:
        _hifigan(folder / "vocoder")
    return _voice(folder)


def exported_voice(folder: Path, loud: float = 300, **arguments: Any) -> Voice:
    """A VITS voice as Coqui exports it, which is how Piper's voices are made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = _vits_arguments(use_sdp=True, **arguments)
    config = VitsConfig(model_args=made, characters=_characters())
    model = _random(Vits(config), loud).eval()
    model.export_onnx(str(folder / "tiny.onnx"), verbose=False)
    characters = model.tokenizer.characters
    ids = {symbol: [number] for number, symbol in enumerate(characters.vocab)}
    entries = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "fa"},
        "num_symbols": len(ids),
        "num_speakers": 1,
        "hop_length": HOP,
        "phoneme_id_map": ids | {mark: [characters.blank_id] for mark in "^_$"},
    }
    (folder / "tiny.onnx.json").write_text(json.dumps(entries), encoding="utf-8")
    return replace(_voice(folder), engine="piper")


def mms_voice(folder: Path) -> Voice:
    """A voice as fairseq published MMS: weights under its names, letters in ``vocab.txt``."""
    folder.mkdir(parents=True)
    letters = ["|", *"_' -ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأئؤ"]
    (folder / "vocab.txt").write_text("\n".join(letters) + "\n", encoding="utf-8")
    data = {"sampling_rate": 16000, "training_files": "train.ltr", "add_blank": True}
    (folder / "config.json").write_text(json.dumps({"data": data}))
    config = VitsConfig(model_args=VitsArgs(init_discriminator=False))
    model = Vits(config)
    model.text_encoder.emb = torch.nn.Embedding(len(letters), config.model_args.hidden_channels)
    weights = {_fairseq_name(name): value for name, value in model.state_dict().items()}
    torch.save({"model": weights}, folder / "G_100000.pth")
    return Voice(
        id="mms",
        engine="coqui",
        language="fa",
        sample_rate=Hertz(16000),
        model=str(folder),
        alphabet="letters",
    )


def _vits_arguments(**arguments: Any) -> VitsArgs:
    small: dict[str, Any] = {
        "hidden_channels": 16,
        "hidden_channels_ffn_text_encoder": 32,
        "num_layers_text_encoder": 1,
        "num_layers_posterior_encoder": 1,
        "num_layers_flow": 1,
        "use_sdp": False,
        "init_discriminator": False,
        "upsample_rates_decoder": [16, 16],
        "upsample_kernel_sizes_decoder": [32, 32],
        "upsample_initial_channel_decoder": 16,
        "resblock_kernel_sizes_decoder": [3],
        "resblock_dilation_sizes_decoder": [[1, 1, 1]],
    }
    return VitsArgs(**small | arguments)


def _characters(
    kind: str = "TTS.tts.models.vits.VitsCharacters", **others: str
) -> CharactersConfig:
    return CharactersConfig(
        characters_class=kind,
        pad="_",
        blank="#",
        characters=PHONEMES,
        phonemes=None if others else "",
        punctuations="!,.?;: ",
        **others,
    )


def _random[M: torch.nn.Module](model: M, loud: float = 300) -> M:
    """``model`` with weights that are always the same, and about five frames a symbol."""
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for weights in model.parameters():
            weights.copy_(torch.randn(weights.shape, generator=generator) * 0.1)
        for name, weights in model.named_parameters():
            if name.endswith("duration_predictor.proj.bias"):
                weights.fill_(1.4)
            if "conv_post" in name:  # loud enough to be heard
                weights.mul_(loud)
    return model


def _save(folder: Path, config: Any, model: torch.nn.Module) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config.save_json(folder / "config.json")
    save_model(config, model, folder / "model.pth", current_step=0, epoch=0)


def _hifigan(folder: Path) -> None:
    """In Coqui's older format, which has the generator's weights alone."""
    config = HifiganConfig(
        generator_model_params={
            "upsample_factors": [16, 16],
            "upsample_kernel_sizes": [32, 32],
            "upsample_initial_channel": 16,
            "resblock_kernel_sizes": [3],
            "resblock_dilation_sizes": [[1, 1, 1]],
            "resblock_type": "1",
        }
    )
    generator = _random(GAN(config).model_g)
    folder.mkdir()
    config.save_json(folder / "config.json")
    torch.save({"model": generator.state_dict(), "model_disc": {}}, folder / "model.pth")


def _voice(folder: Path) -> Voice:
    return Voice(
        id="tiny", engine="coqui", language="fa", sample_rate=Hertz(RATE), model=str(folder)
    )


def _fairseq_name(name: str) -> str:
    """The name that fairseq has for a part of VITS."""
    for ours, theirs in _FAIRSEQ:
        if name.startswith(ours):
            return theirs + name.removeprefix(ours)
    return name


_FAIRSEQ = [
    ("text_encoder.", "enc_p."),
    ("waveform_decoder.", "dec."),
    ("posterior_encoder.", "enc_q."),
    *((f"flow.flows.{n}.", f"flow.flows.{2 * n}.") for n in (1, 2, 3)),
    *(
        (f"duration_predictor.{flows}.0.{ours}", f"dp.{flows}.0.{theirs}")
        for flows in ("flows", "post_flows")
        for ours, theirs in (("translation", "m"), ("log_scale", "logs"))
    ),
    *(
        (f"duration_predictor.{flows}.{n}.", f"dp.{flows}.{2 * n - 1}.")
        for flows in ("flows", "post_flows")
        for n in (1, 2, 3, 4)
    ),
    ("duration_predictor.", "dp."),
]
