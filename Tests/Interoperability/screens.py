"""Screens of a run in a terminal of another hand, tmux, in three sizes and while it is resized."""

import os
import re
import shutil
import subprocess
import tempfile
import time

LIMIT = 60
"""How long a screen may take to come, in seconds."""
BAR = re.compile(r"^\[[█░]+\]  ")
"""The line of the bar."""
DETAIL = re.compile(r"^  waiting for held-\d ")
"""The line below it, while workers are waited for."""
MANIFEST = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {name: screens}
loops: [held-1, held-2, done-1, done-2]
"""
FLEET = """\
apiVersion: loopsweep/v1
kind: HumanLoopFleet
loops:
  - {name: "held-{1..2}", status: InProgress, flowDefinition: f, created: 3h, workers: {holdFor: 600s}}
  - {name: "done-{1..2}", status: Failed, flowDefinition: f, created: 3h}
"""


class Terminal:
    """A terminal in which a shell runs, with a server of tmux of its own."""

    def __init__(self, folder, columns, rows):
        """Starts the shell."""
        self.folder = folder
        self.socket = os.path.join(folder, "tmux")
        environment = f"env -i PATH='{os.environ['PATH']}' HOME='{folder}' TERM=screen LANG=C.UTF-8 PS1='$ '"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), f"{environment} sh")

    def tmux(self, *arguments):
        """Gives tmux a command; returns what it prints."""
        command = ["tmux", "-S", self.socket, *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    def type(self, *keys):
        """Presses keys."""
        self.tmux("send-keys", *keys)

    def resize(self, columns, rows):
        """Changes the size of the window."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def lines(self):
        """What is there, what has scrolled away included."""
        return self.tmux("capture-pane", "-p", "-S", "-").rstrip().split("\n")

    def wait(self, holds):
        """Waits until something holds of the lines; returns whether it does, and them."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            lines = self.lines()
            if holds(lines):
                return True, lines
            time.sleep(0.1)
        return False, self.lines()


def has(pattern):
    """Whether a line has a pattern."""
    return lambda lines: any(re.search(pattern, line) for line in lines)


def is_drawn(columns):
    """Whether a wait for workers is shown as it is to be in so many columns: once, and nothing is left of others."""
    details = 1 if columns >= 72 else 0

    def holds(lines):
        places = [place for place, line in enumerate(lines) if BAR.match(line)]
        if len(places) != 1 or " 2 waiting" not in lines[places[0]]:
            return False
        below = lines[places[0] + 1:]
        is_detailed = [bool(DETAIL.match(line)) for line in below] == [True] * details
        return is_detailed and all(len(line) < columns for line in lines[places[0]:])

    return holds


def check_size(checks, binary, columns, rows):
    """Runs a manifest in a terminal of one size, and resizes it while workers are waited for."""
    size = f"{columns} × {rows}"
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("screens.yaml", MANIFEST), ("fleet.yaml", FLEET)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        terminal = Terminal(folder, columns, rows)
        try:
            terminal.type(f"cd '{folder}'; clear; '{binary}' run screens.yaml --simulate fleet.yaml", "Enter")
            found, lines = terminal.wait(has("Type the manifest's name"))
            checks.check(f"{size}: the run asks for consent", found and not any(map(BAR.match, lines)), lines)
            terminal.type("screens", "Enter")
            found, lines = terminal.wait(is_drawn(columns))
            checks.check(f"{size}: it says how far it is and whom it waits for", found, lines)
            for width, height in (47, 20), (100, 30), (columns, rows):
                terminal.resize(width, height)
                found, lines = terminal.wait(is_drawn(width))
                checks.check(f"{size}: resized to {width} columns, nothing is left of what was drawn", found, lines)
            terminal.type("C-c")
            found, lines = terminal.wait(has("exit code 130"))
            checks.check(f"{size}: ^C ends it with a report", found and has("SIGINT: nothing new is started")(lines), lines)
            checks.check(f"{size}: no bar is left", not any(map(BAR.match, lines)), lines)
        finally:
            terminal.tmux("kill-server")


def check_all(checks, binary):
    """Checks every size."""
    if not shutil.which("tmux"):
        print("tmux is absent: screens are not captured")
        return
    for columns, rows in (80, 24), (120, 40), (50, 20):
        checks.run(f"{columns} × {rows}", check_size, binary, columns, rows)
