"""What was done is on the disk before it is done, and a journal is believed only when it is whole.

A disk fills in the middle of a run, the order of system calls is watched, bits flip in a journal, its first line is torn, and
the wall clock steps back between two runs.
"""

import contextlib
import copy
import os
import re
import shutil
import signal
import subprocess
import tempfile

from independent_audit import MUTATING
from kill_and_resume import count
from live_answers import rule
from safety_service import changes
from safety_shim import make_shim
from safety_stage import Stage, finish, manifest

# A full disk


@contextlib.contextmanager
def small_disk(folder, kilobytes):
    """A file system of its own in a folder; gives None where none can be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False, capture_output=True)


def unwritten(stage):
    """The stops and deletes that the service saw more often than the journal announces them."""
    asked = count((entry["operation"], entry["loop"]) for entry in changes(stage.log))
    written = count((line["operation"], line["name"]) for line in stage.lines() if line["type"] == "loop_intent")
    return {call: number for call, number in asked.items() if number > written.get(call, 0)}


def try_full_disk(findings, binary, free):
    """A disk that fills in the middle of a run."""
    what = f"a disk with {free} KiB left"
    with Stage(binary) as stage, tempfile.TemporaryDirectory() as folder, small_disk(folder, 1_024) as disk:
        if disk is None:
            findings.note(f"SKIPPED: {what}: no file system can be mounted here (root is needed)")
            return
        stage.journal = os.path.join(disk, "journal.jsonl")
        filler = os.path.join(disk, "filler")
        with open(filler, "wb") as file:
            file.write(bytes((1_024 - free) * 1_024))
        names = [f"loop-{number:03}" for number in range(90)]
        for number, name in enumerate(names):
            stage.service.add(name, "InProgress" if number % 3 == 2 else "Completed")
        text = manifest(names)
        code, _, messages = stage.run(text)
        findings.equal(f"{what}: the run ends as one that cannot write", code, 74) or findings.note(messages[-500:])
        findings.check(f"{what}: loops are left", stage.service.loops, len(changes(stage.log)))
        findings.equal(f"{what}: nothing is stopped or deleted without its line", unwritten(stage), {})
        findings.note(f"{what}: {len(changes(stage.log))} stops and deletes before it was full")
        os.remove(filler)
        code, _, messages = stage.run(text, "--resume")
        left = sorted(stage.service.loops)
        findings.equal(f"{what}: with room again the run is finished", (code, left), (0, [])) or (
            findings.note(messages[-500:])
        )
        findings.equal(f"{what}: in the end every stop and delete has its line", unwritten(stage), {})


# The order of system calls


def try_order(findings, binary):
    """The order in which a journal is synchronized and calls are sent, as the system sees it."""
    if shutil.which("strace") is None:
        findings.note("SKIPPED: the order of system calls: strace is not installed")
        return
    with Stage(binary) as stage:
        for number in range(12):
            stage.service.add(f"loop-{number:02}", "InProgress" if number % 3 == 2 else "Completed")
        path = os.path.join(stage.home, "trace")
        traced = "trace=fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg"
        prefix = ["strace", "-f", "-y", "-s", "65536", "-e", traced, "-o", path]
        code, _, messages = stage.run(manifest(stage.service.loops), prefix=prefix)
        if code != 0 and "ptrace" in messages:
            findings.note("SKIPPED: the order of system calls: strace may not trace here")
            return
        findings.equal("a traced run ends well", code, 0) or findings.note(messages[-500:])
        with open(path, encoding="utf-8", errors="replace") as file:
            sent, rash = judge_order(file, stage.journal)
        findings.equal("every stop and delete is found in the trace", sent, len(changes(stage.log)))
        findings.equal("the journal is synchronized between a line and its call", rash, [])


def judge_order(trace, journal):
    """Reads a trace; returns how many stops and deletes it holds, and those whose line was not on the disk before."""
    begun, written, durable = {}, set(), set()
    sent, rash = 0, []
    for line in trace:
        thread = line.split(" ", 1)[0]
        is_journal = f"<{journal}>" in line
        if is_journal and re.search(r"\b(fsync|fdatasync)\(", line):
            # What was written before the call began is durable when it is over.
            begun[thread] = set(written)
        if re.search(r"\b(fsync|fdatasync)(\(| resumed)", line) and line.rstrip().endswith("= 0"):
            durable |= begun.pop(thread, set())
        if is_journal and re.search(r"\b(write|writev|pwrite64)\(", line):
            for text in line.split("\\n"):
                found = re.search(r'loop_intent.*?\\"name\\":\\"([^\\]+)', text)
                operation = re.search(r'\\"operation\\":\\"(\w+)', text)
                if found and operation:
                    written.add((operation[1], found[1]))
        if "socket:" in line or "TCP:" in line:
            for name in re.findall(r"DELETE /human-loops/([^ ]+) HTTP", line):
                sent += 1
                rash += [] if ("DeleteHumanLoop", name) in durable else [("DeleteHumanLoop", name)]
            for name in re.findall(r'\\"HumanLoopName\\":\\"([^\\]+)', line):
                sent += 1
                rash += [] if ("StopHumanLoop", name) in durable else [("StopHumanLoop", name)]
    return sent, rash


# Journals that are not whole


def run_and_kill(stage, words, after, **options):
    """Starts a run, and kills it when the service has so many stops and deletes of it; returns its exit code."""
    before = len(changes(stage.log))
    processes = []

    def kill(entry):
        """Kills the run before the call that is one too many is answered."""
        if processes and entry["operation"] in MUTATING and len(changes(stage.log)) - before >= after:
            os.kill(processes[0].pid, signal.SIGKILL)

    stage.service.on_call = kill
    processes.append(stage.start(*words, **options))
    code, _, _ = finish(processes[0])
    stage.service.on_call = lambda entry: None
    return code


def try_flipped_bit(findings, binary):
    """A bit that flips in a journal before it is resumed."""
    with Stage(binary) as stage:
        for number in range(1, 21):
            stage.service.add(f"n{number:02}", "Completed")
        text = rule("matching: '^n0'")
        words = ["run", stage.write("cleanup.yaml", text), "--yes", "--report", f"jsonl={stage.journal}"]
        code = run_and_kill(stage, [*words, "--concurrency", "1"], 4)
        findings.equal("the run to be resumed is killed", code, -signal.SIGKILL)
        with open(stage.journal, "rb") as file:
            whole = file.read()
        end = whole.rstrip(b"\n").rfind(b"\n")
        places = [found.start() + 2 for found in re.finditer(b'"n03"', whole) if found.start() < end]
        findings.check("the journal tells of the loop more than once", len(places) >= 1, places)
        loops = copy.deepcopy(stage.service.loops)
        for place in places:
            kind = re.search(rb'"type":"(\w+)"', whole[whole.rfind(b"\n", 0, place) + 1 :])[1].decode()
            what = f"n03 is n13 in a {kind}"
            stage.service.loops = copy.deepcopy(loops)
            with open(stage.journal, "wb") as file:
                file.write(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            before = len(stage.log)
            code, _, messages = stage.run(text, "--resume")
            findings.equal(f"{what}: it is refused", code, 65) or findings.note(messages[-300:])
            findings.equal(f"{what}: nothing is called", len(stage.log) - before, 0)
            findings.check(f"{what}: the loop that nobody wants is there", stage.service.status("n13"))
        with open(stage.journal, "wb") as file:
            file.write(whole)
        stage.service.loops = copy.deepcopy(loops)
        code, _, messages = stage.run(text, "--resume")
        left = [name for name in stage.service.loops if name < "n10"]
        findings.equal("a journal that is whole is resumed", (code, left), (0, [])) or findings.note(messages[-500:])


def try_torn_first_line(findings, binary):
    """A journal whose first line is torn."""
    with Stage(binary) as stage:
        stage.service.add("loop-1", "Completed")
        text = manifest(["loop-1", "loop-2"])
        stage.run(text)
        with open(stage.journal, "rb") as file:
            first = file.read().split(b"\n")[0]
        for count_of_bytes in (0, 1, 30, len(first) - 1, len(first)):
            what = f"a journal torn after {count_of_bytes} of {len(first)} bytes"
            stage.service.add("loop-1", "Completed")
            with open(stage.journal, "wb") as file:
                file.write(first[:count_of_bytes])
            code, _, messages = stage.run(text, "--resume")
            done = (code, sorted(stage.service.loops))
            findings.equal(f"{what}: the run is begun anew", done, (0, [])) or findings.note(messages[-300:])
            types = [line["type"] for line in stage.lines()]
            findings.equal(f"{what}: the journal is whole", types[:1] + types[-1:], ["run_start", "run_end"])


def try_clock_stepped_back(findings, binary):
    """A wall clock that steps back between two runs."""
    with Stage(binary) as stage:
        words = ["run", stage.write("cleanup.yaml", rule("status: [Completed]")), "--yes", "--concurrency", "1"]
        for name in ("old-1", "old-2"):
            stage.service.add(name, "Completed")
        code, _, messages = finish(stage.start(*words, variables=make_shim(stage.home, clock_offset=7_200)))
        findings.equal("a run two hours ahead ends well", (code, list(stage.service.loops)), (0, [])) or (
            findings.note(messages[-500:])
        )
        for number in range(9):
            stage.service.add(f"new-{number}", "Completed")
        code = run_and_kill(stage, words, 3)
        findings.equal("the run after it is killed", code, -signal.SIGKILL)
        left = len(stage.service.loops)
        findings.check("loops are left by the run that was killed", 0 < left < 9, left)
        code, _, messages = finish(stage.start(*words, "--resume"))
        findings.equal(
            "the run that was not finished is resumed, not the one with the later time",
            (code, sorted(stage.service.loops)),
            (0, []),
        ) or findings.note(messages[-500:])


SCENARIOS = [
    (try_full_disk, 24),
    (try_full_disk, 8),
    (try_order,),
    (try_flipped_bit,),
    (try_torn_first_line,),
    (try_clock_stepped_back,),
]
