#!/usr/bin/env python3
"""Opens pages of hostile content: Tests/Browser/hostile.py PROGRAM

One project says in every text, name and value what would run somewhere, once with raw HTML off and once with it on, and has
customers of such names. Whatever is opened, from file:// and from a server: no script runs, nothing is asked for from
elsewhere, nobody is led away, and the policy of each page is in force. Needs Playwright for Python and a browser.
"""
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

from playwright.sync_api import sync_playwright

from common import build, launch, preview



class Trap(http.server.BaseHTTPRequestHandler):
    """Another host: notes who comes."""

    caught = []

    def do_GET(self):
        Trap.caught.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_):
        pass


trap = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
threading.Thread(target=trap.serve_forever, daemon=True).start()
EVIL = f"http://127.0.0.1:{trap.server_port}/evil"
# Each would set `hit`, or ask for EVIL.
ATTACKS = [
    "<script>hit=1</script>", f"<script src={EVIL}.js></script>", "<SCRIPT>hit=1</SCRIPT >", "<script type=module>window.hit=1</script>",
    "<img src=x onerror=hit=1>", f"<img src={EVIL}.png>", "<svg onload=hit=1></svg>", "<svg><script>hit=1</script></svg>",
    f"<iframe src={EVIL}></iframe>", "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>", "<iframe src='javascript:parent.hit=1'></iframe>",
    f"<object data={EVIL}></object>", f"<embed src={EVIL}>", f"<base href={EVIL}/>", f"<meta http-equiv=refresh content='0; url={EVIL}'>",
    f"<link rel=stylesheet href={EVIL}.css>", f"<style>@import '{EVIL}.css'; body{{background:url({EVIL}.png)}}</style>",
    f"<p style='background:url({EVIL}.png)' onclick=hit=1>x</p>", f"<form action={EVIL} id=f><button id=b>x</button></form>",
    "<details open ontoggle=hit=1><summary>x</summary></details>", "<input autofocus onfocus=hit=1>", f"<video src={EVIL} poster={EVIL}></video>",
    f"<audio src={EVIL} onerror=hit=1></audio>", "<body onload=hit=1>", "<math><mi xlink:href='javascript:hit=1'>x</mi></math>",
    "<a href='javascript:hit=1' id=a>x</a>", f"<a ping={EVIL} href='#x' id=ping>x</a>", f"<link rel=preload as=script href={EVIL}.js>",
    f"<link rel=prefetch href={EVIL}>", f"<link rel=dns-prefetch href={EVIL}>", f"<img srcset='{EVIL} 2x'>", f"<table background={EVIL}><tr><td>x</table>",
    "<template><script>hit=1</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=hit=1>\"></noscript>",
    "<!--><script>hit=1</script>-->", "</title><script>hit=1</script>", "\"><script>hit=1</script>", "'onmouseover='hit=1",
    "<script\t>hit=1</script>", "<<script>hit=1//<</script>", "<img/src=x/onerror=hit=1>", "<svg><animate onbegin=hit=1 attributeName=x>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>hit=1</script></svg>#x'/></svg>",
    "<marquee onstart=hit=1>x</marquee>", "<select autofocus onfocus=hit=1>", "<meta http-equiv=Content-Security-Policy content=\"script-src *\">",
]
NAME = "</title></script><script>hit=1</script><img src=x onerror=hit=1>'\"`${hit=1}"


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def project(folder, raw):
    files = {
        "content/site.yaml": f"title: {quoted(NAME)}\ndescription: {quoted(NAME)}\nbase_url: https://example.jp/\nraw_html: {raw}\n"
        f"theme_settings: {{footer: {quoted(NAME)}}}\n",
        "content/index.md": f"---\ntitle: {quoted(NAME)}\n---\nはじめ\n",
        "content/attacks.md": f"---\ntitle: {quoted(NAME)}\ndescription: {quoted(NAME)}\ntags: ['<script>hit=1</script>']\nupdated: 2026-11-20\n"
        f"---\n## <img src=x onerror=hit=1>\n\n甲<b>を使います。\n\n" + "\n\n".join(ATTACKS) + "\n\n" + " ".join(ATTACKS[:12]) + "\n",
        "content/glossary.yaml": f"terms: [{{term: 甲<b>, reading: こう, policy: keep, explain: {quoted(NAME)}}}]\n",
        "content/vendor.yaml": f"name: {quoted(NAME)}\nphone: {quoted(NAME)}\nemail: {quoted(NAME)}\naddress: {quoted(NAME)}\n",
        "content/industries/clinic.md": f"---\ntitle: {quoted(NAME)}\nname: {quoted(NAME)}\nhead: 院長\nclients: 患者さん\ndata: ['<script>hit=1</script>']\n"
        f"systems: [受付]\nstops: [{quoted(NAME)}]\n---\n",
        "content/handouts/a.md": "---\ntitle: 備え\naudience: executive\n---\n{{vendor.name}} {{customer.name}} {{customer.note}}\n\n"
        + "\n\n".join(ATTACKS) + "\n\n:::contact\n:::\n",
        "content/plain.yaml": "rules: {unknown-word: off, unexplained-jargon: off, unmatched-bracket: off, mixed-style: off, bare-address: off, "
        "odd-character: off, sentence-too-long: off}\n",
        "c.csv": "id,name,industry,person,note\nc1,\"" + NAME.replace('"', '""') + "\",clinic,\"" + NAME.replace('"', '""') + "\",x\n",
    }
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class Victim:
    """A reader's browser that notes what runs, what is asked for, and where it is led."""

    def __init__(self, browser, site):
        self.site, self.found = site, []
        self.context = browser.new_context(locale="ja-JP")
        self.page = self.context.new_page()
        self.context.on("response", self.gets)
        self.page.on("dialog", lambda dialog: (self.found.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.found.append(f"script: {error}"))

    def gets(self, response):
        # What a policy refuses is a request too, but one that nobody answers.
        if not response.url.startswith((self.site, "data:", "about:")):
            self.found.append(f"got {response.url}")

    def open(self, path):
        address = f"{self.site}/{path}"
        self.page.goto(address)
        self.page.wait_for_timeout(150)
        for selector in ("#a", "#ping", "#b"):  # what waits for a click; a button's form may lead nowhere either
            if self.page.locator(selector).count():
                self.page.locator(selector).first.dispatch_event("click")
        self.page.mouse.move(40, 40)
        self.page.keyboard.press("Tab")
        self.page.wait_for_timeout(100)
        ran = self.page.evaluate("typeof hit !== 'undefined'")
        assert not ran, f"{path}: a script ran"
        assert self.page.url.split("#")[0] == address, f"{path}: led to {self.page.url}"
        # The policy is in force: what the page itself would be forbidden is.
        refused = self.page.evaluate("""() => new Promise(done => {
          document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), {once: true});
          const script = document.createElement("script");
          script.textContent = "window.hit = 1";
          document.body.appendChild(script);
          setTimeout(() => done(""), 500);
        })""")
        assert refused.startswith("script-src") and not self.page.evaluate("typeof hit !== 'undefined'"), f"{path}: no policy"
        assert self.found == [] and Trap.caught == [], (path, self.found, Trap.caught)

    def search(self):
        self.page.goto(f"{self.site}/index.html")
        for query in ("script", "onerror", NAME):
            box = self.page.locator("input[type=search]").first
            box.fill(query)
            self.page.wait_for_timeout(400)
            assert not self.page.evaluate("typeof hit !== 'undefined'"), query
            shown = self.page.locator("#search-results script, #search-results img, #search-results [onerror]").count()
            assert shown == 0, query
        assert self.found == [] and Trap.caught == [], (self.found, Trap.caught)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()  # the trap would catch somebody
        page.goto(EVIL)
        page.close()
        assert Trap.caught.count("/evil") == 1, Trap.caught
        Trap.caught.clear()
        for raw in ("false", "true"):
            with tempfile.TemporaryDirectory() as name:
                folder = pathlib.Path(name)
                project(folder, raw)
                built = build(program, folder, folder / "output")
                subprocess.run([program, "handouts", "--root", folder, "--customers", folder / "c.csv", "--quiet"], check=True, cwd=folder,
                    stderr=subprocess.DEVNULL)
                pages = sorted(str(page.relative_to(built)) for page in built.rglob("*.html"))
                assert len(pages) >= 8, pages
                with preview(program, folder, folder / "output") as served:
                    for site in (f"file://{built}", served.rstrip("/")):
                        victim = Victim(browser, site)
                        for page in pages:
                            victim.open(page)
                        victim.search()
                        victim.context.close()
                        print(f"{site.split('/')[0]}//… {len(pages)} hostile pages, raw HTML {raw}: nothing ran", flush=True)
                victim = Victim(browser, f"file://{folder}/output/customers/c1")
                for page in ("a.html", "pack.html"):
                    victim.open(page)
                victim.context.close()
        browser.close()
    print("customers of such names: nothing ran")


main()
