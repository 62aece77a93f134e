"""Engines are found, judged without being loaded, and never stop each other."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from narrator.engines import EngineInfo, registry
from narrator.errors import EngineNotFound, EngineUnavailable

NEEDY = SimpleNamespace(
    info=EngineInfo(
        name="needy",
        version="1",
        accepts="text",
        max_length=10,
        requires=("wave", "no_such_package.part"),
        install="pip install 'narrator[needy]'",
    )
)
HOLLOW = SimpleNamespace(info="hello")


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    group = registry.GROUP
    points = {
        "espeak": "narrator.engines.espeak:ENGINE",
        "needy": f"{__name__}:NEEDY",
        "hollow": f"{__name__}:HOLLOW",
        "gone": "no_such_package:ENGINE",
        "nameless": "narrator.engines.espeak:NOTHING",
    }
    entries = {name: EntryPoint(name, value, group) for name, value in points.items()}
    monkeypatch.setattr(registry, "_found", lambda: entries)
    registry.engine.cache_clear()
    yield
    registry.engine.cache_clear()


def test_statuses() -> None:
    found = {status.name: status for status in registry.statuses()}
    assert {name: status.state for name, status in found.items()} == {
        "espeak": "ready",
        "needy": "missing",
        "hollow": "broken",
        "gone": "broken",
        "nameless": "broken",
    }
    assert found["needy"].problem == "lacks no_such_package.part: pip install 'narrator[needy]'"
    assert found["espeak"].problem == ""
    assert "no_such_package" in found["gone"].problem


def test_only_the_broken_engine_is_unavailable() -> None:
    assert registry.engine("espeak").info.name == "espeak"
    with pytest.raises(EngineUnavailable, match="'gone' does not load"):
        registry.engine("gone")
    with pytest.raises(EngineNotFound, match="no engine 'nothing'; there are: espeak, gone"):
        registry.engine("nothing")
