from pathlib import Path

from narrate import narrate, result, write

SCORE = "بازی ۳-۲ تمام شد."


def test_the_readings_that_lost_are_shown_on_request_only(tmp_path: Path) -> None:
    write(tmp_path, text=SCORE)
    plain = narrate(tmp_path, "explain", "a.txt").stdout
    full = narrate(tmp_path, "explain", "a.txt", "--losers").stdout
    assert "score          ۳-۲ → سه بر دو" in plain
    assert "not " not in plain
    assert "not cardinal   ۳ → سه" in full


def test_the_readings_that_lost_as_data(tmp_path: Path) -> None:
    write(tmp_path, text=SCORE)
    entry = result(narrate(tmp_path, "explain", "a.txt", "--json", "--losers"))
    lost = {(loser["rule"], loser["written"], loser["spoken"]) for loser in entry["losers"]}
    assert {("cardinal", "۳", "سه"), ("cardinal", "۲", "دو")} <= lost
    assert "losers" not in result(narrate(tmp_path, "explain", "a.txt", "--json"))
