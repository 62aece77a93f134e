"""Words mended on the page: what is seen, heard and kept."""

import numpy as np
from playwright.sync_api import Browser, Page, expect

from browsers import until
from studio.pages import SOUNDS, heard, open_word, opened, reading, sounds, word
from studio.serving import Served


def say(page: Page, phonemes: str) -> None:
    page.locator(".reading", has_text=phonemes).click()


def save(page: Page) -> None:
    page.locator("#panel form > .primary").click()


def test_another_reading_of_a_homograph_is_heard_kept_compared_and_taken_back(page: Page) -> None:
    play = page.locator("#text .play").nth(1)
    first = heard(page, play.click)
    open_word(page, "کرم")
    assert reading(page) == "keɾme"
    tried = heard(page, lambda: say(page, "kæɾæm"), "/try")
    assert word(page, "کرم").get_attribute("class") != "word own"
    mended = heard(page, lambda: save(page))
    expect(page.locator(".said .ipa")).to_have_text("kæɾæme")
    expect(word(page, "کرم")).to_have_class("word own")
    assert not np.array_equal(first, mended)
    assert np.array_equal(tried, mended)
    before = heard(page, page.get_by_role("button", name="پیش از تغییر").click, "?take=before")
    assert np.array_equal(before, first)
    page.locator(".undo button").click()
    expect(page.locator(".said .ipa")).to_have_text("keɾme")
    until(page, "!document.querySelector('.sounding')")
    assert np.array_equal(heard(page, play.click), first)


def test_a_reading_for_always_is_kept_in_the_lexicon_and_outlives_a_reload(
    page: Page, studio: Served
) -> None:
    open_word(page, "باغ", 1)
    page.fill("#own", "bɒɢe")
    page.locator("#panel").get_by_text("همیشه").click()
    heard(page, lambda: save(page))
    lexicon = studio.folder.parent / "config" / "narrator" / "lexicon.tsv"
    assert "باغ\tbɒɢe" in lexicon.read_text("utf-8")
    page.reload()
    expect(word(page, "باغ")).to_have_class("word own")
    expect(word(page, "باغ", 1)).to_have_class("word own")
    page.keyboard.press("u")
    expect(word(page, "باغ")).not_to_have_class("word own")
    assert not lexicon.exists() or "باغ" not in lexicon.read_text("utf-8")


def test_what_is_wrong_with_a_reading_is_shown_where_it_is(
    browser: Browser, studio: Served
) -> None:
    with opened(browser, studio, expected="422") as page:
        open_word(page, "خاک")
        page.fill("#own", "xa9k")
        page.keyboard.press("Enter")
        expect(page.locator("#reading-error")).to_contain_text("column 3")
        selected = page.evaluate("[own.selectionStart, own.selectionEnd]")
        assert selected == [2, 3]
        assert page.locator("#own").get_attribute("aria-invalid") == "true"
        assert page.locator("#undo").is_disabled()
        page.fill("#own", "xɒːk")
        expect(page.locator("#reading-error")).to_be_empty()
        heard(page, lambda: page.keyboard.press("Enter"))
        expect(page.locator("#undo")).to_be_enabled()


def test_an_ezafe_is_written_into_the_text(page: Page, studio: Served) -> None:
    open_word(page, "باغ", 1)
    assert reading(page) == "bɒɢ"
    heard(page, page.locator("#panel").get_by_text("با کسره").click, "/try")
    assert not page.get_by_text("همین‌جا", exact=True).is_visible()  # it can be nowhere else
    heard(page, lambda: save(page))
    expect(page.locator(".said .ipa")).to_have_text("bɒɢe")
    assert "این باغِ بزرگ" in (studio.folder / "a.md").read_text("utf-8")


def test_an_acronym_is_said_in_full(page: Page, studio: Served) -> None:
    open_word(page, "NASA")
    assert page.locator("#panel legend").all_inner_texts()[1] == "نام کوتاه"
    heard(page, page.locator("#panel").get_by_text("حرف‌به‌حرف").click, "/try")
    page.locator("#panel").get_by_text("در این مقاله").click()
    heard(page, lambda: save(page))
    expect(page.locator(".said bdi").first).to_contain_text("اِن")


def next_doubt(page: Page) -> str:
    """The word that <n> goes to, once the panel shows it and its sentence sounds."""
    sounded = len(sounds(page))
    page.keyboard.press("n")
    now = "document.querySelector('.doubts [aria-current] .word')?.textContent"
    until(page, f"document.getElementById('panel-word')?.textContent === {now}")
    until(page, f"{SOUNDS}.length > {sounded}")
    return page.locator("#panel-word").inner_text()


def test_the_words_worth_checking_by_keyboard_alone(page: Page) -> None:
    expect(page.locator("[data-view='doubts'] .help")).to_contain_text("مشکوک‌ترین‌ها")
    count = page.locator(".doubts li").count()
    seen = [next_doubt(page)]
    while page.locator(".reading").count() < 2:
        seen.append(next_doubt(page))
        assert seen[-1] != seen[-2], "no doubtful word has two readings"
    heard(page, lambda: page.keyboard.press("Digit2"), "/try")
    heard(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".doubts li")).to_have_count(count - 1)
    assert next_doubt(page) != seen[-1]
    page.keyboard.press("u")
    expect(page.locator("#undo")).to_be_disabled()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#text .word')")


def test_keys_are_not_taken_from_fields(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("n u 1?b")
    assert page.locator("#search").input_value() == "n u 1?b"
    assert not page.locator("#help").is_visible()
    assert page.locator("#text [aria-expanded]").count() == 0
