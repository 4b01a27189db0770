#!/usr/bin/env python3
"""Puts into a project what should not be there, and changes it while it is read.

Each case begins with a guide that was built well, and puts one thing wrong: a folder in a file's place, a pipe, a socket, a
device, links in circles and out of content/, names of 255 bytes, names that are not UTF-8, twins in NFC and NFD and in
upper and lower case, what cannot be read, a clock that jumps. A build must end, within a minute, with 0 and the new site or with
1, 2 or 3, a message and the old one. Then files come, go, grow and shrink while builds run, and a folder holds 100,000 files.

  Tests/Attack/inputs.py .build/release/tebiki            all of it, some minutes
  Tests/Attack/inputs.py .build/release/tebiki --short    a third of the cases, a few races, and no large folder
"""
import os
import random
import shutil
import socket
import subprocess
import threading
import time
import unicodedata

import common

GIVEN = common.arguments(__doc__)
TALLY = common.Tally()
# Whom nothing belongs to; root reads everything, so that what is unreadable is tried as this one.
NOBODY = 65534
PLACE = common.places()[0][0]
form = unicodedata.normalize


def built(root, **options):
    guide = common.Guide(root / "guide", GIVEN.program, **{"pages": 4, **options})
    guide.root.mkdir()
    guide.write(0)
    guide.run("build")
    return guide


def run(guide, *words, **options):
    try:
        return guide.run(*words, check=False, timeout=60, **options)
    except subprocess.TimeoutExpired:
        return None


def pipe(path):
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def folder_instead(path):
    path.unlink()
    path.mkdir()


def a_socket(path):
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's address is short
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def device(path):
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero, which has no end


def raw(path, name, text="---\ntitle: 題\n---\n本文です。\n"):
    file = os.fsencode(path) + b"/" + name
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(text)


def page(path, text="---\ntitle: 題\n---\n本文です。\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def theme(guide):
    """A theme of the project's own that takes everything from the standard one."""
    own = guide.root / "themes/own"
    page(own / "theme.yaml", "extends: standard\n")
    site = guide.root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "theme: own\n", encoding="utf-8")
    return own


def replaced_by_link(path, target):
    path.unlink()
    path.symlink_to(target)


# What is put there, and the statuses that a build may end with. 0 means that the site is as it should be.
CASES = {
    "site.yaml is a folder": (lambda g, c: folder_instead(c / "site.yaml"), {1, 2, 3}),
    "index.md is a folder": (lambda g, c: folder_instead(c / "index.md"), {0, 1}),
    "a page is a folder": (lambda g, c: folder_instead(c / "parts/p0/a0.md"), {0, 1}),
    "content/ is a file": (lambda g, c: (shutil.rmtree(c), page(c)), {2, 3}),
    "content/ is gone": (lambda g, c: shutil.rmtree(c), {2}),
    "content/ is a link": (lambda g, c: (c.rename(g.root / "elsewhere"), c.symlink_to("elsewhere")), {0}),
    "content/ is a link to itself": (lambda g, c: (shutil.rmtree(c), c.symlink_to("content")), {2, 3}),
    "a pipe for a page": (lambda g, c: pipe(c / "parts/p0/a0.md"), {1}),
    "a pipe for a picture": (lambda g, c: pipe(c / "files/list.pdf"), {1}),
    "a pipe for site.yaml": (lambda g, c: pipe(c / "site.yaml"), {1}),
    "a socket": (lambda g, c: a_socket(c / "a.md"), {1}),
    "a device": (lambda g, c: device(c / "a.md"), {1}),
    "a link to a device": (lambda g, c: (c / "a.md").symlink_to("/dev/zero"), {1}),
    "a link out of content/": (lambda g, c: (c / "a.md").symlink_to("/etc/passwd"), {1}),
    "a link to the project's own folder": (lambda g, c: (c / "a").symlink_to(".."), {1}),
    "a link in a circle": (lambda g, c: (c / "a.md").symlink_to("a.md"), {1}),
    "two links in a circle": (lambda g, c: ((c / "a.md").symlink_to("b.md"), (c / "b.md").symlink_to("a.md")), {1}),
    "a link to the folder above": (lambda g, c: (c / "parts/again").symlink_to("../parts"), {1}),
    "a link to nothing": (lambda g, c: (c / "a.md").symlink_to("none.md"), {1}),
    "a link inside content/": (lambda g, c: (c / "b.svg").symlink_to("files/picture0.svg"), {0}),
    "a name of 255 bytes": (lambda g, c: page(c / ("a" * 252 + ".md")), {0, 1, 3}),
    "a name of 255 bytes, .html longer": (lambda g, c: page(c / ("あ" * 84 + ".md")), {0, 1, 3}),
    "a path of 4,000 bytes": (lambda g, c: page(c.joinpath(*["d" * 180] * 20) / "a.md"), {0, 1, 3}),
    "a name that is not UTF-8": (lambda g, c: raw(c, b"\x83e\x83X\x83g.md"), {1}),
    "a picture's name with a line in it": (lambda g, c: page(c / "a\nb.png", "x"), {1}),
    "a page's name with a line in it": (lambda g, c: page(c / "a\nb.md"), {1}),
    "a folder's name with a bell in it": (lambda g, c: page(c / "a\ab/c.md"), {1}),
    "a picture's name with a backslash": (lambda g, c: page(c / "a\\b.png", "x"), {0, 1}),
    "twins in NFC and NFD": (lambda g, c: (page(c / form("NFC", "がぎ.md")), page(c / form("NFD", "がぎ.md"))), {0, 1}),
    "twins in upper and lower case": (lambda g, c: (page(c / "ab.md"), page(c / "AB.md")), {0, 1}),
    "twins in full and half width": (lambda g, c: (page(c / "Ａ.md"), page(c / "a.md")), {0, 1}),
    "pictures that are twins": (lambda g, c: (page(c / "ab.png", "x"), page(c / "AB.png", "y"), page(c / form("NFC", "が.png"), "x"), page(c / form("NFD", "が.png"), "y")), {0, 1}),
    "times in the future": (lambda g, c: os.utime(c / "index.md", (4e9, 4e9)), {0}),
    "times before 1970": (lambda g, c: os.utime(c / "index.md", (-4e8, -4e8)), {0}),
    "a theme's template is a pipe": (lambda g, c: ((theme(g) / "templates").mkdir(), pipe(g.root / "themes/own/templates/page.mustache")), {3}),
    "a theme's style is a pipe": (lambda g, c: ((theme(g) / "assets").mkdir(), pipe(g.root / "themes/own/assets/sheet.css")), {3}),
    "theme.yaml is a pipe": (lambda g, c: pipe(theme(g) / "theme.yaml"), {3}),
    "theme.yaml is a folder": (lambda g, c: folder_instead(theme(g) / "theme.yaml"), {1, 2, 3}),
    "output is a file": (lambda g, c: (shutil.rmtree(g.output), page(g.output)), {2, 3}),
    "output is a link": (lambda g, c: (g.output.rename(g.root / "else"), g.output.symlink_to("else")), {0}),
    "output is a link to nothing": (lambda g, c: (shutil.rmtree(g.output), g.output.symlink_to("none")), {0, 3}),
    "site is a file": (lambda g, c: (shutil.rmtree(g.site), page(g.site)), {0, 3}),
    "site is a link": (lambda g, c: (g.site.rename(g.root / "www"), g.site.symlink_to("../www")), {2, 3}),
    "a page of the site is a folder": (lambda g, c: ((g.site / "index.html").unlink(), page(g.site / "index.html/mine.txt")), {0, 3}),
    "a page of the site is a pipe": (lambda g, c: pipe(g.site / "index.html"), {0}),
    "a page of the site is a link": (lambda g, c: ((g.root / "mine").write_text("x"), replaced_by_link(g.site / "index.html", g.root / "mine")), {0}),
    "a foreign pipe in the site": (lambda g, c: os.mkfifo(g.site / "mine"), {0}),
    "a foreign name that is not UTF-8": (lambda g, c: raw(g.site, b"\x83e.html"), {0, 3}),
    "the list of the site's files is a folder": (lambda g, c: folder_instead(g.site / ".tebiki-files"), {0, 3}),
    "the list of the site's files is a pipe": (lambda g, c: pipe(g.site / ".tebiki-files"), {0, 3}),
    "the list of the site's files is noise": (lambda g, c: (g.site / ".tebiki-files").write_bytes(bytes(range(256)) * 9), {0}),
    "the lock is a folder": (lambda g, c: folder_instead(g.output / ".lock"), {3}),
    "the cache is a file": (lambda g, c: (shutil.rmtree(g.output / ".cache", ignore_errors=True), page(g.output / ".cache")), {0}),
    "the stamp is a pipe": (lambda g, c: ((g.output / ".cache").mkdir(exist_ok=True), pipe(g.output / ".cache/last-build")), {0}),
    "staging is a link to elsewhere": (lambda g, c: (page(g.root / "mine/keep.txt"), (g.output / ".staging").symlink_to("../mine")), {0}),
}


def whole(guide, before):
    """Whether the site is what it was, or what a build from nothing makes."""
    now = common.tree(guide.site) if guide.site.is_dir() else {}
    if now == before:
        return True
    clean = guide.root / "clean"
    if run(guide, "build", output=clean).returncode:
        return False
    new = common.tree(clean / "site")
    return all(now.get(path) == hash for path, hash in new.items() if path != ".tebiki-files")


def visible(path):
    """The files of a site; pipes cannot be read."""
    return common.tree(path) if path.is_dir() and not any(p.is_fifo() for p in path.rglob("*")) else None


def cases():
    ends = {}
    chosen = random.sample(list(CASES), len(CASES) // 3) if GIVEN.short else CASES
    for name in chosen:
        spoil, allowed = CASES[name]
        with common.folder(PLACE) as root:
            guide = built(root)
            page(guide.root / "content/parts/p0/a1.md", "---\ntitle: 新しい題\n---\n新しい本文です。\n")
            try:
                spoil(guide, guide.root / "content")
            except PermissionError:
                print(f"skipped: {name} (only root makes one)")
                continue
            before = visible(guide.site)
            result = run(guide, "build")
            if not TALLY.expect(result is not None, f"{name}: it hangs"):
                continue
            said = result.stderr.strip()
            TALLY.expect(result.returncode in allowed, f"{name}: ended with {result.returncode}: {said[-300:]}")
            TALLY.expect(result.returncode == 0 or said, f"{name}: nothing was said")
            if before is not None:
                if result.returncode:
                    TALLY.expect((visible(guide.site) or {}) == before, f"{name}: failed, and the site is another")
                else:
                    TALLY.expect(whole(guide, None), f"{name}: said that all is well, and the site is not whole")
            elif result.returncode == 0:
                hidden = [p for p in guide.site.rglob("*") if p.is_fifo()]
                TALLY.expect(all(p.name == "mine" for p in hidden), f"{name}: {hidden} are still there")
            if name == "staging is a link to elsewhere":
                TALLY.expect((guide.root / "mine/keep.txt").exists(), f"{name}: it was followed")
            if result.returncode == 0:
                again = run(guide, "build")
                TALLY.expect(again is not None and again.returncode == 0, f"{name}: the second build does not end well")
            check = run(guide, "check")
            TALLY.expect(check is not None and check.returncode in (0, 1, 2, 3), f"{name}: check ended badly")
            ends[result.returncode] = ends.get(result.returncode, 0) + 1
            if os.environ.get("ATTACK_SHOW"):
                print(f"--- {name}: {result.returncode}\n{said}")
    print("what should not be there: " + ", ".join(f"{count} ended with {status}" for status, count in sorted(ends.items())), flush=True)


def unreadable():
    """Files and folders that the builder may not read or write."""
    root_user = os.geteuid() == 0
    if root_user and not shutil.which("setpriv"):
        print("skipped: what cannot be read (no setpriv)")
        return
    done = 0
    for name, spoil in {
        "a page": lambda g: (g.root / "content/parts/p0/a0.md").chmod(0), "a folder of pages": lambda g: (g.root / "content/parts/p0").chmod(0),
        "a picture": lambda g: (g.root / "content/files/picture0.svg").chmod(0), "site.yaml": lambda g: (g.root / "content/site.yaml").chmod(0),
        "content/": lambda g: (g.root / "content").chmod(0), "content/ without x": lambda g: (g.root / "content").chmod(0o600),
        "the output": lambda g: g.output.chmod(0o500), "the site": lambda g: g.site.chmod(0o500),
        "the list of the site's files": lambda g: (g.site / ".tebiki-files").chmod(0), "a page of the site": lambda g: (g.site / "index.html").chmod(0),
        "a folder of the site": lambda g: (g.site / "parts").chmod(0o500), "the lock": lambda g: (g.output / ".lock").chmod(0),
        "the cache": lambda g: ((g.output / ".cache").mkdir(exist_ok=True), (g.output / ".cache").chmod(0))}.items():
        with common.folder(PLACE) as root:
            guide = built(root)
            before = common.tree(guide.site)
            page(guide.root / "content/index.md", "---\ntitle: 新しい題\n---\n新しい本文です。\n")
            prefix = []
            if root_user:
                for path in [root, *root.rglob("*")]:
                    os.chown(path, NOBODY, NOBODY)
                prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            spoil(guide)
            result = subprocess.run(
                prefix + guide.command("build"), capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": str(root)})
            TALLY.expect(result.returncode in (0, 2, 3), f"unreadable {name}: ended with {result.returncode}: {result.stderr[-300:]}")
            for path in [path for path in [guide.root, *guide.root.rglob("*")]]:
                if path.is_dir():
                    path.chmod(0o755)
            after = common.tree(guide.site)
            if result.returncode:
                TALLY.expect(after == before, f"unreadable {name}: failed, and the site is another")
                TALLY.expect(len(result.stderr.splitlines()) == 1, f"unreadable {name}: said {result.stderr}")
            else:
                TALLY.expect("新しい本文" in (guide.site / "index.html").read_text(encoding="utf-8"), f"unreadable {name}: the site is not new")
            left = [item for item in os.listdir(guide.output) if item.startswith((".staging", ".old"))]
            # What lies in a folder that may not be written to cannot be removed: it is the next build's first work.
            for path in guide.root.rglob("*"):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() else 0o644)
            again = subprocess.run(prefix + guide.command("build"), capture_output=True, text=True, timeout=60)
            TALLY.expect(again.returncode == 0 and not guide.leftovers(), f"unreadable {name}: the next build: {again.stderr[-200:]} {guide.leftovers()}")
            done += 1
            if os.environ.get("ATTACK_SHOW"):
                print(f"--- unreadable {name}: {result.returncode} {result.stderr.strip()} {left}")
    print(f"what may not be read or written: {done} cases", flush=True)


def races():
    """Files come, go, grow and shrink while builds run."""
    with common.folder(PLACE) as root:
        guide = built(root, pages=60)
        content = guide.root / "content"
        pages = sorted(content.glob("parts/*/a*.md"))
        texts = {file: file.read_text(encoding="utf-8") for file in pages}
        stop = threading.Event()
        changes = 0

        def change():
            nonlocal changes
            while not stop.is_set():
                file = random.choice(pages)
                kind = random.randrange(5)
                if kind == 0:
                    file.unlink(missing_ok=True)
                elif kind == 1:
                    with open(file, "a", encoding="utf-8") as opened:
                        opened.write("\n追記です。\n" * random.randint(1, 2000))
                elif kind == 2:
                    try:
                        os.truncate(file, random.randint(0, 400))
                    except FileNotFoundError:
                        pass
                elif kind == 3:
                    (content / "files/list.pdf").write_bytes(os.urandom(random.randint(0, 300_000)))
                else:
                    file.write_text(texts[file], encoding="utf-8")
                changes += 1
                time.sleep(random.uniform(0, 0.004))

        thread = threading.Thread(target=change, daemon=True)
        thread.start()
        ends = {}
        builds = 6 if GIVEN.short else 150
        for _ in range(builds):
            before = common.tree(guide.site)
            result = run(guide, "build")
            if not TALLY.expect(result is not None, "races: it hangs"):
                break
            TALLY.expect(result.returncode in (0, 1, 3), f"races: ended with {result.returncode}: {result.stderr[-300:]}")
            if result.returncode:
                TALLY.expect(common.tree(guide.site) == before, "races: failed, and the site is another")
            ends[result.returncode] = ends.get(result.returncode, 0) + 1
        stop.set()
        thread.join()
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        guide.run("build")
        guide.run("build", output=guide.root / "clean")
        TALLY.expect(common.tree(guide.site) == common.tree(guide.root / "clean/site"), "races: not put right")
        TALLY.expect(not guide.leftovers(), f"races: left behind {guide.leftovers()}")
        print(
            f"races: {changes} changes of files during {builds} builds: " + ", ".join(f"{c} ended with {s}" for s, c in sorted(ends.items())),
            flush=True)


def clocks():
    """A clock that is wrong and jumps changes no byte, and no edit is missed."""
    with common.folder(PLACE) as root:
        library = common.shim(root)
        guide = common.Guide(root / "guide", GIVEN.program, pages=10)
        guide.root.mkdir()
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        at = 0
        offsets = [-10**9, -3600, -2, 2, 3600, 10**9]
        for offset in offsets:
            env = {"LD_PRELOAD": library, "ATTACK_CLOCK": str(offset)}
            at = 1 - at
            guide.write(at)
            guide.run("build", env=env)
            TALLY.expect(guide.state() == at, f"clock off by {offset} s: not the new site")
            # A second edit at once, of the same size, with the same times.
            file = guide.root / "content/index.md"
            info, text = file.stat(), file.read_text(encoding="utf-8")
            file.write_text(text.replace("です", "だ。"), encoding="utf-8")
            os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
            guide.run("build", env=env)
            TALLY.expect("だ。" in (guide.site / "index.html").read_text(encoding="utf-8"), f"clock off by {offset} s: an edit was missed")
        print(f"clocks: {len(offsets)} that are wrong and jump; no byte differs, no edit is missed", flush=True)


def large_folder():
    """100,000 files in one folder."""
    with common.folder(PLACE) as root:
        guide = built(root)
        folder = guide.root / "content/files/many"
        folder.mkdir()
        for number in range(100_000):
            (folder / f"f{number:06d}.txt").write_bytes(b"x")
        start = time.monotonic()
        guide.run("build")
        first = time.monotonic() - start
        page(guide.root / "content/index.md", "---\ntitle: 新しい題\n---\n新しい本文です。\n")
        start = time.monotonic()
        guide.run("build")
        second = time.monotonic() - start
        count = len(os.listdir(guide.site / "files/many"))
        TALLY.expect(count == 100_000 and not guide.leftovers(), f"large folder: {count} files, {guide.leftovers()}")
        print(f"100,000 files in one folder: built in {first:.1f} s, again after an edit in {second:.1f} s", flush=True)


cases()
unreadable()
races()
clocks()
if not GIVEN.short:
    large_folder()
TALLY.end()
