#!/usr/bin/env python3
"""Searches as a reader does: Tests/Browser/search.py PROGRAM [SPELLINGS] [--measure SITE]

Builds the guide that ships, and a made-up one that is too large to be loaded at once, and searches both from file:// and
from a server, on a phone's width and a desk's: whatever part of a page is typed, the page is among the results (held
against a scan of the pages that knows nothing of the search data); nothing is on the console. SPELLINGS is what the tests
of Sources/Plain wrote with TEBIKI_SPELLINGS; the script of the site folds the same texts. --measure SITE searches a built
site of any size and prints what its queries cost. Needs Playwright, and the browser of TEBIKI_BROWSER or Debian's.
"""
import html.parser
import json
import os
import pathlib
import random
import re
import statistics
import sys
import tempfile
import urllib.parse

from playwright.sync_api import sync_playwright

from common import ROOT, Server, build, launch, preview

MOST_BYTES = 300_000


class Scan(html.parser.HTMLParser):
    """Reads what a page says, block by block: its title, description, facts and text, or the terms of the glossary."""

    INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "img", "input", "kbd", "mark", "q", "rb", "ruby",
              "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}
    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    SOUGHT = {("header", "title"), ("dl", "facts"), ("div", "text")}
    LEFT_OUT = {("ul", "roles"), ("sup", "footnote"), ("a", "footnote-back"), ("span", "reading"), ("span", "label"), ("ul", "used"),
                ("nav", "kana")}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.stack, self.text, self.isOff, self.isGlossary = [], [], "", False, False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        classes = (given.get("class") or "").split()
        if tag == "body":
            self.isOff = given.get("data-search") == "off" or "handouts" in classes
            self.isGlossary = "glossary" in classes
        if tag not in self.INLINE:
            self.close_block()
        if tag not in self.VOID:
            pairs = {(tag, name) for name in classes}
            sought = bool(pairs & self.SOUGHT) or self.isGlossary and tag in ("dt", "dd")
            left_out = bool(pairs & self.LEFT_OUT) or tag in ("rt", "rp", "script", "style", "svg") or (
                self.isGlossary and tag == "header")
            self.stack.append((tag, sought, left_out))

    def handle_endtag(self, tag):
        if tag not in self.INLINE:
            self.close_block()
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(one[1] for one in self.stack) and not any(one[2] for one in self.stack):
            self.text += data

    def close_block(self):
        lines = self.text.split("\n") if any(one[0] == "pre" for one in self.stack) else [self.text]
        self.blocks += [line for line in (" ".join(line.split()) for line in lines) if line]
        self.text = ""


def scan(site):
    pages = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix()
        if address.startswith("handouts/") or address == "404.html":
            continue
        page = Scan()
        page.feed(file.read_text(encoding="utf-8"))
        if not page.isOff:
            pages[address] = page.blocks
    return pages


def saying(pages, part):
    return {address for address, blocks in pages.items() if any(part in block for block in blocks)}


def parts(pages, count, seed):
    """Parts of one to eight characters, anywhere in the texts."""
    chosen, blocks = random.Random(seed), [block for page in pages.values() for block in page]
    while count:
        block = chosen.choice(blocks)
        start = chosen.randrange(len(block))
        part = block[start:start + chosen.randint(1, 8)].strip()
        if part:
            count -= 1
            yield part


class Visit:
    """A visit to a page of the site, with what its console said and which search data it loaded."""

    def __init__(self, browser, site, path="index.html", width=1280, **options):
        self.said, self.loaded, self.site = [], [], site
        self.context = browser.new_context(locale="ja-JP", viewport={"width": width, "height": 800}, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self.note)
        self.page.goto(f"{site}/{path}")

    def note(self, request):
        path = urllib.parse.urlsplit(request.url).path
        if "/search/" in path:
            self.loaded.append(path.split("/search/")[1])

    def seek(self, query, waits=True):
        self.page.locator(".search input").fill(query)
        if waits:
            self.wait()

    def wait(self, field="done"):
        self.page.wait_for_function(
            "field => document.getElementById('search-results').dataset[field] === 'true'", arg=field, timeout=20_000)

    def wait_for_some(self):
        self.page.wait_for_function(
            "() => document.getElementById('search-results').dataset.done !== undefined", timeout=20_000)

    def found(self):
        """The addresses of the pages that are listed."""
        hrefs = self.page.locator("#search-results a").evaluate_all("links => links.map(link => link.href)")
        root = urllib.parse.unquote(self.site) + "/"
        return [urllib.parse.unquote(urllib.parse.urldefrag(href)[0]).removeprefix(root) for href in hrefs]

    def close(self):
        assert self.said == [], self.said
        self.context.close()


def folds_alike(browser, site, spellings):
    visit = Visit(browser, site)
    rows = json.loads(pathlib.Path(spellings).read_text(encoding="utf-8"))
    wrong = visit.page.evaluate(
        "rows => rows.filter(row => tebikiSearch.fold(row[0]) !== row[1] || tebikiSearch.fold(row[0], true) !== row[2])"
        ".map(row => [...row, tebikiSearch.fold(row[0]), tebikiSearch.fold(row[0], true)])", rows)
    assert len(rows) > 5000 and wrong == [], wrong[:5]
    visit.close()
    print(f"  {len(rows)} texts fold alike in Swift and in the browser")


def misses_nothing(browser, site, pages, width):
    visit = Visit(browser, site, width=width)
    for part in parts(pages, 200, f"{width}"):
        visit.seek(part)
        found, expected = set(visit.found()), saying(pages, part)
        assert expected and expected <= found, (part, expected - found)
    assert visit.loaded == ["data.js"], visit.loaded
    visit.close()


def finds_other_spellings(browser, site):
    visit = Visit(browser, site, "practices/alerts.html")
    results = visit.page.locator("#search-results")

    def titles(query):
        visit.seek(query)
        return results.locator(".hit-title").all_text_contents()

    for one, other in (("ｻｰﾊﾞ", "サーバー"), ("サーバ", "サーバー"), ("ｖｐｎ", "VPN"), ("ウイルス", "ウィルス"), ("ソフト・ウェア", "ソフトウエア")):
        assert titles(one) and titles(one) == titles(other), (one, other)
    assert titles("脆弱性")[0] == "脆弱性"
    assert "悪意のある人" in results.locator("li").first.inner_text()  # the glossary's explanation comes first
    assert "脆弱性" in titles("弱点") and "多要素認証" in titles("二つ目の確認")  # plain wording finds the term …
    assert set(titles("弱点")) >= {"ソフトウェアの脆弱性を管理する", "製品開発者向け脆弱性対策関連ガイド"}  # … and what says it
    assert len(titles("電話 控え")) < min(len(titles("電話")), len(titles("控え")))
    assert titles("そんな言葉はどこにもない") == []
    assert "見つかりません" in visit.page.locator(".search-status").inner_text()

    # Titles stand before headings, headings before texts; the word is marked where it stands.
    titled = [("お客様" in title) for title in titles("お客様")]
    assert titled == sorted(titled, reverse=True) and any(titled) and not all(titled)
    visit.seek("ｻｰﾊﾞ")
    marks = results.locator("mark").all_text_contents()
    assert marks and all(mark in ("サーバー", "サーバ") for mark in marks), marks
    visit.close()


def says_nothing_of_sheets_texts(browser, site):
    visit = Visit(browser, site)
    visit.seek("役割分担の確認書")
    assert "handouts/clinic/roles.html" in visit.found()
    data = visit.page.evaluate("async () => performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not any("handouts" in name for name in data)
    visit.close()


def is_used_by_keyboard(browser, site):
    visit = Visit(browser, site, "practices/alerts.html")
    page = visit.page
    assert visit.loaded == []  # nothing is loaded before it is wanted
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.type") == "search"
    page.keyboard.type("控え")
    visit.wait()
    assert page.locator("[aria-live].search-live").text_content().endswith("件")
    page.keyboard.press("ArrowDown")
    links = page.locator("#search-results a")
    assert links.first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("() => document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert page.locator(".search-panel").is_hidden()
    page.keyboard.press("ArrowDown")
    assert page.locator(".search-panel").is_visible()
    address = links.first.evaluate("link => link.href")
    if page.evaluate("() => document.activeElement.type") == "search":
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == address
    # A slash in a field is a slash.
    page.goto(f"{site}/handouts/index.html")
    page.locator("[name=name]").focus()
    page.keyboard.type("a/b")
    assert page.locator("[name=name]").input_value() == "a/b"
    # What is being composed is not sought, and its Enter opens nothing.
    page.goto(f"{site}/index.html")
    page.locator(".search input").focus()
    page.evaluate("""() => {
      const input = document.querySelector(".search input");
      input.value = "ｈｉｋａ";
      input.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }));
    }""")
    assert page.locator(".search-panel").is_hidden()
    page.evaluate("""() => {
      const input = document.querySelector(".search input");
      input.value = "控え";
      input.dispatchEvent(new CompositionEvent("compositionend", { data: "控え", bubbles: true }));
    }""")
    visit.wait()
    visit.close()


def narrows_by_kind(browser, site):
    visit = Visit(browser, site, width=360, has_touch=True)
    page = visit.page
    visit.seek("電話")
    everything = len(set(visit.found()))
    button = page.locator(".search-kinds button", has_text="事例")
    button.tap()
    visit.wait()
    assert button.get_attribute("aria-pressed") == "true"
    found = set(visit.found())
    assert 0 < len(found) < everything and all(address.startswith("incidents/") for address in found)
    with page.expect_navigation():
        page.locator("#search-results a").first.tap()
    assert "/incidents/" in page.url
    visit.close()


def leads_to_the_place(browser, site, pages):
    visit = Visit(browser, site)
    page = visit.page
    for query in ("直す手順", "一歩", "ソースコード"):
        page.goto(f"{site}/index.html")
        visit.seek(query)
        for href in page.locator("#search-results a").evaluate_all("links => links.map(link => link.href)")[:6]:
            page.goto(href)
            anchor = urllib.parse.unquote(urllib.parse.urldefrag(href)[1])
            assert not anchor or page.evaluate("id => document.getElementById(id) !== null", anchor), href
    visit.close()


def keeps_its_layout(browser, site):
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            visit = Visit(browser, site, "practices/alerts.html", width=width, color_scheme=scheme)
            page = visit.page
            shift = page.evaluate("""() => new Promise(resolve => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value }))
                .observe({ type: "layout-shift", buffered: true });
              setTimeout(() => resolve(sum), 300);
            })""")
            assert shift == 0, shift
            top = page.locator("main h1").bounding_box()["y"]
            visit.seek("控え")
            assert page.locator("main h1").bounding_box()["y"] == top  # the panel lies over the page
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            box = page.locator(".search-panel").bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, box
            low = page.evaluate("""() => {
              const rgb = color => color.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => {
                part /= 255;
                return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
              });
              const light = color => rgb(color).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
              const panel = light(getComputedStyle(document.querySelector(".search-panel")).backgroundColor);
              return [...document.querySelectorAll(".search-panel :is(.hit-title, .hit-heading, .hit-text, .search-status, mark)")]
                .map(one => { const text = light(getComputedStyle(one).color);
                  return (Math.max(text, panel) + 0.05) / (Math.min(text, panel) + 0.05); })
                .filter(ratio => ratio < 4.5);
            }""")
            assert low == [], low
            visit.close()
    visit = Visit(browser, site, java_script_enabled=False)
    assert visit.page.locator(".search").is_hidden()
    visit.close()


# A guide that is too large to be loaded at once ------------------------------------------------


def large_guide(folder):
    """Some five megabytes of sentences made of the guide's own words, and one page that is long."""
    chosen = random.Random(2026)
    text = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "content").rglob("*.md")))
    phrases = [phrase for phrase in re.findall(r"[ぁ-んァ-ヶー一-龠A-Za-z0-9・]{4,24}", text) if phrase.strip()]
    letters = [chr(code) for code in range(0x4E00, 0x9FA5)]

    def sentence():
        return "".join(chosen.choice(phrases) for _ in range(3)) + chosen.choice(letters) + chosen.choice(letters) + "。"

    def page(title, size):
        lines = [f"---\ntitle: {title}\n---\n"]
        for number in range(size):
            lines.append(f"## {chosen.choice(phrases)}{number}\n\n" + "".join(sentence() for _ in range(6)) + "\n")
        return "\n".join(lines)

    (folder / "content").mkdir()
    (folder / "content/site.yaml").write_text("title: 大きな手引き\n", encoding="utf-8")
    for number in range(1200):
        part = folder / f"content/parts/part-{number // 100}"
        part.mkdir(parents=True, exist_ok=True)
        title = f"{chosen.choice(phrases)}{number}"
        (part / f"page-{number}.md").write_text(page(title, 60 if number == 700 else 8), encoding="utf-8")


def searches_a_large_guide(browser, site, folder, pages, width, queries=60, measures=False):
    """Every query in a visit of its own, so that what it loads is known."""
    sizes, times, screens = [], [], []
    extra = ["ー", "・", "サーバー", "キー", "の", "。"] if not measures else []
    for part in list(parts(pages, queries, f"large {width}")) + extra:
        expected = saying(pages, part)
        visit = Visit(browser, site, width=width)
        page = visit.page
        page.locator(".search input").focus()
        start = page.evaluate("() => performance.now()")
        visit.seek(part, waits=False)
        visit.wait_for_some()
        times.append(page.evaluate("() => performance.now()") - start)
        sizes.append(sum((folder / "search" / name).stat().st_size for name in visit.loaded))
        assert sizes[-1] <= MOST_BYTES, (part, sizes[-1], visit.loaded)
        screens.append(min(len(set(visit.found())), 10) / max(1, min(len(expected), 10)))
        if not measures and len(expected) <= 40:
            while page.locator(".search-more").is_visible():
                page.locator(".search-more").click()
                page.wait_for_function("() => !document.querySelector('.search-more').hidden || document.getElementById('search-results').dataset.done === 'true'")
            found = set(visit.found())
            assert expected <= found, (part, expected - found)
        elif page.locator("#search-results").get_attribute("data-done") == "false":
            number = int(re.search(r"\d+", page.locator(".search-status").inner_text())[0])
            assert number >= len(expected), (part, number, len(expected))
            found = set(visit.found())
            assert found or measures, part
        visit.close()
    print(f"  {len(sizes)} queries: {statistics.median(sizes) / 1000:.0f} KB, at most {max(sizes) / 1000:.0f} KB; "
          f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms; first ten filled {statistics.mean(screens):.0%}")


def data_size(site, pages):
    text = sum(len(block.encode()) for blocks in pages.values() for block in blocks)
    files = list((site / "search").iterdir())
    size = sum(file.stat().st_size for file in files)
    print(f"  {len(pages)} pages, {text / 1e6:.2f} MB of text: {len(files)} files, {size / 1e6:.2f} MB ({size / text:.2f} per byte of text)")


def main():
    arguments = sys.argv[1:]
    measured = arguments.pop(arguments.index("--measure") + 1) if "--measure" in arguments else None
    arguments = [argument for argument in arguments if argument != "--measure"]
    if not 1 <= len(arguments) <= 2:
        sys.exit(__doc__)
    program = os.path.abspath(arguments[0])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        browser = launch(playwright)
        if measured:
            site = pathlib.Path(measured).resolve()
            pages = scan(site)
            data_size(site, pages)
            searches_a_large_guide(browser, Server(site).address, site, pages, 1280, queries=200, measures=True)
            return
        guide = build(program, ROOT, folder / "guide")
        pages = scan(guide)
        assert len(pages) > 100 and sum(map(len, pages.values())) > 1000
        data_size(guide, pages)
        if len(arguments) == 2:
            folds_alike(browser, f"file://{guide}", arguments[1])
        else:
            print("  skipped: no spellings of the tests in Swift to compare with")
        with preview(program, ROOT, folder / "guide") as served:
            for site in (f"file://{guide}", served):
                for test, more in (
                    (misses_nothing, [pages, 360]), (misses_nothing, [pages, 1280]), (finds_other_spellings, []),
                    (says_nothing_of_sheets_texts, []), (is_used_by_keyboard, []), (narrows_by_kind, []),
                    (leads_to_the_place, [pages]), (keeps_its_layout, []),
                ):
                    test(browser, site, *more)
                    print(f"{site.split('/')[0]}//… {test.__name__.replace('_', ' ')}")
        (folder / "source").mkdir()
        large_guide(folder / "source")
        large = build(program, folder / "source", folder / "large")
        pages = scan(large)
        data_size(large, pages)
        assert (large / "search/grams-0.js").exists() and (large / "search/data.js").stat().st_size < 60_000
        for site, width in ((f"file://{large}", 360), (Server(large).address, 1280)):
            searches_a_large_guide(browser, site, large, pages, width)
            print(f"{site.split('/')[0]}//… searches a large guide")
        browser.close()


if __name__ == "__main__":
    main()
