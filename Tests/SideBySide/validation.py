"""Compares what `loopsweep validate` costs with what libyaml alone takes to read the same file."""

import os
import shutil
import subprocess
import tempfile

import contest

COUNT = 1_000_000
"""How many loops the manifest names."""
ROUNDS = 6
"""How often both are run, in turn."""
LIMIT = 2.0
"""What validating may cost, as a multiple of libyaml's bare events."""
MEMORY = 400.0
"""How many mebibytes it may take."""


STRIDE = 387_420_489
"""What leads from one name to the next: it has no factor in common with `COUNT`, so that every name comes once."""

HEAD = """\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {name: side-by-side}
loops:
"""


def write_manifest(folder):
    """Writes a manifest whose names come in no order; returns its path.

    It is written line by line: what this process holds counts as the peak of those that it starts.
    """
    path = os.path.join(folder, "names.yaml")
    with open(path, "w", encoding="ascii") as file:
        file.write(HEAD)
        for index in range(COUNT):
            file.write(f"  - invoice-2026-{index * STRIDE % COUNT:07}\n")
    return path


def build_scan(folder):
    """Compiles the bare scan; returns its path, or None where there is no compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "clang"))), None)
    if not compiler:
        return None
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libyaml_scan.c")
    program = os.path.join(folder, "libyaml_scan")
    subprocess.run([compiler, "-O2", "-o", program, source, "-lyaml"], check=True)
    return program


def measure(command, folder):
    """Runs a command to its end; returns its CPU seconds and its peak in mebibytes."""
    code, _, cpu, peak, text = contest.execute(command, folder)
    if code != 0:
        raise RuntimeError(f"{command[0]} ended with {code}: {text}")
    return cpu, peak


def compare(binary):
    """Prints what both take; returns whether loopsweep holds its limits."""
    print(f"\nvalidate: {COUNT:,} names in no order")
    with tempfile.TemporaryDirectory() as folder:
        scan = build_scan(folder)
        if not scan:
            print("  left out: there is no C compiler here")
            return True
        path = write_manifest(folder)
        print("client                    CPU  peak MiB")
        best, peaks = {}, {}
        for _ in range(ROUNDS):
            for name, command in (("libyaml, bare", [scan, path]), ("loopsweep validate", [binary, "validate", path])):
                cpu, peak = measure(command, folder)
                best[name] = min(cpu, best.get(name, cpu))
                peaks[name] = max(peak, peaks.get(name, peak))
    for name, cpu in best.items():
        print(f"{name:20} {cpu * 1e3:5.0f} ms {peaks[name]:9.1f}")
    ratio = best["loopsweep validate"] / best["libyaml, bare"]
    holds = [
        contest.decide("CPU as a multiple of libyaml's", ratio, LIMIT),
        contest.decide("peak memory in MiB", peaks["loopsweep validate"], MEMORY),
    ]
    return all(holds)
