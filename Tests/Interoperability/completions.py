"""The completions: bash, zsh and fish complete command lines as they are typed.

    python3 Tests/Interoperability/completions.py --binary .build/debug/loopsweep

Each shell runs on a terminal, reads what `loopsweep completion` prints, and gets a part of a command line and a tab. A key
that it is given prints the line that came of it. A shell that is absent is skipped, and that is told: .ci/run installs all.
"""

import argparse
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
from fcntl import ioctl

from checks import Checks

LIMIT = 60
"""How long a shell may take to answer, in seconds."""
SHOW = "\x14"
"""The key that prints the line, ^T."""
CLEAR = "\x15"
"""The key that empties it, ^U."""
START = {
    "bash": (["--norc", "--noprofile", "-i"], """
PS1='$ '; bind 'set enable-bracketed-paste off'; bind 'set bell-style none'
show() { printf '\\n<<%s>>\\n' "$READLINE_LINE"; }; bind -x '"\\C-t": show'
. {script}
"""),
    "zsh": (["-f", "-i"], """
PS1='$ '; unset zle_bracketed_paste; setopt nobeep; fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D
show() { print -r -- $'\\n'"<<$BUFFER>>"; }; zle -N show; bindkey -e; bindkey '^T' show
"""),
    "fish": (["--no-config", "-i"], """
function fish_prompt; printf '$ '; end; function fish_greeting; end; set -g fish_autosuggestion_enabled 0
bind \\ct 'printf "\\n<<%s>>\\n" (commandline)'
source {script}
"""),
}
"""How each shell is started, and what it reads before anything is typed; zsh finds the script where its path leads."""
NAMES = {"bash": "loopsweep", "zsh": "_loopsweep", "fish": "loopsweep.fish"}
"""What the file with the script is called."""
FILES = ["cleanup.yaml", "fleet.yml", "notes.txt", "plan.json", "report.jsonl", "sub/inner.yaml"]
"""What lies in the folder."""
LINES = {
    "ver": "verify ",
    "comp": "completion ",
    "completion fi": "completion fish ",
    "run cl": "run cleanup.yaml ",
    "run sub/in": "run sub/inner.yaml ",
    "run no": "run no",
    "run --stop": "run --stop-only ",
    "run cleanup.yaml --output cs": "run cleanup.yaml --output csv ",
    "plan cleanup.yaml --output cs": "plan cleanup.yaml --output cs",
    "run --progress pl": "run --progress plain ",
    "run --color al": "run --color always ",
    "run --log-format j": "run --log-format json ",
    "run --error-format gi": "run --error-format github ",
    "run --lock o": "run --lock off ",
    "run --profile op": "run --profile ops ",
    "run --plan pl": "run --plan plan.json ",
    "run --simulate fl": "run --simulate fleet.yml ",
    "run --state-dir su": "run --state-dir sub/",
    "run --report cs": "run --report csv=",
    "run --report jsonl=rep": "run --report jsonl=report.jsonl ",
    "discover --status Fa": "discover --status Failed ",
    "discover --keep comp": "discover --keep completed ",
    "verify rep": "verify report.jsonl ",
    "show rep": "show report.jsonl ",
    "show pl": "show plan.json ",
    "help disc": "help discover ",
    "simulate --fleet fl": "simulate --fleet fleet.yml ",
    "validate cleanup.yaml fl": "validate cleanup.yaml fleet.yml ",
}
"""What is typed behind the program's name, and the line that a tab makes of it."""
OTHERS = {("zsh", "run no"): "run notes.txt "}
"""Where a shell does otherwise: zsh offers any file where none has the ending."""


class Shell:
    """A shell on a terminal."""

    def __init__(self, name, folder, script):
        """Starts it in a folder."""
        options, text = START[name]
        start = os.path.join(folder, f"start.{name}")
        with open(start, "w", encoding="utf-8") as file:
            file.write(text.replace("{script}", script).replace("{folder}", os.path.dirname(script)))
        variables = {
            "PATH": os.path.join(folder, "bin") + ":" + os.environ.get("PATH", ""), "HOME": folder, "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        }
        self.read = b""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(os.path.join(folder, "work"))
            os.execvpe(name, [name, *options], variables)
        ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.type(f". {start}\n")
        self.line(again=True)
        # What was asked more than once is answered more than once.
        while select.select([self.terminal], [], [], 1)[0]:
            os.read(self.terminal, 65_536)

    def type(self, text):
        """Types a text."""
        os.write(self.terminal, text.encode())

    def line(self, again=False):
        """The line as it is now; `again` asks once a second, for a shell that is about to begin."""
        self.read, end, asked = b"", time.monotonic() + LIMIT, 0
        while time.monotonic() < end:
            if not asked or (again and time.monotonic() > asked + 1):
                self.type(SHOW)
                asked = time.monotonic()
            if select.select([self.terminal], [], [], 0.5)[0]:
                self.read += os.read(self.terminal, 65_536)
            found = re.search(rb"<<([^\n]*)>>\r?\n", self.read)
            if found:
                return found[1].decode()
        raise TimeoutError(self.read[-500:])

    def complete(self, text):
        """The line that a tab behind a text makes."""
        self.type(CLEAR + text + "\t")
        return self.line()

    def end(self):
        """Ends it."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def prepare(folder, binary):
    """Fills a folder: the program, files to complete, and profiles of AWS."""
    for path in ("bin", "scripts", "work/sub", ".aws"):
        os.makedirs(os.path.join(folder, path))
    os.symlink(binary, os.path.join(folder, "bin", "loopsweep"))
    for name in FILES:
        with open(os.path.join(folder, "work", name), "w", encoding="utf-8"):
            pass
    with open(os.path.join(folder, ".aws", "config"), "w", encoding="utf-8") as file:
        file.write("[default]\nregion = us-east-1\n[profile ops]\nregion = eu-west-1\n[profile staging]\n")


def check_shell(checks, binary, name):
    """Types all lines into a shell."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, binary)
        script = os.path.join(folder, "scripts", NAMES[name])
        done = subprocess.run([binary, "completion", name], capture_output=True, text=True, check=False)
        checks.equal(f"{name}: the script is printed", (done.returncode, done.stderr), (0, ""))
        with open(script, "w", encoding="utf-8") as file:
            file.write(done.stdout)
        shell = Shell(name, folder, script)
        try:
            for typed, expected in LINES.items():
                line = shell.complete(f"loopsweep {typed}")
                expected = OTHERS.get((name, typed), expected)
                checks.equal(f"{name} completes {typed!r}", line.removeprefix("loopsweep "), expected)
        finally:
            shell.end()


def check_all(checks, binary):
    """Drives every shell that there is."""
    for name in START:
        if shutil.which(name):
            checks.run(f"completion in {name}", check_shell, binary, name)
        else:
            print(f"skipped {name}: it is not installed")


def main():
    """Checks the completions alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the loopsweep to try")
    checks = Checks()
    check_all(checks, os.path.abspath(parser.parse_args().binary))
    raise SystemExit(checks.finish())


if __name__ == "__main__":
    main()
