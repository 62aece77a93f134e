from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import ConfigError, PublishError
from narrator.publish import state
from narrator.publish.categories import categories
from narrator.publish.documents import documents, stale
from narrator.publish.feed import Feed, item
from narrator.publish.paging import pages
from publish.feeds import HOSTILE, made_channel, made_feed, made_item

BAD = {
    "no title": ({"title": " "}, "'title' is missing"),
    "no address": ({"base": ""}, "'base' is missing"),
    "persian address": ({"base": "https://example.org/چای/"}, "in ASCII"),
    "script as address": ({"base": "javascript:alert(1)"}, "a web address"),
    "query": ({"base": "https://example.org/?a=1"}, "a web address"),
    "dots": ({"link": "example.org"}, "'link' must be a web address"),
    "email": ({"email": "a at example"}, "an e-mail address"),
    "language": ({"language": "Persian"}, "a language code"),
    "category": ({"category": "Art > Food"}, "did you mean 'Arts > Food'"),
    "type": ({"type": "daily"}, "one of episodic, serial"),
    "unknown": ({"titel": "چای"}, "did you mean 'title'?"),
    "kind": ({"explicit": "no"}, "true or false"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_feed_can_carry_is_refused(name: str) -> None:
    values, message = BAD[name]
    with pytest.raises(ConfigError) as caught:
        made_channel(**values)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_category_of_apple_is_known() -> None:
    assert len(categories()) == 19 + 91
    for name in categories():
        assert made_channel(category=name).category == name


def test_a_feed_keeps_its_guid_wherever_it_moves() -> None:
    here = made_channel()
    assert here.guid == "9fb723be-ab6b-5e8f-9ab8-4fb3aab502e9"
    assert made_channel(base="http://example.org/chay").guid == here.guid
    assert made_channel(base="https://elsewhere.org/", guid=here.guid).guid == here.guid


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_survive_the_state_file(name: str) -> None:
    feed = Feed(channel=made_channel(title=HOSTILE[name]))
    made = item(made_item(feed.channel, 1), {"title": HOSTILE[name], "summary": HOSTILE[name]})
    feed = feed.with_item(made)
    assert state.loads(state.dumps(feed), "here") == feed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"version": 1}',
        b'{"version": 2, "channel": {}, "episodes": [], "pending": []}',
        b'{"version": 1, "channel": {"title": ""}, "episodes": [], "pending": []}',
        state.dumps(made_feed(1)).replace(b'"number": 1', b'"number": "1"'),
        state.dumps(made_feed(1)).replace(b'"captions"', b'"subtitles"'),
        state.dumps(made_feed(1)).replace(b"+00:00", b""),
    ],
)
def test_a_damaged_state_file_is_one_clear_line(content: bytes) -> None:
    with pytest.raises(PublishError, match=r"^here: narrator-feed\.json is .+$"):
        state.loads(content, "here")


def test_an_episode_is_found_by_number_and_guid() -> None:
    feed = made_feed(12)
    assert feed.find("11") == feed.items[1]
    assert feed.find(feed.items[3].guid[:8]) == feed.items[3]
    for name in ("13", "zzzz", ""):
        with pytest.raises(ConfigError, match="no episode is called"):
            feed.find(name)


@given(st.integers(0, 60), st.integers(0, 9))
def test_pages_hold_every_episode_once_and_older_ones_never_change(count: int, size: int) -> None:
    items = made_feed(count).items
    found = pages(items, size, "new", "old-{}")
    assert [entry for page in found for entry in page.items] == list(items)
    assert found[0].name == "new"
    for newer, older in pairwise(found):
        assert (newer.older, older.newer) == (older.name, newer.name)
        assert len(older.items) == size
    if size and count:
        before = {page.name: page.items for page in pages(items[1:], size, "new", "old-{}")}
        for page in found[1:]:
            assert before.get(page.name, page.items) == page.items


def test_what_follows_from_a_change_and_nothing_else() -> None:
    before = made_feed(250, page=50)
    after = before.with_item(made_item(before.channel, 251))
    assert stale(before, after) == [after.items[0].page, "index.html", "feed.xml"]
    assert stale(after, after) == []
    edited = after.with_item(item(after.items[-1], {"title": "تازه"}))
    assert stale(after, edited) == [after.items[-1].page, "page-1.html", "feed-1.xml"]
    renamed = replace(after, channel=made_channel(title="نام تازه", page=50))
    assert stale(after, renamed) == list(documents(renamed))
    assert list(documents(renamed))[-1] == "feed.xml"
