#!/usr/bin/env python3
"""Reads the site while it is being replaced, and builds twice at once.

Readers open index.html and other pages again and again while builds go to and fro between two versions: a page is there at
every moment, and is whole; a site that is read through one open folder is of one version, as far as it can be read (the old
one is being removed behind it). Then two builds begin at once, of the same kind and of different kinds: each ends well,
or says that another is writing and ends with 3; what is published at the end is one of them as a whole.

  Tests/Attack/readers.py .build/release/tebiki            all of it, some minutes
  Tests/Attack/readers.py .build/release/tebiki --short    some seconds, in memory alone and without PDFs
"""
import hashlib
import os
import random
import shutil
import subprocess
import threading
import time

import common

GIVEN = common.arguments(__doc__)
TALLY = common.Tally()


class Reader(threading.Thread):
    """Opens pages by their paths, and through one open folder."""

    def __init__(self, guide):
        super().__init__(daemon=True)
        self.guide, self.stop = guide, False
        self.opened = self.walks = self.cut = 0
        both = set(guide.expected[0]) & set(guide.expected[1])
        self.names = sorted(name for name in both if guide.expected[0][name] != guide.expected[1][name])
        self.wrong = []

    def run(self):
        while not self.stop:
            for name in ["index.html", *random.sample(self.names, 20)]:
                try:
                    with open(self.guide.site / name, "rb") as file:
                        hash = hashlib.sha256(file.read()).hexdigest()
                    if hash not in (self.guide.expected[0][name], self.guide.expected[1][name]):
                        self.wrong.append(f"{name} is neither the old nor the new one")
                except OSError as error:
                    self.wrong.append(f"{name}: {error}")
                self.opened += 1
            self.walk()

    def walk(self):
        """Reads pages through one folder: all of one version, until it is gone."""
        folder = os.open(self.guide.site, os.O_RDONLY | os.O_DIRECTORY)
        try:
            versions = set()
            for name in random.sample(self.names, 12):
                try:
                    file = os.open(name, os.O_RDONLY, dir_fd=folder)
                except FileNotFoundError:
                    self.cut += 1
                    break
                with open(file, "rb") as opened:
                    hash = hashlib.sha256(opened.read()).hexdigest()
                versions.add(next((v for v in (0, 1) if self.guide.expected[v][name] == hash), None))
            if len(versions) > 1 or None in versions:
                self.wrong.append(f"one folder showed the versions {versions}")
            self.walks += 1
        finally:
            os.close(folder)


def reading(place, kind):
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program)
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        readers = [Reader(guide) for _ in range(2)]
        for reader in readers:
            reader.start()
        end = time.monotonic() + (1.5 if GIVEN.short else 90)
        builds = 0
        while time.monotonic() < end:
            builds += 1
            guide.write(builds % 2)
            guide.run("build")
            if not builds % 3:
                guide.run("handouts", "--industry", "clinic")
        for reader in readers:
            reader.stop = True
        for reader in readers:
            reader.join()
            for wrong in reader.wrong[:5]:
                TALLY.expect(False, f"reader on {kind}: {wrong}")
        print(
            f"readers on {kind}: {sum(r.opened for r in readers)} pages opened by path during {builds} builds, none missing; "
            f"{sum(r.walks for r in readers)} looks through one folder, all of one version, {sum(r.cut for r in readers)} of them cut short", flush=True)


def twice(place, kind):
    """Two commands at once, the second begun at any moment of the first."""
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program, customers=30)
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        both = refused = between = 0
        pairs = [(["build"], ["build"]), (["build"], ["handouts", "--industry", "clinic"]), (["build"], ["clean"]), (["clean"], ["build"])]
        at = 0
        for number in range(4 if GIVEN.short else 200):
            first, second = pairs[number % len(pairs)]
            at = 1 - at
            guide.write(at)
            one = subprocess.Popen(guide.command(*first), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(random.uniform(0, 0.25))
            two = subprocess.Popen(guide.command(*second), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for process, words in ((one, first), (two, second)):
                said = process.communicate()[1]
                TALLY.expect(
                    process.returncode == 0 or process.returncode == 3 and "another tebiki is writing" in said,
                    f"two at once: {words} ended with {process.returncode}: {said[-300:]}")
            refused += 3 in (one.returncode, two.returncode)
            both += one.returncode == two.returncode == 0
            if "clean" not in (first[0], second[0]):
                TALLY.expect(guide.state() == at, f"two at once: {first} and {second} left a mixture")
            between += 1
            guide.run("build")
            TALLY.expect(guide.state() == at and not guide.leftovers(), "two at once: the next build does not put it right")
        print(f"two at once on {kind}: {between} pairs, {both} ended well both, in {refused} one was told to wait", flush=True)
        if not GIVEN.short:
            same_customers(guide)


def same_customers(guide):
    """Shards print beside each other; customers of one name have sheets of the same bytes."""
    rows = [f"s{n},同じ名前,clinic" for n in range(12)]
    (guide.root / "same.csv").write_text("\r\n".join(["id,name,industry", *rows]) + "\r\n", encoding="utf-8")
    words = ["handouts", "--customers", str(guide.root / "same.csv"), "--pdf"]
    if guide.run(*words, check=False).returncode == 3:
        print("skipped: no browser prints here")
        return
    runs = 0
    for _ in range(8):
        shutil.rmtree(guide.output / ".cache", ignore_errors=True)
        shutil.rmtree(guide.output / "customers")
        shards = [
            subprocess.Popen(guide.command(*words, "--shard", f"{k}/2"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for k in (1, 2)]
        for process in shards:
            said = process.communicate()[1]
            TALLY.expect(process.returncode == 0, f"shards: ended with {process.returncode}: {said[-300:]}")
        files = [sum(1 for name in os.listdir(guide.output / "customers" / f"s{n}") if name.endswith(".pdf")) for n in range(12)]
        TALLY.expect(len(set(files)) == 1, f"shards: {files} PDFs")
        whole = {path.read_bytes() for path in (guide.output / "customers").glob("*/pack.pdf")}
        TALLY.expect(len(whole) == 1, f"shards: {len(whole)} different packs for one name")
        runs += 1
    print(f"two shards with customers of one name: {runs} runs, all well", flush=True)


for place, kind in common.places()[:1] if GIVEN.short else common.places():
    reading(place, kind)
place, kind = common.places()[0]
twice(place, kind)
TALLY.end()
