#!/usr/bin/env python3
"""Cuts the power: what an ext4 disk holds at a moment of a build is mounted elsewhere, and looked at.

What was written last is still in memory then, and lost. A build waits for the disk before the new site takes the old one's place, so that
what is found is one of them as a whole, and the next build goes on from there. Root alone can mount a disk in an image file.

  Tests/Attack/powercut.py .build/release/tebiki            some minutes
  Tests/Attack/powercut.py .build/release/tebiki --short    three cuts
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import common

GIVEN = common.arguments(__doc__)
TALLY = common.Tally()


def command(*words, check=True):
    return subprocess.run([str(word) for word in words], check=check, capture_output=True, text=True)


def writes(image):
    """How much has been written to the disk, so that a copy that was made meanwhile is made again."""
    device = command("losetup", "-j", image).stdout.split(":")[0]
    return pathlib.Path(f"/sys/block/{os.path.basename(device)}/stat").read_text().split()[4]


def cut(image, copy):
    """Copies what the disk holds at this moment."""
    for _ in range(50):
        before = writes(image)
        shutil.copyfile(image, copy)
        if writes(image) == before:
            return True
    return False


if os.geteuid() != 0:
    print("skipped: only root mounts a disk")
    sys.exit(0)
with common.folder(common.places()[0][0]) as root:
    image, copy = root / "disk", root / "copy"
    here, there = root / "here", root / "there"
    here.mkdir(), there.mkdir()
    with open(image, "wb") as file:
        file.truncate(64 << 20)
    command("mkfs.ext4", "-q", "-F", image)
    if command("mount", "-o", "loop,commit=1", image, here, check=False).returncode:
        print("skipped: mounting is not allowed here")
        sys.exit(0)
    try:
        guide = common.Guide(root / "guide", GIVEN.program, pages=100)
        guide.root.mkdir()
        guide.learn("build")
        guide.output = here / "output"
        guide.site = guide.output / "site"
        guide.write(0)
        guide.run("build")
        at, found, cuts, inexact = 0, {"old": 0, "new": 0, "with empty files": 0, "with other halves": 0}, 0, 0
        for _ in range(3 if GIVEN.short else 60):
            os.sync()
            new = 1 - at
            guide.write(new)
            process = subprocess.Popen(guide.command("build"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # The disk writes within a second or so of the build.
            time.sleep(random.choice([random.uniform(0, 0.3), random.uniform(0, 3)]))
            exact = cut(image, copy)
            process.wait()
            if not exact:
                inexact += 1
                at = new
                continue
            cuts += 1
            command("mount", "-o", "loop", copy, there)
            try:
                site = there / "output/site"
                now = common.tree(site) if site.exists() else {}
                empty = [path for path in now if (site / path).stat().st_size == 0]
                state = next((v for v, files in guide.expected.items() if files == now), None)
                if state is not None:
                    found["old" if state == at else "new"] += 1
                else:
                    found["with empty files" if empty else "with other halves"] += 1
                    TALLY.expect(False, f"a mixture after the power cut: {len(empty)} of {len(now)} files are empty")
                result = guide.run("build", output=there / "output", check=False)
                TALLY.expect(result.returncode == 0, f"the next build ended with {result.returncode}: {result.stderr[-300:]}")
                TALLY.expect(common.tree(site) == guide.expected[new], "the next build does not put it right")
                left = [name for name in os.listdir(there / "output") if name not in ("site", ".cache", ".lock")]
                TALLY.expect(not left, f"left behind: {left}")
            finally:
                command("umount", there)
            at = new
        print(
            f"power cuts on ext4: {cuts}; the site was " + ", ".join(f"{count} {state}" for state, count in found.items())
            + f"; the next build put all right ({inexact} copies were not of one moment and left out)")
    finally:
        command("umount", here, check=False)
TALLY.end()
