#!/usr/bin/env python3
"""Builds what is much of one thing, and four times as much: what a build takes must grow with it, not with its square.

Each case is one page of many parts, or many pages, most of them with a mistake each: broken links and anchors, unknown
directives, values and fragments, doubled addresses, terms, tables, marks that never close. Said are the processor time of
both builds, the bytes that came out, and how they grew. Wrong is a build that ends by itself with another status than 0 or
1, output that grows more than eightfold, and, in the whole form only, time that grows more than tenfold to over two seconds.

  Tests/Attack/growth.py .build/release/tebiki                 2,500 and 10,000 of each, some minutes
  Tests/Attack/growth.py .build/release/tebiki --short         100 and 400, without looking at the time
  Tests/Attack/growth.py .build/release/tebiki --only anchor   the cases whose names say so
"""
import os
import subprocess

import common

GIVEN = common.arguments(__doc__, only={"default": "", "metavar": "NAME", "help": "the cases whose names say so"})
TALLY = common.Tally()
HEAD = "---\ntitle: x\n---\n"
SITE = "title: x\nlanguage: ja\n"


def on_one_page(part):
    """One page of n parts, each written by its number."""
    return lambda n: {"a.md": HEAD + "".join(map(part, range(n))) + "\n"}


def front_matter(line):
    """One page of n lines in its front matter."""
    return lambda n: {"a.md": "---\ntitle: x\n" + "".join(map(line, range(n))) + "---\nx"}


def files(path, text):
    """n files, the paths and the texts written by their numbers."""
    return lambda n: {path.format(i=i, k=i // 100): text(i) for i in range(n)}


def pages(text, more=""):
    """n pages, a hundred in a folder."""
    return files("s{k}/page-{i}.md", lambda i: f"---\ntitle: p{i}\n{more.format(i=i)}---\n" + text(i))


def settings(name, first, line):
    """A settings file of n lines."""
    return lambda n: {name: first + "".join(map(line, range(n)))}


def both(*parts):
    return lambda n: {path: text for part in parts for path, text in part(n).items()}


CASES = {
    "broken links on a line": on_one_page(lambda i: f"[a](none{i}.md) "),
    "missing pictures": on_one_page(lambda i: f"![a](none{i}.png) "),
    "headings, and wrong anchors of them": on_one_page(lambda i: f"## h{i}\n[a](#h{i}x) [b](#h{i})\n\n"),
    "anchors in raw HTML": both(
        settings("site.yaml", SITE + "raw_html: true\n", lambda i: ""),
        on_one_page(lambda i: f'<a id="x{i}"></a> [y](#x{i})\n')),
    "headings of one text": on_one_page(lambda i: "## あ\n"),
    "headings of one id": on_one_page(lambda i: "## あ {#a}\n"),
    "headings that jump": on_one_page(lambda i: "## a\n#### b\n"),
    "unknown footnotes": on_one_page(lambda i: f"x[^n{i}] "),
    "footnotes": on_one_page(lambda i: f"x[^n{i}]\n\n[^n{i}]: y\n\n"),
    "unused footnotes": on_one_page(lambda i: f"[^n{i}]: y\n\n"),
    "unknown directives": on_one_page(lambda i: ":::noted\nx\n:::\n"),
    "unknown arguments": on_one_page(lambda i: ":::note aa=b\nx\n:::\n"),
    "unknown fragments": on_one_page(lambda i: f":::include n{i}\n:::\n"),
    "unknown figures": on_one_page(lambda i: f":::figure n{i}\n:::\n"),
    "misplaced directives": on_one_page(lambda i: f":::practice n{i}\n:::\n"),
    "unknown values": on_one_page(lambda i: "{{x}} "),
    "shortcodes": on_one_page(lambda i: "{{< x >}} "),
    "other tools' notes": on_one_page(lambda i: "!!! note\n    x\n\n"),
    "other tools' commands": on_one_page(lambda i: "{% x %}\n"),
    "tables": on_one_page(lambda i: "| a | b |\n|---|---|\n| c | d |\n\n"),
    "one wide cell": lambda n: {"a.md": HEAD + "| a |\n|---|\n| " + "**x** `y` " * n + "|\n"},
    "lists": on_one_page(lambda i: "- a\n  - b\n    - [ ] c\n"),
    "definitions of links": on_one_page(lambda i: f"[r{i}]: a.md\n\n[r{i}] "),
    "links without definitions": on_one_page(lambda i: f"[x][r{i}] [y] "),
    "call-outs": on_one_page(lambda i: "> [!NOPE]\n> x\n\n"),
    "fences": on_one_page(lambda i: "```\nx\n```\n"),
    "ruby": on_one_page(lambda i: "{漢|かん}"),
    "emphasis beside brackets": on_one_page(lambda i: "**「あ」**い"),
    "emphasis that is none": on_one_page(lambda i: "** あ**い "),
    "HTML in text": on_one_page(lambda i: "<b>x</b> "),
    "HTML blocks": on_one_page(lambda i: "<div>x\n\n"),
    "entities": on_one_page(lambda i: "&amp;&nope;"),
    "addresses": on_one_page(lambda i: "https://e.jp/x www.e.jp "),
    "marks that never close": on_one_page(lambda i: "[ < * _a ` "),
    "backslashes": on_one_page(lambda i: "\\"),
    "runs of backticks": on_one_page(lambda i: "`" * (i % 50) + " "),
    "jargon in one sentence": on_one_page(lambda i: "VPNとXYZサーバーのルーターを、"),
    "jargon in many": on_one_page(lambda i: "VPNとXYZサーバーのルーターをアッポロケする。\n\n"),
    "unknown keys": front_matter(lambda i: f"k{i}: x\n"),
    "wide colons": front_matter(lambda i: f"k{i}：x\n"),
    "keys on one line": lambda n: {"a.md": "---\ntitle: x\nextra: {" + ", ".join(f"k{i}: " for i in range(n)) + "}\n---\nx"},
    "one title": files("s{k}/page-{i}.md", lambda i: HEAD + "y"),
    "one folder": files("page-{i}.md", lambda i: f"---\ntitle: p{i}\n---\nx"),
    "one folder below": files("s/page-{i}.md", lambda i: f"---\ntitle: p{i}\n---\nx"),
    "folders": files("s{i}/page-{i}.md", lambda i: f"---\ntitle: p{i}\n---\nx"),
    "deep folders": lambda n: {f"{'d/' * (i % 20)}p{i}.md": f"---\ntitle: p{i}\n---\nx" for i in range(n)},
    "one address": pages(lambda i: "y", "slug: a\n"),
    "one alias": pages(lambda i: "y", "aliases: [/a.html]\n"),
    "tags": pages(lambda i: "y", "tags: [t{i}, u{i}]\n"),
    "links to one page": pages(lambda i: "[x](../s0/page-0.md)"),
    "links with a slip": pages(lambda i: f"[x](../s{i // 100}/pa_ge-{i}.md)"),
    "links to what has moved": pages(lambda i: f"[x](../old/page-{i}.md)"),
    "wrong anchors of one page": pages(lambda i: f"[x](../s0/page-0.md#a{i})"),
    "pictures with a slip": both(pages(lambda i: f"![x](../p/pic{i}x.png)"), files("p/pic{i}.png", lambda i: "x")),
    "fragments": both(pages(lambda i: f":::include part{i}\n:::\n"), files("_parts/part{i}.md", lambda i: "x")),
    "fragments with a slip": both(pages(lambda i: f":::include part{i}x\n:::\n"), files("_parts/part{i}.md", lambda i: "x")),
    "a chain of fragments": files("_parts/p{i}.md", lambda i: f":::include p{i + 1}\n:::\n"),
    "menu entries with a slip": both(
        settings("site.yaml", SITE + "menu:\n", lambda i: f"  - page{i}.md\n"), pages(lambda i: "x")),
    "reading paths": both(
        settings("site.yaml", SITE + "paths:\n  - id: a\n    title: a\n    pages:\n", lambda i: f"      - s{i // 100}/page-{i}.md\n"),
        pages(lambda i: "x")),
    "practices": files("practices/p{i}.md", lambda i: f"---\ntitle: p{i}\nresponsibility: r{i}\n---\nx"),
    "resources": files(
        "resources/p{i}.md", lambda i: f"---\ntitle: p{i}\nurl: https://e.jp/{i}\npublisher: p\nfor: [vendor]\n---\nx"),
    "measures without their resource": files(
        "measures/p{i}.md", lambda i: f"---\ntitle: p{i}\ncost: free\neffect: 1\nwho: both\nresources: [r{i}]\n---\nx"),
    "figures": files("figures/f{i}.yaml", lambda i: f"type: bar\ntitle: f{i}\ndata: [{{label: a, value: {i}}}]\n"),
    "terms": both(
        settings("glossary.yaml", "terms:\n", lambda i: f"  - {{term: 語{i}号, reading: ごごう, policy: keep}}\n"),
        on_one_page(lambda i: f"語{i}号と")),
    "terms of one spelling": settings("glossary.yaml", "terms:\n", lambda i: "  - {term: 語号, reading: ごごう, policy: keep}\n"),
    "terms with tests": settings(
        "glossary.yaml", "terms:\n",
        lambda i: f"  - {{term: 語{i}号, reading: ごごう, policy: keep, tests: {{hit: [語{i}号だ], miss: [語{i + 1}号だ]}}}}\n"),
    "terms on pages": both(
        settings(
            "glossary.yaml", "terms:\n",
            lambda i: f"  - {{term: 語{i}号, reading: ごごう, policy: explain, explain: 説明です。}}\n"),
        pages(lambda i: f"語{i}号と語{i + 1}号です。")),
}


def build(make, number, place):
    """Returns the processor time of a build in seconds, the bytes of its site, and how it ended."""
    with common.folder(place) as root:
        texts = {"site.yaml": SITE, "index.md": HEAD, **make(number)}
        for path, text in texts.items():
            file = root / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        os.symlink(common.HERE.parent.parent / "themes", root / "themes")
        process = subprocess.Popen(
            [GIVEN.program, "build", "--root", str(root), "--format", "json"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        site = root / "output" / "site"
        size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) if site.exists() else 0
        TALLY.expect(process.returncode in (0, 1), f"it ended with {process.returncode}: {said[-300:]}")
        return usage.ru_utime, size


few = 100 if GIVEN.short else 2_500
place = common.places()[0][0]
for name, make in CASES.items():
    if GIVEN.only not in name:
        continue
    (first, small), (second, large) = build(make, few, place), build(make, 4 * few, place)
    grown = large / small if small else 0
    print(f"{name}: {first:.2f} s, {second:.2f} s; {large >> 10:,} KiB, {grown:.1f} times as many", flush=True)
    TALLY.expect(grown < 8, f"{name}: the output grew {grown:.1f} times")
    TALLY.expect(GIVEN.short or second < max(2, 10 * first), f"{name}: the time grew {second / max(first, 0.001):.1f} times")
TALLY.end()
