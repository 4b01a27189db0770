#!/usr/bin/env python3
"""Lets every call on a file fail once: a build then publishes the new guide or leaves the old one, and says which.

A shim makes the n-th call of a kind fail, n = 1, 2, … to the last: open, read, write, fsync, close, rename, exchange, link,
unlink, mkdir, rmdir, opendir, readdir, lstat, fstat, flock and syncfs, with the errors that each can have (EIO, ENOSPC, EACCES,
EMFILE, EDQUOT, EROFS …). A build may end with 0 and the new site, or with 3, a message and the old one; never with a crash, with
half a site, or with something that the next build does not clear away. Then real full disks (root mounts small ones), a
limit of open files, a closed standard error, and calls that read and write half of what they are asked for.

  Tests/Attack/faults.py .build/release/tebiki            all of it, some minutes
  Tests/Attack/faults.py .build/release/tebiki --short    some of the calls
"""
import errno
import os
import pathlib
import random
import resource
import shutil
import subprocess

import common

GIVEN = common.arguments(__doc__)
TALLY = common.Tally()

ERRORS = {
    "open": ["EIO", "EACCES", "EMFILE", "ENOSPC"], "read": ["EIO"], "write": ["ENOSPC", "EIO", "EDQUOT"], "fsync": ["EIO", "ENOSPC"],
    "close": ["EIO"], "rename": ["EIO", "ENOSPC", "EACCES"], "exchange": ["EIO", "EACCES"], "link": ["EPERM", "EMLINK", "ENOSPC", "EIO"],
    "unlink": ["EIO", "EACCES"], "mkdir": ["ENOSPC", "EACCES"], "rmdir": ["EIO"], "opendir": ["EMFILE", "EACCES"], "readdir": ["EIO"],
    "lstat": ["EIO"], "fstat": ["EIO"], "flock": ["ENOLCK", "EINTR"],
    "syncfs": ["EIO", "ENOSPC", "EINVAL"]}


def failing(library, under, call=None, nth=None, code=None, **more):
    env = {"LD_PRELOAD": library, "ATTACK_UNDER": str(under)}
    if call:
        env |= {"ATTACK_CALL": call, "ATTACK_NTH": str(nth), "ATTACK_ERRNO": str(getattr(errno, code))}
    return env | {f"ATTACK_{name.upper()}": str(value) for name, value in more.items()}


def counts(guide, words, library):
    """How many calls of each kind a command makes."""
    log = guide.root / "calls.log"
    guide.run(*words, env=failing(library, guide.root, log=log))
    return {name: int(number) for name, number in map(str.split, log.read_text().splitlines())}


def judge(what, guide, words, old, new, result, of="site"):
    """Holds what a failed or a lucky build has left against what it said, and builds again. Returns whether it failed."""
    status, said = result.returncode, result.stderr.strip()
    TALLY.expect(status in (0, 3), f"{what}: ended with {status}: {said[-200:]}")
    state = guide.state(of)
    TALLY.expect(state is not None, f"{what}: a mixture (ended with {status})")
    if status == 0:
        TALLY.expect(state == new, f"{what}: said that all is well, and the site is not the new one")
    else:
        TALLY.expect(state == old, f"{what}: said that it failed, and the site is not the old one: {said}")
        TALLY.expect(said.startswith("tebiki: ") and len(said.splitlines()) == 1, f"{what}: said {said!r}")
    again = guide.run(*words, check=False)
    TALLY.expect(again.returncode == 0, f"{what}: the next build ended with {again.returncode}: {again.stderr[-200:]}")
    TALLY.expect(guide.state(of) == new, f"{what}: the next build is not what a build from nothing makes")
    TALLY.expect(not guide.leftovers(), f"{what}: left behind: {guide.leftovers()[:4]}")
    return status != 0


def every_call(name, place, words, *, of="site", exchange=None, stride=1, **options):
    with common.folder(place) as root:
        library = common.shim(root)
        guide = common.Guide(root / "guide", GIVEN.program, **options)
        guide.root.mkdir()
        guide.learn(*words, of=of)
        guide.write(0)
        guide.run(*words)
        guide.write(1)
        made = counts(guide, words, library)
        at, runs, stopped = 1, 0, 0
        messages = set()
        for call, errors in ERRORS.items():
            for code in errors:
                nth = 0
                while True:
                    nth += random.randint(1, 150) if GIVEN.short else random.randint(1, 2 * stride - 1)
                    if nth > made[call] + 8:  # the two versions differ by a few calls
                        break
                    new = 1 - at
                    guide.write(new)
                    more = {"exchange": exchange} if exchange else {}
                    result = guide.run(*words, env=failing(library, guide.root, call, nth, code, **more), check=False)
                    what = f"{name}: {call} {nth} {code}"
                    if exchange and result.returncode == 3 and not guide.site.exists():
                        TALLY.expect(False, f"{what}: there is no site")
                    runs += 1
                    stopped += judge(what, guide, words, at, new, result, of)
                    if result.returncode:
                        messages.add(result.stderr.split("(")[0].split("/")[0])
                    at = new
        print(
            f"{name:34} {sum(made.values())} calls of {sum(1 for n in made.values() if n)} kinds; {runs} made to fail: "
            f"{stopped} stopped with 3 and the old site, {runs - stopped} went on to the new one", flush=True)


def from_then_on(place):
    """All writes fail from the n-th on, as on a disk that is full."""
    with common.folder(place) as root:
        library = common.shim(root)
        guide = common.Guide(root / "guide", GIVEN.program, pages=4)
        guide.root.mkdir()
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        guide.write(1)
        made = counts(guide, ["build"], library)
        at, runs, stopped = 1, 0, 0
        for call, code in (("write", "ENOSPC"), ("open", "EMFILE"), ("mkdir", "ENOSPC"), ("unlink", "EIO"), ("rename", "EROFS")):
            for nth in range(1, made[call] + 2, random.randint(15, 40) if GIVEN.short else 1):
                new = 1 - at
                guide.write(new)
                result = guide.run("build", env={**failing(library, guide.root, call, nth, code), "ATTACK_FROM": "1"}, check=False)
                runs += 1
                stopped += judge(f"from {call} {nth} on {code}", guide, ["build"], at, new, result)
                at = new
        print(f"{'every call from the n-th on':34} {runs} runs: {stopped} stopped, {runs - stopped} went on", flush=True)


def full_disk():
    """A small file system in memory, with less and less room."""
    if os.geteuid() != 0:
        print("skipped: full disks (only root mounts a small one)")
        return
    runs = stopped = 0
    with common.folder() as root:
        guide = common.Guide(root / "guide", GIVEN.program, pages=30)
        guide.root.mkdir()
        guide.learn("build")
        guide.output.mkdir()
        kib = sum(file.stat().st_size // 1024 + 5 for file in guide.root.rglob("*") if file.is_file())
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tebiki-attack", guide.output], capture_output=True)
        if mount.returncode:
            print("skipped: full disks (mounting is not allowed here)")
            return
        try:
            at = 0
            guide.write(0)
            guide.run("build")
            used = int(subprocess.run(["du", "-sk", guide.output], capture_output=True, text=True).stdout.split()[0])
            filler = guide.output / "filler"
            for step in range(4 if GIVEN.short else 60):
                room = random.randint(0, used + 100) * 1024
                new = 1 - at
                guide.write(new)
                free = shutil.disk_usage(guide.output).free
                filler.write_bytes(b"")
                with open(filler, "wb") as file:
                    os.posix_fallocate(file.fileno(), 0, max(1, free - room))
                result = guide.run("build", check=False)
                state = guide.state()
                TALLY.expect(result.returncode in (0, 3), f"full disk: ended with {result.returncode}")
                TALLY.expect(state == (new if result.returncode == 0 else at), f"full disk, {room} bytes: {state}, {result.stderr}")
                if result.returncode:
                    stopped += 1
                    TALLY.expect("No space left" in result.stderr, f"full disk: said {result.stderr}")
                runs += 1
                filler.unlink()
                guide.run("build")
                TALLY.expect(guide.state() == new and not guide.leftovers(), "full disk: not put right")
                at = new
        finally:
            subprocess.run(["umount", guide.output])
    print(f"{'full disks (tmpfs)':34} {runs} builds with too little room or just enough: {stopped} stopped", flush=True)


def few_files(place):
    """A limit of open files, from what nothing can run with upwards."""
    with common.folder(place) as root:
        guide = common.Guide(root / "guide", GIVEN.program, pages=30)
        guide.root.mkdir()
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        at, stopped, runs, unfit = 0, 0, 0, 0
        for limit in range(5, 24, 6 if GIVEN.short else 1):
            new = 1 - at
            guide.write(new)
            result = guide.run(
                "build", "--jobs", "4", check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
            # Below eight not even the loader or Swift's runtime can work, and say so in their own words.
            if limit < 8 and (result.returncode in (127, -4) or "Signal 4" in result.stderr):
                unfit += 1
                result.returncode, result.stderr = 3, "tebiki: not fit to run"
            runs += 1
            stopped += judge(f"{limit} open files", guide, ["build"], at, new, result)
            at = new
        print(f"{'few open files (5 to 23)':34} {runs} builds: {stopped} stopped, {unfit} of them by the runtime", flush=True)


def odd_starts(place):
    """Standard streams that are closed or full, and calls that do half of what they are asked for."""
    with common.folder(place) as root:
        library = common.shim(root)
        guide = common.Guide(root / "guide", GIVEN.program, pages=30)
        guide.root.mkdir()
        guide.learn("build")
        guide.write(0)
        guide.run("build")
        at = 0
        # The warning makes sure that something is said while files are open.
        for what, redirection, expected in (
            ("closed standard error", "2>&-", 0), ("closed standard streams", "<&- >&- 2>&-", 0), ("full standard error", "2>/dev/full", 0),
            ("full standard output", "--format json >/dev/full 2>/dev/null", 3)):
            new = 1 - at
            guide.write(new)
            command = " ".join(f"'{word}'" for word in guide.command("build", "--verbose"))
            status = subprocess.run(["sh", "-c", f"exec {command} {redirection}"], stderr=subprocess.DEVNULL).returncode
            TALLY.expect(status == expected, f"{what}: ended with {status}")
            TALLY.expect(guide.state() == new, f"{what}: the site is not the new one")
            TALLY.expect((guide.output / ".lock").stat().st_size == 0, f"{what}: something was written into the lock")
            at = new
        new = 1 - at
        guide.write(new)
        result = guide.run("build", env=failing(library, guide.root, short=1), check=False)
        judge("half reads and half writes", guide, ["build"], at, new, result)
        TALLY.expect(result.returncode == 0, "half reads and half writes stop a build")
        print(f"{'odd starts':34} closed and full standard streams, half reads and half writes", flush=True)


place = common.places()[0][0]
every_call("build", place, ["build"], pages=4)
every_call("build, no exchange", place, ["build"], exchange=errno.ENOSYS, pages=4)
if not GIVEN.short:
    every_call("build, four workers", place, ["build", "--jobs", "4"], stride=20, pages=150)
from_then_on(place)
full_disk()
few_files(place)
odd_starts(place)
TALLY.end()
