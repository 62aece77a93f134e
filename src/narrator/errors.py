"""Every failure narrator reports on purpose, as one tree.

    NarratorError
    ├── ConfigError            narrator.toml or an option is wrong
    ├── DataError              a language table or model is wrong (file, line)
    ├── ArticleError           an article cannot be read or says nothing
    ├── EngineError
    │   ├── EngineNotFound     no engine of that name
    │   ├── EngineUnavailable  known, but its packages are missing (install hint)
    │   ├── VoiceNotFound      no voice of that name, or its model is not here
    │   ├── InstallError       a voice cannot be installed or removed
    │   └── SynthesisError     one utterance could not be spoken
    │       └── SoundError     something came out, but no speech: another take may do
    ├── ProductionError        some sentences could not be made
    ├── ClusterError           a cluster cannot be reached, or cannot do the work
    ├── EncodeError            the audio file could not be written
    ├── AudioError             an audio file cannot be read
    └── PublishError           the feed or its target refused

Each carries one clear line that says what is wrong and what to do, and the
exit status the command line ends with. Third-party exceptions are translated
where they appear, with ``from``.
"""

from pathlib import Path


class NarratorError(Exception):
    exit_code = 1


class ConfigError(NarratorError):
    exit_code = 2


class DataError(NarratorError):
    exit_code = 3

    def __init__(self, file: Path | str, line: int | None, message: str) -> None:
        """``line`` is 1-based; None where the whole file is meant."""
        where = str(file) if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {message}")
        self.file, self.line, self.message = file, line, message

    def __reduce__(self) -> tuple[type, tuple[Path | str, int | None, str]]:
        return type(self), (self.file, self.line, self.message)  # to travel between processes


class ArticleError(NarratorError):
    exit_code = 4


class EngineError(NarratorError):
    exit_code = 5


class EngineNotFound(EngineError):
    pass


class EngineUnavailable(EngineError):
    pass


class VoiceNotFound(EngineError):
    pass


class InstallError(EngineError):
    pass


class SynthesisError(EngineError):
    pass


class SoundError(SynthesisError):
    pass


class ProductionError(NarratorError):
    exit_code = 6


class EncodeError(NarratorError):
    exit_code = 7


class PublishError(NarratorError):
    exit_code = 8


class AudioError(NarratorError):
    exit_code = 9


class ClusterError(NarratorError):
    exit_code = 10
