"""The documents: what README.md and the articles show and name is what loopsweep does.

    python3 Tests/Interoperability/documents.py --binary .build/debug/loopsweep

The first word after a code block's fence says what becomes of it:

- `sh`: its commands are run. A command ends with 0, unless a comment behind it says `# exits with N`.
- `console`: the commands behind `$ ` are run, and what stands below each is its output, if anything does. `…` stands for any
  lines; numbers and durations may differ. What `run` asks for is typed.
- `yaml`, `json`: a manifest, or a part of one, passes `loopsweep validate`; a fleet can be served; a policy allows exactly the
  operations that its document's commands have called.
- `jsonl`: each line is one of a report.
- `text`: a drawing.

Nothing calls AWS. The blocks of a document share a folder with a copy of examples/, a terminal of 80 columns, and the service
of `loopsweep simulate --fleet examples/fleet.yaml`: AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME names it, and the keys are those of
the fleet. What builds or tests (examples/quickstart, Tests/run, swift build) is not run again here: .ci/run does, and
document_names.py checks that the scripts and their options exist.
"""

import argparse
import glob
import json
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

import document_names
from checks import Checks

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
"""The project's folder."""
CATALOGUE = os.path.join(ROOT, "Sources", "loopsweep", "Documentation.docc")
"""The folder of the articles."""
LIMIT = 180
"""How long a block may take, in seconds."""
NOT_RUN = re.compile(r"^(swift|install|sudo|examples/quickstart|Tests/|\.ci/)")
"""Commands that build, test, or change the machine."""
PROGRESS = re.compile(r"^loopsweep: (\d\d:\d\d:\d\d |the journal is )")
"""Lines of progress, which may come between any two others."""
HEADER = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n"
"""What a part of a manifest is put below."""
LISTS = {"csv": "HumanLoopName\nlisted\n", "json": '["listed"]\n', "jsonl": '"listed"\n', "lines": "listed\n"}
"""A list in each format, for the manifests that name one."""


class Block:
    """A code block of a document."""

    def __init__(self, document, line, language, lines):
        """Takes a block as it is written; `line` is that of its fence."""
        self.place = f"{os.path.relpath(document, ROOT)}:{line}"
        self.language = language
        self.lines = lines

    @property
    def text(self):
        """The block's text."""
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def commands(self):
        """Its commands, each with the lines that are shown as its output."""
        commands = []
        for line in self.lines:
            if commands and commands[-1][0].endswith("\\"):
                commands[-1][0] += f"\n{line}"
            elif self.language == "sh" and line.strip():
                commands.append([line, []])
            elif self.language == "console" and line.startswith("$ "):
                commands.append([line[2:], []])
            elif self.language == "console":
                commands[-1][1].append(line)
        return commands


def documents():
    """The paths of all documents."""
    manual = os.path.join(ROOT, ".ci/packaging/manual.md")
    return [os.path.join(ROOT, "README.md"), manual, *sorted(glob.glob(os.path.join(CATALOGUE, "*.md")))]


def blocks(document):
    """The code blocks of a document."""
    found, lines = [], None
    with open(document, encoding="utf-8") as file:
        for number, line in enumerate(file.read().splitlines(), 1):
            if line.startswith("```") and lines is None:
                start, language, lines = number, line[3:].strip(), []
            elif line.startswith("```"):
                found.append(Block(document, start, language, lines))
                lines = None
            elif lines is not None:
                lines.append(line)
    return found


# A folder, a service and a terminal for the blocks of one document


class Stage:
    """Where the blocks of one document are run."""

    def __init__(self, binary, folder):
        """Fills a folder, and starts the service."""
        self.folder, self.binary = folder, binary
        self.calls = os.path.join(folder, "calls.jsonl")
        shutil.copytree(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"))
        for name in "bin", "home":
            os.mkdir(os.path.join(folder, name))
        os.symlink(binary, os.path.join(folder, "bin", "loopsweep"))
        self.environment = {
            "PATH": f"{folder}/bin:{os.environ['PATH']}",
            "HOME": f"{folder}/home",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
        }
        command = [binary, "simulate", "--fleet", "examples/fleet.yaml", "--request-log", self.calls]
        self.service = subprocess.Popen(
            command, cwd=folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        readable, _, _ = select.select([self.service.stdout], [], [], 30)
        self.environment |= {
            "AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME": self.service.stdout.readline().strip() if readable else "",
            "AWS_ACCESS_KEY_ID": "REHEARSAL",
            "AWS_SECRET_ACCESS_KEY": "only-for-rehearsals",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def __enter__(self):
        """Gives the stage."""
        return self

    def __exit__(self, *_):
        """Ends the service."""
        self.service.terminate()
        self.service.wait(20)
        self.service.stdout.close()

    @property
    def operations(self):
        """The operations that were called so far."""
        if not os.path.exists(self.calls):
            return set()
        with open(self.calls, encoding="utf-8") as file:
            return {json.loads(line)["operation"] for line in file}

    @property
    def reports(self):
        """The paths of all files in JSON Lines that commands have left here, journals included."""
        found = glob.glob(os.path.join(self.folder, "**", "*.jsonl"), recursive=True, include_hidden=True)
        return [path for path in found if path != self.calls]

    def write(self, name, text):
        """Writes a file; returns its path."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def loopsweep(self, *arguments):
        """Runs loopsweep without a terminal."""
        return subprocess.run(
            [self.binary, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def run(self, commands):
        """Runs commands one after the other in one shell on a terminal; returns the exit code and the lines of each."""
        parts = [
            f"printf '\\036\\n'\n{{ {command}\n}}\nprintf '\\037%d\\n' $?\n" for command, _ in commands
        ]
        script = self.write("block.sh", "".join(parts))
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execve("/bin/bash", ["bash", script], self.environment)
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        text = converse(child, terminal).replace("\r\n", "\n")
        endings = re.findall(r"\x1e\n(.*?)\x1f(\d+)\n", text, re.DOTALL)
        return [(int(code), output.splitlines()) for output, code in endings]


def converse(child, terminal):
    """Reads what a process writes to its terminal until it ends, and types the name that a question asks for."""
    output, answered, end = b"", 0, time.monotonic() + LIMIT
    while time.monotonic() < end:
        readable, _, _ = select.select([terminal], [], [], 1)
        if not readable:
            continue
        try:
            piece = os.read(terminal, 65_536)
        except OSError:  # Linux has EIO where the other side is closed.
            break
        if not piece:
            break
        output += piece
        question = re.search(rb"\(([a-z0-9-]+)\)[^\n]*: $", output[answered:])
        if question:
            answered = len(output)
            os.write(terminal, question[1] + b"\n")
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(child, 0)
    return output.decode("utf-8", "replace")


# Blocks that are run


def normalised(line):
    """A line without what differs from run to run: numbers, durations, how columns are spaced."""
    line = re.sub(r"\d+(ms|s|m|h|d)\b", "#t", line)
    return " ".join(re.sub(r"\d+", "#", line).split())


def difference(shown, actual):
    """The first shown line that the output has not where it should be; nil when it is as shown."""
    actual = [normalised(line) for line in actual if line.strip() and not PROGRESS.match(line)]
    place, may_skip = 0, False
    for line in shown:
        if line.strip() == "…":
            may_skip = True
        elif line.strip():
            wanted = normalised(line)
            if may_skip and wanted in actual[place:]:
                place = actual.index(wanted, place)
            if place >= len(actual) or actual[place] != wanted:
                return line
            place, may_skip = place + 1, False
    return None if may_skip or place == len(actual) else f"…, for there is more: {actual[place]}"


def check_commands(checks, stage, block):
    """Runs the commands of a block."""
    commands = [part for part in block.commands if not NOT_RUN.match(part[0])]
    endings = stage.run(commands) if commands else []
    checks.equal(f"{block.place}: every command comes to its end", len(endings), len(commands))
    for (command, shown), (code, output) in zip(commands, endings):
        title = f"{block.place}: {command.splitlines()[0]}"
        expected = re.search(r"# exits with (\d+)", command)
        text = "\n".join(output)
        if not checks.equal(f"{title} exits as shown", code, int(expected[1]) if expected else 0):
            print(text)
        if any(line.strip() for line in shown):
            missing = difference(shown, output)
            checks.check(f"{title} prints what is shown", missing is None, f"{missing!r} is not in its place in\n{text}")


def check_manifest(checks, stage, block):
    """Validates a manifest, or a part of one."""
    text = block.text
    if "kind" not in text:
        needed = "" if re.search(r"^(loops|loopsFrom|select):", text, re.MULTILINE) else "loops: [a]\n"
        bound = "guards: {maxLoops: 9}\n" if re.search(r"^select:", text, re.MULTILINE) and "guards:" not in text else ""
        text = HEADER + needed + bound + text
    for name, list_format in re.findall(r"file: ([\w./-]+), format: (\w+)", text):
        stage.write(name, LISTS[list_format])
    done = stage.loopsweep("validate", "--strict", stage.write(f"block.{block.language}", text))
    checks.check(f"{block.place}: the manifest is valid", done.returncode == 0, done.stdout + done.stderr)


def check_fleet(checks, stage, block):
    """Serves a fleet for as long as a plan takes."""
    fleet = stage.write("block-fleet.yaml", block.text)
    done = stage.loopsweep("plan", "examples/quickstart.yaml", "--simulate", fleet)
    checks.check(f"{block.place}: the fleet can be served", done.returncode in (0, 4), done.stdout + done.stderr)


def check_policy(checks, stage, block):
    """Compares a policy with the operations that were called."""
    actions = []
    for statement in json.loads(block.text)["Statement"]:
        action = statement["Action"]
        actions += [action] if isinstance(action, str) else action
    called = sorted(f"sagemaker:{operation}" for operation in stage.operations)
    checks.equal(f"{block.place}: the policy allows what was called, and no more", sorted(actions), called)


def check_block(checks, stage, block):
    """Does with a block what its language says."""
    if block.language in ("sh", "console"):
        check_commands(checks, stage, block)
    elif "HumanLoopFleet" in block.text:
        check_fleet(checks, stage, block)
    elif block.language == "json" and '"Statement"' in block.text:
        check_policy(checks, stage, block)
    elif block.language in ("yaml", "json"):
        check_manifest(checks, stage, block)
    elif block.language == "jsonl":
        document_names.check_lines(checks, block.place, block.lines)
    else:
        checks.equal(f"{block.place}: the language of the block", block.language, "text")


def check_document(checks, binary, document):
    """Checks the blocks of a document in their order."""
    with tempfile.TemporaryDirectory() as folder, Stage(binary, folder) as stage:
        for block in blocks(document):
            check_block(checks, stage, block)
        for path in stage.reports:
            place = f"{os.path.relpath(document, ROOT)} leaves {os.path.basename(path)}"
            with open(path, encoding="utf-8") as file:
                document_names.check_lines(checks, place, file.read().splitlines())


def check_all(checks, binary):
    """Checks all documents."""
    for document in documents():
        checks.run(os.path.relpath(document, ROOT), check_document, binary, document)
    checks.run("what the documents name", document_names.check_all, binary, documents())


def main():
    """Checks the documents alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the loopsweep to try")
    checks = Checks()
    check_all(checks, os.path.abspath(parser.parse_args().binary))
    raise SystemExit(checks.finish())


if __name__ == "__main__":
    main()
