"""What the browser tests share: the browser, the guide built with a text more, and a server."""
import contextlib
import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def launch(playwright, *flags):
    names = [os.environ.get("TEBIKI_BROWSER"), "chromium-headless-shell", "chromium", "google-chrome"]
    path = next((path for path in map(shutil.which, filter(None, names)) if path), None)
    if not path:
        sys.exit("no browser: chromium-headless-shell, chromium, or TEBIKI_BROWSER")
    return playwright.chromium.launch(executable_path=path, args=[*flags, *["--no-sandbox"] * (os.geteuid() == 0)])


def build(program, root, output):
    subprocess.run(
        [program, "build", "--root", root, "--output", output, "--date", "2026-11-24", "--quiet"], check=True,
        stderr=subprocess.DEVNULL)
    return output / "site"


def build_with(program, folder, name, text):
    """Builds the guide that ships, with salesperson's copies and a text of the test's own."""
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, folder / part)
    settings = folder / "content/site.yaml"
    site = settings.read_text(encoding="utf-8")
    settings.write_text(site if "\ntalk:" in site else site + "talk: true\n", encoding="utf-8")
    (folder / "content" / name).write_text(text, encoding="utf-8")
    return build(program, folder, folder / "output")


@contextlib.contextmanager
def preview(program, root, output):
    """Serves a project by `tebiki serve`, at the address that it says."""
    process = subprocess.Popen(
        [program, "serve", "--root", root, "--output", output, "--port", "0", "--date", "2026-11-24", "--lang", "en"],
        stderr=subprocess.PIPE, text=True)
    try:
        said = (re.search(r"(http://\S+)/ ", line) for line in process.stderr)
        address = next((found[1] for found in said if found), None) or sys.exit("tebiki serve ended")
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield address
    finally:
        process.kill()
        process.wait()


class Server:
    """Serves a folder on a port of its own."""

    def __init__(self, folder):
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
