#!/usr/bin/env python3
"""Opens the site as its readers do: Tests/Browser/site.py PROGRAM

Builds the guide that ships, with tags, an earlier address and a page of everything that texts can hold, and looks at every
template from file:// and from a server: at 360 and 1280 pixels, in light, dark and print, with and without script. Nothing
is on the console, nothing comes from elsewhere, nothing is wider than the screen, axe finds no violation, and the keyboard
reaches everything. Needs Playwright and axe for Python, and the browser of TEBIKI_BROWSER or Debian's.
"""
import os
import pathlib
import re
import sys
import tempfile

import axe_playwright_python
from playwright.sync_api import sync_playwright

from common import build_with, launch, preview

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING = """---
title: なんでも入ったページ
description: 本文に書けるものを一通り並べます。
tags: [試し, なんでも]
aliases: [/earlier/address.html]
updated: 2026-11-20
role: [sales]
---
## 表とコード {#first}

| 項目 | とても長い見出しの付いた列 | もう一つの列 | さらにもう一つ |
| --- | --- | --- | --- |
| `valid_months` | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz | 二 | 三 |

```text
とても長い一行です。とても長い一行です。とても長い一行です。とても長い一行です。とても長い一行です。とても長い一行です。
```

本文です[^1]。[外への案内](https://example.jp/)もあります。

""" + "段落です。\n\n" * 30 + """## 囲みと一覧 {#second}

:::warning
注意します。
:::

- [ ] まだ
- [x] 済み

:::figure customer-side
:::

""" + "段落です。\n\n" * 30 + """### 終わりに {#third}

最後です。

""" + "段落です。\n\n" * 30 + """
[^1]: 注です。
"""
# One page of each template, and of each kind that looks different.
PAGES = [
    "index.html", "everything.html", "practices/persuasion.html", "industries/clinic.html", "measures/restore-drill.html",
    "resources/index.html", "paths.html", "topics.html", "tags/index.html", "tags/試し.html", "glossary.html", "404.html",
    "parts/part2/print.html", "handouts/index.html", "handouts/clinic/briefing.html", "handouts/clinic/pack.html",
    "handouts/clinic/briefing.talk.html",
]
# Sheets carry their own script and print alike; whether they fit is looked at by handouts.py and the tool itself.
SHEETS = [page for page in PAGES if page.startswith("handouts/clinic/")]


class Visit:
    """A reader's browser, with what its console said and what it fetched."""

    def __init__(self, browser, site, width=1280, **options):
        self.said, self.site = [], site
        self.context = browser.new_context(locale="ja-JP", viewport={"width": width, "height": 800}, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("requestfailed", self.fails)
        self.page.on("response", lambda response: response.status < 400 or self.said.append(f"{response.status}: {response.url}"))
        self.page.on("request", self.fetches)

    def fails(self, request):
        if request.failure != "net::ERR_ABORTED":  # who goes to another page leaves what still loads
            self.said.append(f"failed: {request.url}: {request.failure}")

    def fetches(self, request):
        if not request.url.startswith((self.site, "data:")):
            self.said.append(f"fetched from elsewhere: {request.url}")

    def open(self, path):
        self.page.goto(f"{self.site}/{path}")
        return self.page

    def close(self):
        self.said = [said for said in self.said if "favicon.ico" not in said]
        assert self.said == [], self.said
        self.context.close()


def opens_everywhere(browser, site):
    for script in (True, False):
        for width in (360, 1280):
            visit = Visit(browser, site, width, java_script_enabled=script)
            for path in PAGES:
                page = visit.open(path)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    if script:
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        assert wide <= width, (path, width, wide)
                broken = page.evaluate("""[...document.querySelectorAll("td code")]
                  .filter(code => !/[-\\s…]/.test(code.textContent) && code.getClientRects().length > 1).length""")
                assert broken == 0, (path, width, "code of a table is broken")
                assert page.locator("main").is_visible() and page.locator("h1").first.is_visible(), path
            visit.close()


def pleases_axe(browser, site):
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            visit = Visit(browser, site, width, color_scheme=scheme)
            for path in PAGES:
                if scheme == "dark" and path in SHEETS:
                    continue  # they are paper, and white
                page = visit.open(path)
                page.evaluate(AXE)
                found = page.evaluate("axe.run({preload: false}).then(result => result.violations)")
                broken = [(one["id"], node["html"][:120], node["failureSummary"][:300]) for one in found for node in one["nodes"]]
                assert broken == [], (path, width, scheme, broken[:5])
            visit.close()


def is_reached_by_keyboard(browser, site):
    for width in (360, 1280):
        visit = Visit(browser, site, width)
        for path in PAGES:
            page = visit.open(path)
            wanted = page.evaluate("""() => {
              const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
              const shown = all.filter(one => one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
                && one.getClientRects().length && !one.disabled);
              // Of a group of radio buttons Tab reaches one; arrows the others.
              return shown.filter(one => one.type !== "radio").map(one => {
                one.dataset.wanted = "yes";
                return one.outerHTML.slice(0, 90);
              }).length;
            }""")
            for _ in range(wanted + 40):
                page.keyboard.press("Tab")
                if page.evaluate("""() => {
                  const here = document.activeElement;
                  if (here === document.body) return false;
                  const style = getComputedStyle(here);
                  if (here.dataset.wanted && here.type !== "radio" && style.outlineStyle === "none") here.dataset.blind = "yes";
                  delete here.dataset.wanted;
                  return !document.querySelector("[data-wanted]");
                }"""):
                    break
            left = page.evaluate("[...document.querySelectorAll('[data-wanted], [data-blind]')].map(one => one.outerHTML.slice(0, 120))")
            assert left == [], (path, width, left[:5])
        visit.close()


def prints_in_black_on_white(browser, site):
    visit = Visit(browser, site, 718, color_scheme="dark")  # A4 less its margins
    visit.context.add_init_script("try { localStorage.setItem('tebiki-theme', 'dark') } catch (e) {}")
    for path in PAGES:
        page = visit.open(path)
        page.emulate_media(media="print")
        found = page.evaluate("""() => ({
          paper: getComputedStyle(document.body).backgroundColor,
          shown: [...document.querySelectorAll(".menu, .theme-switch, .side, .outline, .pager, .path, .skip, .screen-bar, .ways")]
            .filter(one => one.getClientRects().length).map(one => one.className),
          wide: document.documentElement.scrollWidth,
        })""")
        assert found["shown"] == [], (path, found)
        if path not in SHEETS:
            assert found["paper"] == "rgb(255, 255, 255)" and found["wide"] <= 718, (path, found)
        page.emulate_media(media="screen")
    visit.close()


def keeps_the_readers_choice(browser, site):
    visit = Visit(browser, site, color_scheme="light")
    page = visit.open("everything.html")
    button = page.locator(".theme-switch")
    assert button.text_content() == "暗い表示"
    button.click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert button.text_content() == "明るい表示" and page.evaluate("document.documentElement.dataset.theme") == "dark"
    page = visit.open("glossary.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    # What chooses runs before anything is shown: it stands before the style and waits for nothing.
    assert page.evaluate("""() => {
      const script = document.querySelector("script[src*='theme.']"), style = document.querySelector("link[rel=stylesheet]");
      return !script.defer && !script.async && !!(script.compareDocumentPosition(style) & Node.DOCUMENT_POSITION_FOLLOWING);
    }""")
    visit.close()


def follows_the_reader(browser, site):
    visit = Visit(browser, site, reduced_motion="reduce")
    page = visit.open("everything.html")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    current = "() => (document.querySelector('.outline [aria-current]') || {}).textContent || ''"
    for place, text in (("third", "終わりに"), ("second", "囲みと一覧"), ("first", "表とコード"), ("third", "終わりに")):
        page.evaluate("id => document.getElementById(id).scrollIntoView()", place)
        page.wait_for_function(f"text => ({current})() === text", arg=text, timeout=3000)
    page.evaluate("document.getElementById('second').scrollIntoView({block: 'end'})")  # upwards: below the line again
    page.wait_for_function(f"() => ({current})() === '表とコード'", timeout=3000)
    visit.close()


def leads_on_from_an_earlier_address(browser, site):
    for script in (True, False):
        visit = Visit(browser, site, java_script_enabled=script)
        visit.open("earlier/address.html")
        visit.page.wait_for_url(f"{site}/everything.html", timeout=3000)
        visit.close()


def says_what_it_may(built):
    for file in built.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert policy and policy[1].startswith("default-src 'none';") and "unsafe-eval" not in policy[1], file
        for word in ("base-uri 'none'", "form-action 'none'"):
            assert word in policy[1], (file, word)
        assert "script-src 'unsafe-inline'" not in policy[1] and "*" not in policy[1], file
        inline = [tag for tag in re.findall(r"<script[^>]*>", text) if " src=" not in tag and "application/ld+json" not in tag]
        assert inline == [] and not re.search(r"<[^>]+ (style|on\w+)=\"", text), file


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(folder)
        built = build_with(program, folder, "everything.md", EVERYTHING)
        says_what_it_may(built)
        print("says what it may")
        browser = launch(playwright)
        with preview(program, folder, folder / "output") as served:
            for site in (f"file://{built}", served):
                for test in (
                    opens_everywhere, pleases_axe, is_reached_by_keyboard, prints_in_black_on_white, keeps_the_readers_choice,
                    follows_the_reader, leads_on_from_an_earlier_address,
                ):
                    test(browser, site)
                    print(f"{site.split('/')[0]}//… {test.__name__.replace('_', ' ')}", flush=True)
        browser.close()


main()
