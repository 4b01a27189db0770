#!/usr/bin/env python3
"""Builds the same guide under other circumstances: the bytes are the same, and what is private stays so.

Other circumstances are the locale, the time zone, the umask, the folder that one stands in and the one that the project lies in,
the number of workers, what was cached, the seed of hashing, the user, the order in which the files were made, and
times of the files. Private are customers' folders and prints: nobody else may read them, and their names are in no message, no
cache that others can read, and not in the site.

  Tests/Attack/sameness.py .build/release/tebiki            all of it
  Tests/Attack/sameness.py .build/release/tebiki --short    some seconds, without PDFs
"""
import os
import random
import shutil
import stat
import subprocess

import common

GIVEN = common.arguments(__doc__)
TALLY = common.Tally()
NOBODY = 65534


def environment(**more):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "SWIFT"))}
    return {**env, **more}


def sameness():
    with common.folder(common.places()[0][0]) as root:
        guide = common.Guide(root / "guide", GIVEN.program, pages=60)
        guide.root.mkdir()
        guide.write(0)
        guide.run("build", output=root / "first")
        first = common.tree(root / "first/site")
        cases = {}
        for locale in ("C", "C.UTF-8", "ja_JP.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1"):
            cases[f"locale {locale}"] = dict(env=environment(LC_ALL=locale))
        for zone in ("UTC", "Asia/Tokyo", "America/St_Johns", "nonsense"):
            cases[f"zone {zone}"] = dict(env=environment(TZ=zone))
        for mask in (0o000, 0o022, 0o077, 0o777 & 0o177):
            cases[f"umask {mask:03o}"] = dict(preexec_fn=lambda mask=mask: os.umask(mask))
        for jobs in (1, 2, 3, 8, 64):
            cases[f"{jobs} workers"] = dict(words=["--jobs", str(jobs)])
        for number in range(3 if GIVEN.short else 20):
            cases[f"hash seed {number}"] = dict(env=environment())
        cases["no hash seed"] = dict(env=environment(SWIFT_DETERMINISTIC_HASHING="1"))
        cases["no environment"] = dict(env={"PATH": os.environ["PATH"]})
        cases["another folder"] = dict(cwd="/")
        cases["inside content/"] = dict(cwd=guide.root / "content")
        cases["no cache"] = dict(words=["--no-cache"])
        for name, options in cases.items():
            words = options.pop("words", [])
            output = root / "next"
            command = guide.command("build", *words, output=output)
            if name == "no environment":
                options["env"] |= {}
            result = subprocess.run(command, capture_output=True, text=True, **options)
            if name == "umask 177":  # the builder may not even enter its own folders
                TALLY.expect(result.returncode in (0, 3), f"{name}: ended with {result.returncode}: {result.stderr[-200:]}")
                shutil.rmtree(output, ignore_errors=True)
                continue
            TALLY.expect(result.returncode == 0, f"{name}: ended with {result.returncode}: {result.stderr[-200:]}")
            TALLY.expect(common.tree(output / "site") == first, f"{name}: other bytes")
            if "cache" not in name:
                again = subprocess.run(command, capture_output=True, text=True, **options)
                TALLY.expect(again.returncode == 0 and common.tree(output / "site") == first, f"{name}: other bytes when built again")
            shutil.rmtree(output)
        # The same project elsewhere, its files made in another order and at other times.
        elsewhere = common.Guide(root / "よそ の場所" / ("d" * 100), GIVEN.program, pages=60)
        texts = list(elsewhere.texts(0).items())
        random.shuffle(texts)
        for name, text in texts:
            file = elsewhere.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
            os.utime(file, (random.randint(0, 2**31), random.randint(0, 2**31)))
        elsewhere.run("build")
        TALLY.expect(common.tree(elsewhere.site) == first, "another place: other bytes")
        # From the other version, and over a damaged site.
        guide.write(1)
        guide.run("build", output=root / "next")
        guide.write(0)
        guide.run("build", output=root / "next")
        TALLY.expect(common.tree(root / "next/site") == first, "after another version: other bytes")
        for file in random.sample([path for path in (root / "next/site").rglob("*") if path.is_file()], 20):
            os.truncate(file, random.randint(0, 3))  # what a power cut leaves
        guide.run("build", output=root / "next")
        TALLY.expect(common.tree(root / "next/site") == first, "over damaged files: other bytes")
        print(f"same in, same out: {len(first)} files under {len(cases) + 3} other circumstances, all of them the same bytes", flush=True)


def pdfs():
    with common.folder(common.places()[0][0]) as root:
        guide = common.Guide(root / "guide", GIVEN.program, pages=2)
        guide.root.mkdir()
        guide.write(0)
        if guide.run("build", "--pdf", check=False).returncode == 3:
            print("skipped: no browser prints here")
            return
        first = common.tree(guide.site)
        TALLY.expect(sum(path.endswith(".pdf") for path in first) > 4, "there are no PDFs")
        runs = 0
        for env in ({"LC_ALL": "C", "TZ": "Asia/Tokyo"}, {"LC_ALL": "ja_JP.UTF-8", "TZ": "America/St_Johns"}, {"HOME": "/nonexistent"}):
            guide.run("build", "--pdf", "--no-cache", output=root / "next", env=env)
            TALLY.expect(common.tree(root / "next/site") == first, f"PDFs under {env}: other bytes")
            # A print that a power cut has emptied: its facts were written later and are not there either.
            prints = list((root / "next/.cache/prints").glob("*.fit"))
            prints[0].unlink()
            os.truncate(prints[0].with_suffix(".pdf"), 0)
            guide.run("build", "--pdf", output=root / "next")
            TALLY.expect(common.tree(root / "next/site") == first, "an empty print was taken")
            runs += 2
        print(f"PDFs: {runs} builds, the same bytes", flush=True)


def openings(path, top):
    """What others may read or enter, without anything above that keeps them out."""
    found = []
    for above, folders, files in os.walk(path):
        mode = stat.S_IMODE(os.lstat(above).st_mode)
        if mode & 0o077 == 0:
            folders.clear()
            continue
        found += [os.path.join(above, name) for name in files]
    return found


def privacy():
    with common.folder(common.places()[0][0]) as root:
        guide = common.Guide(root / "guide", GIVEN.program, pages=4, customers=6)
        guide.root.mkdir()
        guide.write(0)
        names = ["山田秘密医院", "secret-customer-ltd"]
        rows = "id,name,industry\r\n" + "".join(f"q{n},{name},clinic\r\n" for n, name in enumerate(names)) + "q7,,clinic\r\nq8,山田秘密歯科,nope\r\n"
        (guide.root / "customers.csv").write_text(rows, encoding="utf-8")
        private = ["山田秘密", "secret-customer"]
        words = ["handouts", "--customers", str(guide.root / "customers.csv"), "--verbose"]
        if not GIVEN.short and guide.run("build", "--pdf", check=False).returncode == 0:
            words.append("--pdf")
        os.umask(0)  # the widest
        for opened in (False, True):
            if opened:  # as after a copy without modes
                for path in guide.output.rglob("*"):
                    if path.is_dir():
                        path.chmod(0o777)
            guide.run("build")
            result = guide.run(*words, check=False)
            TALLY.expect(result.returncode == 4, f"customers: ended with {result.returncode}: {result.stderr[-300:]}")
            for folder in ("customers", ".cache"):
                if (guide.output / folder).exists():
                    left = openings(guide.output / folder, guide.output)
                    TALLY.expect(not left, f"others can read {left[:3]}")
            said = result.stdout + result.stderr
            shown = [line for line in said.splitlines() if any(name in line for name in private)]
            # A mistake is shown with its line, to the one who runs the command; nothing else may say a name.
            TALLY.expect(all(line.lstrip()[:1].isdigit() for line in shown), f"a message says a name: {shown[:2]}")
            for path in guide.output.rglob("*"):
                below = str(path.relative_to(guide.output))
                TALLY.expect(not any(name in below for name in private), f"a path says a name: {below}")
                if path.is_file() and below.split("/")[0] != "customers":
                    content = path.read_bytes()
                    TALLY.expect(not any(name.encode() in content for name in private), f"{below} says a name")
        if os.geteuid() == 0 and shutil.which("setpriv"):
            outsider = subprocess.run(
                ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "find", guide.output / "customers", "-type", "f"],
                capture_output=True, text=True)
            TALLY.expect(outsider.stdout == "", f"another user finds {outsider.stdout[:200]}")
        print(f"private: customers' folders and cache under umask 000, {'with' if '--pdf' in words else 'without'} PDFs", flush=True)


sameness()
if not GIVEN.short:
    pdfs()
privacy()
TALLY.end()
