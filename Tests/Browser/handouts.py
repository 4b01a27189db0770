#!/usr/bin/env python3
"""Opens the list of sheets as a salesperson does: Tests/Browser/handouts.py PROGRAM

Builds the guide that ships, with salesperson's copies and a sheet that has a place for a name, and uses it from file://
and from a server: names typed in the list are on the sheets, as text, and nowhere else; nothing is on the console.
Needs Playwright for Python, and the browser of TEBIKI_BROWSER or Debian's.
"""
import json
import os
import pathlib
import sys
import tempfile

from playwright.sync_api import sync_playwright

from common import Server, build_with, launch, preview

HERE = pathlib.Path(__file__).resolve().parent
NAME = '<script>alert(1)</script>"\'&𠮷田商店🍣'
LONG = ("医療法人社団みなとみらい地域医療振興会" * 4)[:60]
SHEET = """---
title: 名前の入る資料
audience: staff
---
{{customer.name}}のみなさん、こんにちは。
"""


class Visit:
    """A visit to the list of sheets, with what the consoles of all its pages said."""

    def __init__(self, browser, site, **options):
        self.said = []
        self.context = browser.new_context(locale="ja-JP", **options)
        self.context.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1 }")
        self.context.on("page", self.listen)
        self.site = site
        self.page = self.context.new_page()
        self.page.goto(f"{site}/handouts/index.html")

    def listen(self, page):
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def choose(self, trade, **names):
        self.page.locator(f"input[name=trade][value='{trade}']").evaluate('radio => radio.click()')
        for field, value in names.items():
            self.page.locator(f"select[name={field}]").select_option(value) if field == "honorific" else (
                self.page.locator(f"[name={field}]").fill(value))

    def open(self, selector, **click):
        with self.context.expect_page() as opened:
            self.page.locator(selector).first.click(**click)
        opened.value.wait_for_load_state()
        return opened.value

    def close(self):
        assert self.said == [], self.said
        self.context.close()


def wait_for(page, selector, text):
    page.wait_for_function(
        "([selector, text]) => document.querySelector(selector).textContent === text", arg=[selector, text], timeout=5000)


def card(title):
    return f".trade:not([hidden]) .cards li:has-text('{title}')"


def fills_names(browser, site):
    visit = Visit(browser, site)
    page = visit.page
    assert page.locator(".trade:visible").count() == 0
    page.locator("input[name=trade]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # by the keyboard alone
    assert page.locator(".trade:visible").count() == 1 and page.locator("[role=status]").inner_text()
    told = page.evaluate("""() => {
        const box = document.querySelector(".picker [role=status] a").getBoundingClientRect();
        const chips = document.querySelector(".chips").getBoundingClientRect();
        return {
            below: box.top - chips.bottom,
            leads: document.querySelector(".picker [role=status] a").hash === "#" + document.querySelector(".trade:not([hidden])").id,
        };
    }""")
    assert told["leads"] and 0 <= told["below"] < 40, told  # where the eye is, on a phone too
    visit.choose("clinic", name=NAME, title="院長", person="山田 花子", honorific="先生", date="2026-11-30")
    expected = f"{NAME}　院長　山田 花子 先生"
    assert page.locator(".preview output").inner_text() == expected

    sheet = visit.open(card("名前の入る資料") + " a.open")
    wait_for(sheet, ".to", f"{NAME}　スタッフのみなさまへ")
    assert sheet.locator(".main p").first.text_content() == f"{NAME}のみなさん、こんにちは。"
    assert sheet.locator(".main .blank").count() == 0 and sheet.locator(".main script").count() == 0
    sheet.reload()
    wait_for(sheet, ".to", f"{NAME}　スタッフのみなさまへ")

    for click in ({}, {"button": "middle"}, {"modifiers": ["Control"]}):
        sheet = visit.open(card("経営者向け") + " a.open", **click)
        wait_for(sheet, ".to", expected)
        assert sheet.locator(".day").text_content() == "2026年11月30日"
        assert "%" not in sheet.url and "?" not in sheet.url and "#" not in sheet.url
        assert sheet.evaluate("window.printed") is None

    pack = visit.open(".trade:not([hidden]) > div a.open")
    wait_for(pack, ".to", expected)
    names = pack.locator(".to").all_text_contents()
    assert len(names) == page.locator(card("")).count() > 1 and all(name.startswith(NAME) for name in names)

    printed = visit.open(card("経営者向け") + " button.print")
    printed.wait_for_function("() => window.printed === 1")
    printed.wait_for_timeout(500)
    assert printed.evaluate("window.printed") == 1 and printed.locator(".to").text_content() == expected
    printed.locator(".screen-bar .print").click()
    assert printed.evaluate("window.printed") == 2
    printed.reload()
    wait_for(printed, ".to", expected)
    printed.wait_for_timeout(300)
    assert printed.evaluate("window.printed") is None  # a reload shows the names, and no dialogue

    # The next customer changes no sheet that is open; what was typed is there again, until it is forgotten.
    visit.choose("clinic", name="次の会社")
    pack.wait_for_timeout(300)
    assert pack.locator(".to").first.text_content() == expected
    page.reload()
    assert page.locator("[name=name]").input_value() == "次の会社" and page.locator(".trade:visible").count() == 1
    page.get_by_role("button", name="入れた内容を消す").click()
    assert page.locator("[name=name]").input_value() == "" and page.evaluate("localStorage.getItem('tebiki-customer')") is None
    page.reload()
    assert page.locator("[name=name]").input_value() == "" and page.locator(".trade:visible").count() == 0
    visit.choose("clinic")
    sheet = visit.open(card("経営者向け") + " a.open")
    sheet.wait_for_timeout(500)
    assert sheet.locator(".to").text_content() == "クリニックの経営者のみなさまへ"
    assert sheet.locator(".day").text_content() == "2026年11月24日"
    visit.close()


def words_addressees_alike(browser, site):
    visit = Visit(browser, site)
    for case in json.loads((HERE / "addressees.json").read_text(encoding="utf-8")):
        line = visit.page.evaluate(
            """names => {
              const place = document.createElement("p");
              place.setAttribute("data-customer", "addressee");
              if (names.group) place.setAttribute("data-group", names.group);
              document.body.append(place);
              return new Promise(resolve => {
                const script = document.createElement("script");
                script.src = document.querySelector("script[src*='assets/sheet.']").src;
                script.onload = () => { tebiki.fill(names); resolve(place.textContent); place.remove(); };
                document.head.append(script);
              });
            }""", case)
        assert line == case["line"], (case, line)
    visit.close()


def refuses_what_is_not_from_the_list(browser, site, stranger):
    visit = Visit(browser, site)
    sheet = f"{site}/handouts/clinic/briefing.html"
    send = """([address, message, ms]) => new Promise(resolve => {
      const view = window.open(address);
      const timer = setInterval(() => view.postMessage(message, "*"), 50);
      setTimeout(() => { clearInterval(timer); resolve(); }, ms);
    })"""
    good = {"tebiki": "names", "name": "よその会社", "act": ""}
    wrong = [{**good, "name": "長" * 101}, {**good, "name": 1}, {**good, "style": "x"}, {**good, "tebiki": "x"}, "names", None]
    for message in wrong:
        with visit.context.expect_page() as opened:
            visit.page.evaluate(send, [sheet, message, 500])
        assert opened.value.locator(".to").text_content() == "クリニックの経営者のみなさまへ", message
    with visit.context.expect_page() as opened:
        visit.page.evaluate(send, [sheet, {**good, "act": "print"}, 500])  # again and again, and printed once
    assert opened.value.locator(".to").text_content() == "よその会社 御中" and opened.value.evaluate("window.printed") == 1
    opened.value.evaluate("message => window.postMessage(message, '*')", {**good, "name": "自分"})  # not the opener
    opened.value.wait_for_timeout(200)
    assert opened.value.locator(".to").text_content() == "よその会社 御中"
    if stranger:
        other = visit.context.new_page()
        other.goto(f"{stranger}/404.html")
        with visit.context.expect_page() as opened:
            other.evaluate(send, [sheet, good, 700])
        assert opened.value.locator(".to").text_content() == "クリニックの経営者のみなさまへ"
        visit.said = [said for said in visit.said if "postMessage" not in said]  # 'ready' does not reach a stranger
    visit.close()


def keeps_its_layout(browser, site, files):
    visit = Visit(browser, site)
    visit.choose("clinic", name=LONG, title="理事長兼院長", person="勅使河原 権左衛門")
    for trade in visit.page.locator("input[name=trade]").evaluate_all("inputs => inputs.map(input => input.value)"):
        visit.choose(trade)
        pack = visit.open(".trade:not([hidden]) > div a.open")
        pack.wait_for_function("name => document.querySelector('.to').textContent.includes(name)", arg=LONG)
        pack.emulate_media(media="print")
        pack.set_viewport_size({"width": 794, "height": 1123})
        found = pack.evaluate("""() => [...document.querySelectorAll(".sheet")].map(sheet => {
          const box = selector => sheet.querySelector(selector).getBoundingClientRect();
          const [to, date, head, title] = [box(".to"), box(".date"), box(".head"), box("h1")];
          return {
            apart: (to.right <= date.left || to.bottom <= date.top + 1) && date.right <= head.right + 1 && to.bottom <= title.top + 1,
            wide: sheet.scrollWidth > sheet.clientWidth + 1,
            millimetres: sheet.getBoundingClientRect().height / 96 * 25.4,
            pages: sheet.classList.contains("pages-1") ? 1 : 2,
          };
        })""")
        for sheet in found:
            assert sheet["apart"] and not sheet["wide"], (trade, sheet)
            assert sheet["millimetres"] <= 297 * sheet["pages"], (trade, sheet)
        pack.close()
    page = visit.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (360, 720, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for file in files:
                page.goto(f"{site}/{file}")
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (file, width, wide)
    visit.close()


def prints_alike_without_script(browser, site):
    shots = []
    for allowed in (True, False):
        visit = Visit(browser, site, java_script_enabled=allowed)
        page = visit.page
        if not allowed:
            assert page.locator(".picker").is_hidden() and page.locator("button.print:visible").count() == 0
            trades = page.locator(".trade").count()
            assert trades > 1 and page.locator(".trade:visible").count() == trades
            assert page.locator(".trade .cards a.open").count() > trades
        page.emulate_media(media="print")
        page.goto(f"{site}/handouts/clinic/pack.html")
        shots.append(page.screenshot(full_page=True))
        visit.close()
    assert shots[0] == shots[1]


def names_its_controls(browser, site):
    visit = Visit(browser, site)
    visit.choose("clinic")
    nameless = visit.page.evaluate("""() => [...document.querySelectorAll("main :is(input, select, button, a)")]
      .filter(one => !one.closest("[hidden]"))
      .filter(one => !(one.labels && one.labels.length) && !(one.getAttribute("aria-label") || one.textContent).trim())
      .map(one => one.outerHTML)""")
    assert nameless == [], nameless
    reached, page = [], visit.page
    page.locator("[name=name]").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    for wanted in ("まとめて開く", "まとめて印刷する", "印刷する", "話し方の覚え書き", "入れた内容を消す"):
        assert wanted in reached, (wanted, reached)
    visit.close()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(folder)
        built = build_with(program, folder, "handouts/zz-name.md", SHEET)
        browser = launch(playwright)
        other = Server(built)
        pages = sorted(str(file.relative_to(built)) for file in built.glob("handouts/*.html"))
        pages += sorted(str(file.relative_to(built)) for file in built.glob("handouts/clinic/*.html"))
        with preview(program, folder, folder / "output") as served:
            for site, stranger in ((f"file://{built}", None), (served, other.address)):
                for test, more in (
                    (fills_names, []), (words_addressees_alike, []), (refuses_what_is_not_from_the_list, [stranger]),
                    (keeps_its_layout, [pages]), (prints_alike_without_script, []), (names_its_controls, []),
                ):
                    test(browser, site, *more)
                    print(f"{site.split('/')[0]}//… {test.__name__.replace('_', ' ')}")
        browser.close()


main()
