"""What the attacks share: a guide in two versions that differ in every file, what a build makes of them, and the shim."""
import argparse
import contextlib
import hashlib
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATE = "2026-11-24"
WORDS = "サーバーの 証明書を 控えを 鍵を パスワードを 利用者の 権限を 端末の 通信の 記録を".split()
VERBS = "更新します。 確かめます。 保存します。 渡します。 記録します。 見直します。".split()
INDUSTRIES = ("clinic", "retail")


def arguments(description, **more):
    """Reads the command line that all attacks share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built tebiki, in release mode")
    parser.add_argument("--short", action="store_true", help="a few of everything, within seconds")
    parser.add_argument("--seed", type=int, help="repeats the random choices of an earlier run")
    for name, options in more.items():
        parser.add_argument("--" + name.replace("_", "-"), **options)
    given = parser.parse_args()
    given.program = str(pathlib.Path(given.program).resolve())
    given.seed = random.randrange(1 << 30) if given.seed is None else given.seed
    random.seed(given.seed)
    print(f"seed {given.seed}")
    return given


def places():
    """The file systems that are tried: one in memory, and the one of the temporary folder."""
    found = []
    for name in ("/dev/shm", tempfile.gettempdir()):
        if os.path.isdir(name) and os.access(name, os.W_OK):
            kind = subprocess.run(["df", "--output=fstype", name], capture_output=True, text=True).stdout.split()[-1]
            if kind not in [kind for _, kind in found]:
                found.append((name, kind))
    return found


@contextlib.contextmanager
def folder(place=None):
    path = tempfile.mkdtemp(prefix="tebiki-attack-", dir=place)
    try:
        yield pathlib.Path(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def shim(into):
    """Compiles the shim that stands between the program and the C library."""
    library = pathlib.Path(into) / "shim.so"
    compiler = shutil.which("cc") or shutil.which("clang") or sys.exit("no C compiler: cc or clang")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", library, HERE / "shim.c", "-ldl", "-pthread"], check=True)
    return str(library)


def tree(path):
    """Every file below a folder, by its path, as what its bytes and its kind are."""
    found = {}
    for above, folders, files in os.walk(path):
        for name in files:
            file = os.path.join(above, name)
            with open(file, "rb") as opened:
                found[os.path.relpath(file, path)] = hashlib.sha256(opened.read()).hexdigest()
    return found


class Guide:
    """A project of two versions; every file of the site differs between them, and some are in one alone."""

    def __init__(self, root, program, pages=120, customers=0):
        self.root, self.program, self.pages, self.customers = pathlib.Path(root), program, pages, customers
        self.output = self.root / "output"
        self.site = self.output / "site"
        self.expected = {}

    def texts(self, version):
        """The files of a version, from the project's root."""
        words = random.Random(f"{version}/{self.pages}")

        def sentence():
            return words.choice(WORDS) + words.choice(VERBS)

        mark = "改訂前" if version == 0 else f"改訂{version}"
        files = {
            "content/site.yaml": f"title: 手引き（{mark}）\nbase_url: https://example.org/\ntalk: true\n",
            "content/vendor.yaml": f"name: 株式会社試し{mark}\n",
            "content/index.md": f"---\ntitle: 手引き {mark}\n---\n{mark}の手引きです。\n",
            f"content/files/picture{version}.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="{version + 1}"/>',
            "content/files/list.pdf": f"%PDF-1.4 {mark}" + "x" * 20_000,
        }
        for number in range(self.pages):
            part = number // 25
            files.setdefault(
                f"content/parts/p{part}/index.md", f"---\ntitle: 第{part}部 {mark}\n---\n{mark}の部です。\n")
            body = "\n\n".join(f"## 見出し{n} {mark}\n\n" + "".join(sentence() for _ in range(12)) for n in range(4))
            files[f"content/parts/p{part}/a{number}.md"] = (
                f"---\ntitle: 第{number}頁 {mark}\ntags: [備え]\n---\n{mark}の頁です。\n\n{body}\n")
        files[f"content/parts/p0/only{version}.md"] = f"---\ntitle: {mark}だけの頁\n---\n{mark}の頁です。\n"
        for name in INDUSTRIES:
            files[f"content/industries/{name}.md"] = industry(name, mark)
        for name, audience in (("a", "executive"), ("b", "staff")):
            files[f"content/handouts/{name}.md"] = (
                f"---\ntitle: 資料{name}{mark}\naudience: {audience}\n---\n{{{{customer.name}}}}の{mark}の備えです。\n\n"
                + "控えを取りましょう。\n\n" * (12 + version) + f":::talk\n{mark}と話します。\n:::\n")
        if self.customers:
            rows = [f"c{n},お客様{n}号{mark},{INDUSTRIES[n % 2]}" for n in range(self.customers)]
            files["customers.csv"] = "\r\n".join(["id,name,industry", *rows]) + "\r\n"
        return files

    def write(self, version):
        """Puts a version in the place of what is there."""
        texts = self.texts(version)
        content = self.root / "content"
        if content.exists():
            for file in [path for path in content.rglob("*") if path.is_file()]:
                if str(file.relative_to(self.root)) not in texts:
                    file.unlink()
        for name, text in texts.items():
            file = self.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")

    def command(self, *words, output=None):
        return [
            self.program, words[0], "--root", str(self.root), "--output", str(output or self.output), "--date", DATE,
            "--lang", "en", *words[1:]]

    def run(self, *words, output=None, env=None, check=True, **options):
        result = subprocess.run(
            self.command(*words, output=output), capture_output=True, text=True,
            env={**os.environ, **(env or {})}, **options)
        if check and result.returncode:
            sys.exit(f"tebiki {' '.join(words)} ended with {result.returncode}:\n{result.stderr[-2000:]}")
        return result

    def learn(self, *words, versions=(0, 1), of="site"):
        """Builds each version from nothing, so that it is known what it looks like."""
        for version in versions:
            self.write(version)
            clean = self.root / "clean"
            self.run(*words, output=clean)
            self.expected[version] = tree(clean / of)
            assert len(self.expected[version]) > 2, "nothing was built"
            shutil.rmtree(clean)
        same = [path for path in self.expected[0] if self.expected[0][path] == self.expected[1].get(path)]
        return same

    def state(self, of="site"):
        """Which version is published; none where it is a mixture."""
        found = tree(self.output / of)
        return next((version for version, files in self.expected.items() if files == found), None)

    def leftovers(self):
        """What a build that ended well does not leave behind."""
        found = []
        for above, _, files in os.walk(self.output):
            if above == str(self.site):
                continue
            below = os.path.relpath(above, self.output)
            names = os.listdir(above)
            found += [f"{below}/{name}" for name in names if name.startswith((".staging", ".old")) or name.endswith(".new")]
        known = {"site", ".cache", ".lock", "customers"}
        return sorted(set(found) | {name for name in os.listdir(self.output) if name not in known})


def industry(name, mark):
    return (
        f"---\ntitle: 業種{name}{mark}\nname: {name}{mark}\njsic: P\nhead: 院長先生\nclients: お客さん\nyou: 貴院\n"
        "data: [記録]\nsystems: [予約の画面]\nstops:\n  - {within: hour, what: 受付が止まる}\n---\n")


class Tally:
    """Counts what happened, and what should not have."""

    def __init__(self):
        self.wrong = []

    def expect(self, holds, what):
        if not holds:
            self.wrong.append(what)
            print("WRONG: " + what, flush=True)
        return holds

    def end(self):
        """Ends the attack; a failure where anything was wrong."""
        if self.wrong:
            sys.exit(f"{len(self.wrong)} wrong")
        print("nothing wrong")
