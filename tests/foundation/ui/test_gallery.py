"""Every component in a real browser, at both widths and in both sizes of type."""

from __future__ import annotations

import base64

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
WIDE, NARROW = 1440, 360


@pytest.fixture
def gallery(sign_in, account):
    page = sign_in(account)

    def show(width, *, large=False):
        if account.large_type != large:
            page.goto("/gallery/")
            page.get_by_role("button", name="大字版").click()
            account.large_type = large
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/gallery/")
        return page

    return show


COUNT = """async data => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const dots = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const seen = new Map();
  for (const dot of dots) seen.set(dot, (seen.get(dot) || 0) + 1);
  const hex = dot => [dot & 255, dot >> 8 & 255, dot >> 16 & 255].map(x => x.toString(16).padStart(2, '0')).join('');
  return [...seen].filter(([, count]) => count > 50).map(([dot, count]) => [hex(dot), count / dots.length]);
}"""


def colours(page, png):
    """The share of each colour of a picture, counted by the browser itself."""
    counter = page.context.new_page()
    found = dict(counter.evaluate(COUNT, base64.b64encode(png).decode()))
    counter.close()
    return found


@pytest.mark.parametrize("large", [False, True], ids=["标准字", "大字版"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_scrolls_sideways_and_nothing_complains(gallery, width, large):
    page = gallery(width, large=large)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []


def test_large_type_makes_text_grow_and_distances_stay(gallery):
    size = "getComputedStyle(document.body).fontSize"
    gap = "getComputedStyle(document.querySelector('.card-body')).paddingTop"
    page = gallery(WIDE)
    before = page.evaluate(size), page.evaluate(gap)
    page = gallery(WIDE, large=True)
    assert before == ("16px", "20px")
    assert (page.evaluate(size), page.evaluate(gap)) == ("20.48px", "20px")


def test_no_text_is_smaller_than_fourteen(gallery):
    small = gallery(WIDE).evaluate(
        """[...document.querySelectorAll('body *')].filter(e =>
             [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) &&
             parseFloat(getComputedStyle(e).fontSize) < 14 && !e.closest('.bubble')
           ).map(e => e.className + ' ' + e.textContent.slice(0, 20))"""
    )
    assert small == []


def test_targets_are_large_enough_on_a_phone(gallery):
    small = gallery(NARROW).evaluate(
        """[...document.querySelectorAll('button, .button, summary, .bottombar a')].filter(e => {
             const box = e.getBoundingClientRect();
             return box.width && box.height < 43.5 && !e.closest('.toast');
           }).map(e => e.className + ' ' + e.textContent.trim().slice(0, 20))"""
    )
    assert small == []


def test_breached_is_the_darkest_of_the_verdicts_also_without_colour(gallery):
    light = gallery(WIDE).evaluate(
        """Object.fromEntries(['breached', 'at_risk', 'met', 'exempt'].map(name => {
             const rgb = getComputedStyle(document.querySelector('.mark-' + name + ':not(.mark-bare)'))
               .backgroundColor.match(/\\d+/g).map(Number);
             return [name, 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]];
           }))"""
    )
    assert min(light, key=light.get) == "breached"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_has_the_colours_of_the_style(gallery, width):
    """A smoke test of pixels: the page ground, cards, the brand and the three verdict colours are all there."""
    page = gallery(width)
    seen = colours(page, page.screenshot(full_page=True))
    assert seen["ffffff"] > 0.3
    assert seen["f3f4f6"] > 0.02
    for colour in ("8a1f24", "b8330a", "ffefc7", "e2f1ef"):
        assert seen.get(colour, 0) > 0.0002, colour
    assert seen["ffffff"] > seen["e2f1ef"] > seen["b8330a"]


def test_arrow_keys_walk_the_heat_map_and_the_tree(gallery):
    page = gallery(WIDE)
    focused = "document.activeElement.getAttribute('href')"
    page.locator(".heat-cell[tabindex='0']").focus()
    assert page.evaluate(focused) == "#0-10"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "#1-9"
    page.keyboard.press("Home")
    assert page.evaluate(focused) == "#1-1"
    page.locator(".tree summary").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.closest('li').querySelector('details').open") is False
    page.keyboard.press("ArrowLeft")
    assert "云溪镇党委" in page.evaluate("document.activeElement.textContent")


def test_a_dialog_stands_on_the_safe_choice_and_waits_for_the_name(gallery):
    page = gallery(WIDE)
    page.locator("[data-open=void]").click()
    assert page.evaluate("document.activeElement.textContent") == "不作废"
    act = page.locator("#void [data-guarded]")
    assert act.is_disabled()
    page.locator("#void-name").fill("三组党小组会")
    assert act.is_enabled()
    page.keyboard.press("Escape")
    assert page.locator("#void").is_hidden()


def test_what_was_typed_is_kept_and_can_be_brought_back(gallery):
    page = gallery(WIDE)
    page.locator("#id_site").fill("村史馆")
    form = page.locator("form:has(#id_site)")
    assert "草稿存在本机" in form.locator("[data-draft-note]").inner_text()
    page.reload()
    assert page.locator("#id_site").input_value() == ""
    form.get_by_role("button", name="恢复草稿").click()
    assert page.locator("#id_site").input_value() == "村史馆"


def test_signing_out_leaves_no_draft_behind(gallery):
    page = gallery(WIDE)
    page.locator("#id_site").fill("村史馆")
    drafts = "Object.keys(localStorage).filter(key => key.startsWith('zhidu.draft.')).length"
    assert page.evaluate(drafts) == 1
    page.locator("form[data-leave]").first.evaluate("form => form.dispatchEvent(new Event('submit'))")
    assert page.evaluate(drafts) == 0


def test_two_forms_of_a_page_keep_their_own_drafts(gallery):
    keys = gallery(WIDE).evaluate(
        "[...document.querySelectorAll('form[data-draft]')].map(one => one.dataset.draft)"
    )
    assert keys == ["/gallery/", "/gallery/#fresh"]


def test_printed_pages_drop_the_frame_and_keep_the_marks(gallery):
    page = gallery(WIDE)
    page.emulate_media(media="print")
    for gone in (".rail", ".topbar", ".bottombar", ".button", ".tabs"):
        assert page.locator(gone).first.is_hidden(), gone
    assert page.locator(".mark-breached").first.is_visible()


def test_without_script_a_decision_stands_open_in_the_page(browser, live_server, account, sign_in):
    cookies = sign_in(account).context.cookies()
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/gallery/")
    assert page.locator("#void").is_visible()
    assert page.locator("[data-open=void]").is_hidden()
    context.close()


def test_the_first_stop_of_the_keyboard_leads_past_the_frame(gallery):
    page = gallery(WIDE)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("Tab")
    first = page.evaluate("[...document.querySelectorAll('a')][0].textContent")
    assert first == "跳到正文"
