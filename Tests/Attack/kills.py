#!/usr/bin/env python3
"""Kills builds at any moment: what is published is the old guide or the new one, never half of each.

Each build would change every file of the site. It is killed by SIGKILL after a random time, while it surely runs, or by
a shim just before its n-th call that changes anything on the disk, n = 1, 2, … to the last. After each kill the site is
compared with both versions by the hash of every file, and the next build must leave what a build from nothing makes, and
nothing else.

  Tests/Attack/kills.py .build/release/tebiki            all of it, some minutes
  Tests/Attack/kills.py .build/release/tebiki --short    some seconds, in memory alone and without PDFs
  --only build|calls|fallback|handouts|customers|serve|pdf   one series (fallback: file systems without an exchange)
"""
import errno
import os
import random
import shutil
import subprocess
import sys
import threading
import time

import common

CHANGES = ("open", "write", "rename", "exchange", "link", "unlink", "mkdir", "rmdir")
GIVEN = common.arguments(
    __doc__, only=dict(help="one series alone"), kills=dict(type=int, help="kills of each series on each file system"))
TALLY = common.Tally()


def wanted(short, whole):
    return short if GIVEN.short else GIVEN.kills or whole


def killed_at(guide, words, seconds, env=None):
    """Starts a build and kills it after a time; false where it had ended before."""
    process = subprocess.Popen(
        guide.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(env or {})})
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -9


def series(name, place, guide, words, kills, *, env=None, partial=None):
    """Kills `kills` builds at random moments, and looks at what each has left."""
    guide.write(0)
    guide.run(*words)
    guide.write(1)
    start = time.monotonic()
    guide.run(*words, env=env)
    length = time.monotonic() - start
    at = 1
    done = early = 0
    ends = {"old": 0, "new": 0}
    staged, steps = 0, min(50, kills)
    while done < kills:
        next = 1 - at
        guide.write(next)
        # A step through the whole build, so that no part of it is passed over.
        moment = (done % steps + random.random()) / steps * length
        if not killed_at(guide, words, moment, env):
            at = next  # it had ended
            early += 1
            length *= 0.98
            if early > 20 * kills + 50:
                TALLY.expect(False, f"{name}: builds end before they can be killed")
                break
            continue
        done += 1
        if any(path.startswith((".staging", ".old")) for path in os.listdir(guide.output)):
            staged += 1
        state = guide.state()
        if state is None and env and not guide.site.exists():
            state = "between"  # the moment that a file system without an exchange has
            ends["between"] = ends.get("between", 0) + 1
        else:
            TALLY.expect(state in (at, next), f"{name}: a mixture after {moment:.3f} s of {length:.3f} s")
            ends["old" if state == at else "new"] += 1
        mended(name, guide, words, next, env)
        at = next
    print(
        f"{name:32} {place:8} {done} kills in {length * 1000:.0f} ms each, {staged} of them with a new site begun: "
        + ", ".join(f"{count} {state}" for state, count in ends.items()) + f" ({early} had ended)", flush=True)


def mended(name, guide, words, version, env=None):
    """The build after a kill leaves no trace of it."""
    result = guide.run(*words, env=env, check=False)
    TALLY.expect(result.returncode == 0, f"{name}: the next build ended with {result.returncode}: {result.stderr[-300:]}")
    TALLY.expect(guide.state() == version, f"{name}: the next build is not what a build from nothing makes")
    left = guide.leftovers()
    TALLY.expect(not left, f"{name}: left behind: {left[:5]}")


def build_series(place, kind):
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program)
        same = guide.learn("build")
        print(f"{len(guide.expected[0])} files, the same in both versions: {len(same)}")
        series("build", kind, guide, ["build"], wanted(12, 300))


def fallback_series(place, kind):
    with common.folder(place) as root:
        library = common.shim(root)
        guide = common.Guide(root, GIVEN.program)
        guide.learn("build")
        for code in ("EINVAL", "ENOSYS"):
            env = {"LD_PRELOAD": library, "ATTACK_EXCHANGE": str(getattr(errno, code))}
            series(f"build, exchange says {code}", kind, guide, ["build"], wanted(4, 150), env=env)


def calls_series(place, kind, exchange=None):
    """Kills the build before its n-th change of the disk, for every n."""
    with common.folder(place) as root:
        library = common.shim(root)
        guide = common.Guide(root, GIVEN.program, pages=4)
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        at, kills, ends = 0, 0, {"old": 0, "new": 0, "between": 0}
        name = "build, at each call" + (", no exchange" if exchange else "")
        for call in CHANGES:
            step = 0
            while True:
                step += 1 if not GIVEN.short else random.randint(1, 25)
                next = 1 - at
                guide.write(next)
                env = {"LD_PRELOAD": library, "ATTACK_UNDER": f"{guide.output}", "ATTACK_CALL": call, "ATTACK_NTH": str(step)}
                if exchange:
                    env["ATTACK_EXCHANGE"] = str(exchange)
                result = guide.run("build", env=env, check=False)
                if result.returncode == 0:
                    at = next
                    break  # there are fewer such calls
                TALLY.expect(result.returncode == -9, f"{name}: ended with {result.returncode}")
                kills += 1
                state = guide.state()
                if exchange and not guide.site.exists():
                    ends["between"] += 1
                else:
                    TALLY.expect(state is not None, f"{name}: a mixture, killed at {call} {step}")
                    ends["old" if state == at else "new"] += 1
                mended(name, guide, ["build"], next)
                at = next
        if not exchange:
            TALLY.expect(ends["between"] == 0, f"{name}: there was no site")
        print(f"{name:32} {kind:8} {kills} kills, one at each call: " + ", ".join(f"{n} {s}" for s, n in ends.items()), flush=True)


def handouts_series(place, kind):
    """A partial run touches its own files alone: the rest stays old, whenever it is killed."""
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program, pages=40)
        guide.learn("build")
        words = ["handouts", "--industry", "clinic"]
        part = [path for path in guide.expected[0] if path.startswith("handouts/clinic/")]
        assert len(part) > 2
        # Both states: the site of the first version, with this trade's sheets of either.
        states = {}
        guide.write(0)
        guide.run("build")
        for version in (1, 0):
            guide.write(version)
            guide.run(*words)
            states[version] = common.tree(guide.site)
        TALLY.expect(
            all(states[0][path] != states[1][path] for path in part)
            and all(states[0][path] == states[1][path] for path in states[0] if path not in part),
            "handouts: more or less than its own files changed")
        guide.expected = states
        series("handouts --industry", kind, guide, words, wanted(4, 100))


def customers_series(place, kind):
    """Each customer's folder is old or new, and the site is not touched."""
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program, pages=4, customers=40)
        words = ["handouts", "--customers", str(guide.root / "customers.csv")]
        whole = {}
        for version in (0, 1):
            guide.write(version)
            guide.run(*words)
            whole[version] = common.tree(guide.output / "customers")
        ids = [f"c{number}" for number in range(guide.customers)]
        at, done, early, mixed = 1, 0, 0, 0
        start = time.monotonic()
        guide.run(*words)
        length = time.monotonic() - start
        kills = wanted(4, 150)
        while done < kills and early < 20 * kills:
            next = 1 - at
            guide.write(next)
            if not killed_at(guide, words, random.random() * length):
                at, early = next, early + 1
                continue
            done += 1
            now = common.tree(guide.output / "customers")
            kinds = set()
            for id in ids:
                own = {path: hash for path, hash in now.items() if path.startswith(id + "/")}
                states = [v for v in (0, 1) if own == {p: h for p, h in whole[v].items() if p.startswith(id + "/")}]
                TALLY.expect(states, f"customers: {id} is a mixture")
                kinds.update(states)
            mixed += len(kinds) == 2
            TALLY.expect(not guide.site.exists(), "customers: the site was touched")
            guide.run(*words)
            # The list says what this run has made and what was there already, which the kill decides.
            besides = (".lock", "summary.csv")
            now = {path: hash for path, hash in common.tree(guide.output / "customers").items() if path not in besides}
            expected = {path: hash for path, hash in whole[next].items() if path not in besides}
            TALLY.expect(now == expected, "customers: the next run is not what it should be")
            summary = (guide.output / "customers" / "summary.csv").read_text(encoding="utf-8-sig")
            listed = {line.split(",")[0] for line in summary.splitlines()[1:]}
            TALLY.expect(listed == set(ids), "customers: the list has not every customer, once it is done")
            TALLY.expect(not guide.leftovers(), f"customers: left behind: {guide.leftovers()[:5]}")
            at = next
        print(
            f"{'handouts --customers':32} {kind:8} {done} kills, each customer's folder old or new; in {mixed} "
            f"some were old and some new ({early} had ended)", flush=True)


def serve_series(place, kind):
    """Edits are made while `serve` runs, and it is killed at any moment: the site is that of one of them."""
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program, pages=40)
        guide.write(0)
        page = guide.root / "content/parts/p0/a3.md"
        other = guide.root / "content/parts/p1/a30.md"
        first, second = page.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
        # Each step is one file put in place at once; a title touches other pages, so that it is a whole build.
        steps = [
            (page, first + "\n一つ目の追記です。\n"), (other, second + "\n二つ目の追記です。\n"),
            (page, first.replace("title: ", "title: 新しい")), (other, second), (page, first)]
        states = []
        for file, text in steps:
            file.write_text(text, encoding="utf-8")
            guide.run("build", output=guide.root / "clean")
            states.append(common.tree(guide.root / "clean/site"))
        shutil.rmtree(guide.root / "clean")
        guide.expected = dict(enumerate(states))
        done = edits = 0
        seen = set()
        for _ in range(wanted(2, 100)):
            process = subprocess.Popen(
                guide.command("serve", "--port", "0"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for line in process.stderr:
                if "Ctrl-C" in line:
                    break
            threading.Thread(target=process.stderr.read, daemon=True).start()
            stop = time.monotonic() + random.uniform(0, 0.9)
            number = 0
            while time.monotonic() < stop and process.poll() is None:
                file, text = steps[number % len(steps)]
                new = file.with_suffix(".tmp")
                new.write_text(text, encoding="utf-8")
                os.replace(new, file)
                number, edits = number + 1, edits + 1
                time.sleep(random.uniform(0, 0.12))
            if not TALLY.expect(process.poll() is None, "serve: it had ended by itself"):
                break
            process.kill()
            process.wait()
            done += 1
            state = guide.state()
            TALLY.expect(state is not None, "serve: a mixture")
            seen.add(state)
            for file, text in steps[-2:]:
                file.write_text(text, encoding="utf-8")
            mended("serve", guide, ["build"], len(steps) - 1)
        print(f"{'serve, during edits':32} {kind:8} {done} kills, {edits} edits; {len(seen)} of {len(steps)} states were found", flush=True)


def pdf_series(place, kind):
    """With PDFs a build takes seconds; a kill loses no print that was finished, and publishes none by itself."""
    with common.folder(place) as root:
        guide = common.Guide(root, GIVEN.program, pages=4)
        guide.write(0)
        if guide.run("build", "--pdf", check=False).returncode == 3:
            print("skipped: no browser prints here")
            return
        guide.learn("build", "--pdf")
        guide.run("build", "--no-cache", "--pdf")
        # Without the cache each build prints everything.
        series("build --pdf", kind, guide, ["build", "--pdf", "--no-cache"], wanted(2, 30))
        time.sleep(2)
        alive = subprocess.run(["pgrep", "-fc", "tebiki-browser-"], capture_output=True, text=True).stdout.strip()
        print(f"browsers that are still there: {alive}")


ALL = {
    "build": build_series, "calls": calls_series, "fallback": fallback_series, "handouts": handouts_series,
    "customers": customers_series, "serve": serve_series, "pdf": pdf_series}

if GIVEN.only and GIVEN.only not in ALL:
    sys.exit(f"--only is one of {', '.join(ALL)}")
for name, attack in ALL.items():
    if GIVEN.only not in (None, name):
        continue
    for place, kind in common.places():
        if GIVEN.short and (name == "pdf" or place != common.places()[0][0]):
            continue
        attack(place, kind)
        if name == "fallback" and not GIVEN.short:
            calls_series(place, kind, exchange=errno.ENOSYS)
TALLY.end()
