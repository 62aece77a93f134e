"""The jobs of a studio: the open article as audio, and that as an episode of a feed."""

from dataclasses import replace
from pathlib import Path

from narrator import app
from narrator.config import Settings
from narrator.errors import ProductionError
from narrator.production.mastering import Progress
from narrator.production.produce import Result
from narrator.read import Options, read
from narrator.repair import repair
from narrator.studio.jobs import Work


def making(article: Path, settings: Settings) -> Work:
    """Makes one file beside ``article``, and replaces the one that is there."""

    def work(progress: Progress) -> tuple[str, str]:
        settings_of_one = replace(settings, split="none")
        path = article.with_suffix(f".{settings.format}")
        return path.name, _missing(_made(article, path, settings_of_one, progress))

    return work


def publishing(article: Path, settings: Settings, where: str) -> Work:
    """Publishes to the feed at ``where`` what ``making`` made, made anew where that is due.

    It is due where the article, its lexicons or its settings are younger than the audio.
    """

    def work(progress: Progress) -> tuple[str, str]:
        settings_of_episode = app.publishable(settings)
        audio = article.with_suffix(f".{settings.format}")
        inputs = app.inputs(str(article), settings)
        if any(app.is_due(str(file), audio) for file in inputs):
            result = _made(article, audio, settings_of_episode, progress)
            if result.failures:
                audio.unlink()  # what was spoken is kept: the next try speaks what is missing
                raise ProductionError(f"not published: {_missing(result)}")
        return audio.name, app.publish(audio, where)

    return work


def _made(article: Path, path: Path, settings: Settings, progress: Progress) -> Result:
    options = Options(mend=lambda text: repair(text).text)
    return app.producer(settings).make(read(article, options), path, progress)


def _missing(result: Result) -> str:
    count = len(result.failures)
    return f"{count} sentences could not be spoken: {result.failures[0].reason}" if count else ""
