"""What the process does with signals, pipes, limits of memory, and files that have no end.

Each row starts the program and waits until it is where the row wants it, by what it or its credentials program opens: no row
rests on a pause.
"""

import os
import resource
import signal
import subprocess
import tempfile
import time

LIMIT = 8
"""How long the program may take to end, in seconds, after what should end it; calls in flight are not among the rows."""

MANIFEST = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {name: process}
target: {account: "123456789012", region: us-east-1}
"""


def write(folder, name, text, mode=0o644):
    """Writes a file; returns its path."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


class Scene:
    """A folder with a manifest, a fleet, a pipe that nobody writes to, and a credentials program that never ends."""

    def __init__(self, binary, folder):
        """Makes the files."""
        self.binary, self.folder = binary, folder
        self.manifest = write(folder, "cleanup.yaml", MANIFEST + "loops: [a]\n")
        self.fleet = write(folder, "fleet.yaml", "region: us-east-1\naccount: '123456789012'\n")
        self.pipe = os.path.join(folder, "pipe")
        self.started = os.path.join(folder, "started")
        os.mkfifo(self.pipe)
        os.mkfifo(self.started)
        program = write(folder, "program", f"#!/bin/sh\necho > '{self.started}'\nsleep 600\n", 0o755)
        self.config = write(folder, "config", f"[default]\nregion = us-east-1\ncredential_process = {program}\n")

    def environment(self, **variables):
        """What a command finds around it."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": self.folder,
            "AWS_CONFIG_FILE": self.config,
            "AWS_EC2_METADATA_DISABLED": "true",
            **variables,
        }

    def start(self, *arguments, **variables):
        """Starts a command."""
        return subprocess.Popen(
            [self.binary, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment(**variables),
            text=True,
            errors="replace",
        )

    def run(self, *arguments, **variables):
        """Runs a command to its end; None when it does not come to one."""
        process = self.start(*arguments, **variables)
        return self.end(process)

    @staticmethod
    def end(process):
        """Waits for the end of a command; returns its exit code, or None when there is none in time, and what it said."""
        try:
            output, _ = process.communicate(timeout=LIMIT)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            process.kill()
            return None, process.communicate()[0]


def check_signals(checks, binary):
    """Signals before the first call end the process at once"""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)):
        for arguments in (["plan"], ["run", "--yes"], ["verify"], ["doctor"]):
            with tempfile.TemporaryDirectory() as folder:
                scene = Scene(binary, folder)
                process = scene.start(*arguments, scene.manifest)
                # Opening waits for the credentials program to open the other end.
                with open(scene.started, encoding="utf-8") as started:
                    started.read()
                process.send_signal(number)
                title = f"{' '.join(arguments)}, {number.name} while a credentials program runs"
                checks.equal(title, scene.end(process)[0], code)
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(binary, folder)
            process = scene.start("plan", scene.manifest, "--simulate", scene.pipe)
            # Opening waits for the program to open the other end.
            with open(scene.pipe, "w", encoding="utf-8"):
                process.send_signal(number)
                checks.equal(f"plan, {number.name} while a fleet is read that never ends", scene.end(process)[0], code)
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(binary, folder)
            process = scene.start("validate", scene.pipe)
            with open(scene.pipe, "w", encoding="utf-8"):
                process.send_signal(number)
                checks.equal(f"validate, {number.name} while a manifest is read that never ends", scene.end(process)[0], code)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(binary, folder)
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        try:
            while True:
                os.write(writer, b"x" * 4096)
        except BlockingIOError:
            os.set_blocking(writer, True)
        process = subprocess.Popen(
            [binary, "plan", scene.manifest], stdin=subprocess.DEVNULL, stdout=writer, stderr=writer, env=scene.environment()
        )
        with open(scene.started, encoding="utf-8") as started:
            started.read()
        ended = time.monotonic() + LIMIT
        while process.poll() is None and time.monotonic() < ended:
            process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
        checks.equal("a second TERM ends it where nobody reads what it says", process.poll(), 143)
        process.kill()
        process.wait()
        os.close(reader)
        os.close(writer)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(binary, folder)
        process = scene.start("plan", scene.manifest)
        with open(scene.started, encoding="utf-8") as started:
            started.read()
        process.send_signal(signal.SIGQUIT)
        code, output = scene.end(process)
        checks.equal("SIGQUIT ends the process as it ends others", code, -signal.SIGQUIT)
        checks.check("and traces nothing", "Backtrac" not in output and "Thread" not in output, output[:300])


def check_files(checks, binary):
    """Files without an end are refused, and no line of what is no list is shown"""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(binary, folder)
        secret = "root:$6$s3cret/s3cret$:20228:0:99999:7:::"
        write(folder, "shadow", f"{secret}\nTOKEN={secret}\n")
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
        rows = [("manifest", ["validate", "/dev/zero"], {}, 65)]
        for file in ("/dev/zero", "/dev/urandom", "shadow", "/proc/self/environ"):
            for form in ("lines", "csv", "json", "jsonl"):
                name = f"{form}{file.replace('/', '-')}.yaml"
                path = write(folder, name, f"{MANIFEST}loopsFrom: [{{file: {file}, format: {form}}}]\n")
                for problems in ("text", "json", "github"):
                    rows.append((name, ["validate", path, "--error-format", problems], {"MARKER": secret}, 65))
        # A device counts as an absent file; without a configuration there is no region.
        for variable, code in (("AWS_CONFIG_FILE", 78), ("AWS_SHARED_CREDENTIALS_FILE", 0), ("AWS_CA_BUNDLE", 78)):
            rows.append((variable, ["doctor", "--settings-only"], {**keys, variable: "/dev/zero"}, code))
        rows += [
            ("fleet", ["plan", scene.manifest, "--simulate", "/dev/zero"], {}, 65),
            ("plan", ["run", scene.manifest, "--plan", "/dev/zero", "--yes"], keys, 66),
            ("report", ["verify", "/dev/zero"], keys, 65),
            ("no file", ["doctor", "--settings-only"], {**keys, "AWS_CONFIG_FILE": "/dev/null"}, 78),
        ]
        broken = write(folder, "broken.yaml", f"{MANIFEST}loops: ['no name']\n")
        os.symlink(broken, os.path.join(folder, "link.yaml"))
        checks.check(
            "the problem of a manifest behind a link is shown with its line",
            "loops: ['no name']" in scene.run("validate", os.path.join(folder, "link.yaml"))[1],
        )
        for title, arguments, variables, expected in rows:
            code, output = scene.run(*arguments, **variables)
            checks.equal(f"{title}: {' '.join(arguments[-2:])} {','.join(variables)}", code, expected)
            checks.check("and shows nothing of it", "s3cret" not in output, output[:300])


def check_pipes(checks, binary):
    """A pipe that nobody reads ends nothing by a signal"""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(binary, folder)
        for arguments in (
            ["--help"], ["--version"], ["schema"], ["help", "run"], ["validate", scene.manifest], ["validate", "/dev/zero"],
            ["plan", scene.manifest, "--simulate", scene.fleet], ["completion", "bash"],
        ):
            for closed in ("stdout", "stderr"):
                reader, writer = os.pipe()
                os.close(reader)
                process = subprocess.run(
                    [binary, *arguments],
                    stdin=subprocess.DEVNULL,
                    env=scene.environment(),
                    timeout=60,
                    check=False,
                    **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, closed: writer},
                )
                os.close(writer)
                code = process.returncode
                checks.check(f"{' '.join(arguments)[:40]} without a reader of {closed}", code in (0, 65), f"exit code {code}")


def check_memory(checks, binary):
    """Too little memory is told in a line"""
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(binary, folder)
        for kind, option, size in (
            (resource.RLIMIT_AS, "-v", 150 << 20), (resource.RLIMIT_DATA, "-d", 20 << 20), (resource.RLIMIT_DATA, "-d", 50 << 20),
            (resource.RLIMIT_NOFILE, "-n", 20),
        ):
            process = subprocess.run(
                [binary, "plan", scene.manifest, "--simulate", scene.fleet],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=scene.environment(),
                text=True,
                timeout=60,
                check=False,
                preexec_fn=lambda: resource.setrlimit(kind, (size, size)),  # noqa: B023: called at once
            )
            told = f"(ulimit {option})" in process.stderr and process.stderr.count("\n") == 1
            title = f"a limit of {size} (ulimit {option})"
            checks.check(title, process.returncode == 70 and told, f"{process.returncode} {process.stderr[:300]}")


def check_all(checks, binary):
    """Checks everything."""
    for check in (check_signals, check_files, check_pipes, check_memory):
        checks.run(check.__doc__.strip(), check, binary)
