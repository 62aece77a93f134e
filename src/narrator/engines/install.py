"""Voices brought to this machine and taken from it: their files, and what is known of them.

A voice whose model is here has a TOML file of the user's own, with the folder, the
checksums and the sample rate that its files have; it stands before the bundled one.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from narrator.engines.download import download, sha256
from narrator.engines.voices import folder_of, load, own_file, voices
from narrator.errors import InstallError, VoiceNotFound
from narrator.model import Hertz, ModelFile, Voice

type Report = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are there and those there will be."""

_SUFFIXES = (".onnx", ".json", ".pth", ".txt")
_ID = re.compile(r"\w[\w.-]*")
_RATES = (("audio", "sample_rate"), ("data", "sampling_rate"))
"""Where a model's JSON says its sample rate: Piper and Coqui, fairseq."""


def install(voice: Voice, *, mirror: str = "", accepted: bool, report: Report) -> Voice:
    """Download what ``voice`` still lacks and complete its TOML; the voice as it is now.

    ``mirror`` is an address that stands for the host of each file.

    Raises:
        InstallError: its terms were not accepted, or a file cannot be had; the message
            says which files belong where.
    """
    if not voice.files:
        raise InstallError(f"voice '{voice.id}' has no files to install")
    if voice.restrictions and not accepted:
        raise InstallError(
            f"voice '{voice.id}' is under {voice.licence}: {voice.restrictions}; "
            "--accept-licence says that you accept that"
        )
    folder = folder_of(voice)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InstallError(f"{folder}: cannot be made ({error.strerror})") from error
    try:
        done = [_install(file, folder, mirror, report) for file in voice.files]
    except InstallError as error:
        raise InstallError(f"{error} (or put there yourself: {by_hand(voice)})") from error
    return _complete(replace(voice, files=tuple(done)), folder)


def by_hand(voice: Voice) -> str:
    """Which files to put where, in one line."""
    names = ", ".join(f"{file.name} from {file.url}" for file in voice.files)
    return f"into {folder_of(voice)}: {names}"


def add(folder: Path, voice_id: str = "") -> Voice:
    """Know the model in ``folder`` as a voice from now on; the folder stays where it is.

    Raises:
        InstallError: it holds no model that an engine can read, or the id is taken.
    """
    folder = folder.expanduser().resolve()
    models = sorted(folder.glob("*.onnx")) or sorted(folder.glob("*.pth"))
    if not models:
        raise InstallError(f"{folder}: holds no model (.onnx for Piper, .pth for Coqui)")
    engine = "piper" if models[0].suffix == ".onnx" else "coqui"
    config = folder / (f"{models[0].name}.json" if engine == "piper" else "config.json")
    new = voice_id or folder.name
    if not _ID.fullmatch(new):
        raise InstallError(f"'{new}' is no id of a voice (letters, digits, - _ .); --id names it")
    if new in voices() and not own_file(new).exists():
        raise InstallError(f"there is a voice '{new}' already; --id gives yours another name")
    letters = "letters" if (folder / "vocab.txt").is_file() else ""
    names = [path.name for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES]
    voice = Voice(
        id=new,
        engine=engine,
        language=_language(_config(config)),
        sample_rate=Hertz(0),
        alphabet=letters,
        files=tuple(ModelFile(name=name, sha256=sha256(folder / name)) for name in names),
    )
    return _complete(voice, folder)


def remove(voice: Voice) -> None:
    """Forget an installed or added voice; only files that were downloaded are deleted.

    Raises:
        InstallError: it is neither, or cannot be deleted.
    """
    own, downloaded = own_file(voice.id), folder_of(replace(voice, model=""))
    if not own.exists() and not downloaded.exists():
        raise InstallError(f"voice '{voice.id}' is not installed")
    try:
        own.unlink(missing_ok=True)
        if downloaded.exists():
            shutil.rmtree(downloaded)
    except OSError as error:
        raise InstallError(f"{error.filename}: cannot be deleted ({error.strerror})") from error
    voices.cache_clear()


def _install(file: ModelFile, folder: Path, mirror: str, report: Report) -> ModelFile:
    path = folder / file.name
    if path.is_file():
        digest = sha256(path)
        if digest == (file.sha256 or digest):
            return replace(file, bytes=path.stat().st_size, sha256=digest)
    digest = download(
        file, _at(file.url, mirror), folder, lambda done, total: report(file.name, done, total)
    )
    return replace(file, bytes=path.stat().st_size, sha256=digest)


def _at(url: str, mirror: str) -> str:
    return mirror.rstrip("/") + urlsplit(url).path if mirror else url


def _complete(voice: Voice, folder: Path) -> Voice:
    """Write what is known of ``voice`` now into its own TOML file."""
    config = next((folder / f.name for f in voice.files if f.name.endswith(".json")), None)
    rate = _rate(_config(config)) if config else 0
    sums = "".join(sorted(file.sha256 for file in voice.files))
    known = replace(
        voice,
        model=str(folder),
        sha256=hashlib.sha256(sums.encode()).hexdigest(),
        sample_rate=Hertz(rate or voice.sample_rate),
    )
    if not known.sample_rate:
        raise InstallError(f"{config or folder}: does not say the sample rate of its voice")
    path = own_file(voice.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomlkit.dumps(_entries(known)), encoding="utf-8")
    voices.cache_clear()
    return load(path)


def _entries(voice: Voice) -> dict[str, Any]:
    """What differs from the defaults, as a voice's TOML has it."""
    values = asdict(voice)
    values["files"] = [{k: v for k, v in file.items() if v} for file in values["files"]]
    values["variants"] = list(voice.variants)
    return {f.name: values[f.name] for f in fields(Voice) if values[f.name] not in ("", [], {})}


def _config(path: Path) -> dict[str, Any]:
    try:
        config = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise VoiceNotFound(f"{path}: is missing; the model comes with one") from error
    except (OSError, ValueError) as error:
        raise InstallError(f"{path}: is no JSON file ({error})") from error
    return config if isinstance(config, dict) else {}


def _rate(config: dict[str, Any]) -> int:
    for table, key in _RATES:
        entries = config.get(table)
        if isinstance(entries, dict) and isinstance(entries.get(key), int):
            return int(entries[key])
    return 0


def _language(config: dict[str, Any]) -> str:
    """As Piper's JSON says; Persian where nothing is said."""
    espeak = config.get("espeak")
    named = espeak.get("voice") if isinstance(espeak, dict) else None
    return str(named or "fa")
