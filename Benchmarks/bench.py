"""What the benchmarks share: the tool, a corpus, peers from PyPI, a browser, and a server that notes what it is asked for."""
import argparse
import contextlib
import functools
import gzip
import http.server
import importlib.util
import os
import subprocess
import sys
import tempfile
import threading

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.environ.get("TEBIKI_BENCH", os.path.join(REPOSITORY, "..", "shared", "bench"))
HOME = os.path.join(tempfile.gettempdir(), "tebiki-bench")
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

sys.path.append(os.path.join(REPOSITORY, "Tests", "Browser"))


def arguments(about):
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--program", default=os.path.join(REPOSITORY, ".build", "release", "tebiki"))
    made.add_argument("--corpus", default=os.path.join(BENCH, "make_corpus.py"), metavar="MAKE_CORPUS.py")
    return made


def parse(made):
    given = made.parse_args()
    for path, what in ((given.program, "run scripts/build first"), (given.corpus, "name the corpus maker by --corpus")):
        if not os.path.exists(path):
            sys.exit(f"{made.prog}: there is no {path}; {what}")
    return given


def corpus(given, pages, flavour, folder):
    subprocess.run([sys.executable, given.corpus, "--pages", str(pages), "--flavour", flavour, "--out", folder],
                   check=True, stdout=subprocess.DEVNULL)


def project(given, pages, folder):
    """Writes a project for Tebiki, and returns the command that builds it into its `output`."""
    corpus(given, pages, "generic", os.path.join(folder, "content"))
    with open(os.path.join(folder, "content", "site.yaml"), "w", encoding="utf-8") as file:
        file.write("title: 製品マニュアル\ndescription: 比べるための文書\n")
    return [given.program, "build", "--root", folder, "--output", os.path.join(folder, "output"), "--date", "2026-01-01"]


def run(command, **options):
    """Runs a command in silence; what it said is shown where it failed."""
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if ended.returncode:
        sys.exit(f"{command[0]} failed:\n{ended.stdout}")


def from_pypi(package):
    """The folder of a virtual environment of its own with a package, whose version is printed; or None, which is said."""
    name = package.split("[")[0]
    venv = os.path.join(HOME, name)
    python = os.path.join(venv, "bin", "python")
    try:
        if not os.path.isdir(venv):
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", package], check=True)
        subprocess.run([python, "-c", f"import importlib.metadata as found; print('{name}', found.version('{name}'))"], check=True)
    except subprocess.CalledProcessError:
        print(f"{name} is left out: pip install {package} failed")
        return None
    return venv


def need_playwright():
    if not importlib.util.find_spec("playwright"):
        sys.exit("no Playwright for Python: scripts/setup --test installs it, then run this by .build/venv/bin/python")


@contextlib.contextmanager
def browser():
    """A browser that reaches this machine and nothing else."""
    from common import launch
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        opened = launch(playwright, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
        yield opened
        opened.close()


class Server:
    """Serves a folder, lets browsers keep files for ten minutes, and notes the paths of the files that are asked for."""

    def __init__(self, folder):
        asked = self.asked = []

        class Noting(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def end_headers(self):
                self.send_header("Cache-Control", "max-age=600")
                super().end_headers()

            def do_GET(self):
                path = self.translate_path(self.path)
                asked.append(os.path.join(path, "index.html") if os.path.isdir(path) else path)
                super().do_GET()

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Noting, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self):
        """What was asked for since this was last called: the path of each file, its bytes, and its bytes by gzip."""
        taken = self.asked[:]
        del self.asked[:len(taken)]
        return [(path, *weigh(path)) for path in taken]


@functools.cache
def weigh(path):
    """The bytes of a file, and those that a server sends that compresses what gains by it; none of a file that is missing."""
    if not os.path.exists(path):
        return 0, 0
    with open(path, "rb") as file:
        data = file.read()
    return len(data), min(len(data), len(gzip.compress(data, 6)))


def weight(files):
    return sum(raw for _, raw, _ in files), sum(packed for _, _, packed in files)
