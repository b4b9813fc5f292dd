"""What may never happen, tried on a live process: what virtual time cannot see.

    python3 Tests/Interoperability/live_safety.py --binary .build/debug/loopsweep [--all] [--only WORD]

Most of the time goes by in waiting, so that all is tried at once. What is known to fail is named in WAITING, and tried with
`--all` only: when it is mended, its line goes.
"""

import argparse
import os
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

import live_accounts
import live_answers
import live_evidence
import live_looks
import live_machine
from checks import Checks
from safety_stage import Findings

WIDTH = 16
"""How many scenarios are on at once."""


WAITING = ()
"""The beginnings of scenarios that fail until what they show is mended."""


def title(scenario):
    """The name of a scenario: its function and what it is given."""
    work, *arguments = scenario
    return " ".join([work.__name__, *(getattr(argument, "__name__", str(argument)) for argument in arguments)])


def attempt(scenario, binary):
    """Plays a scenario; returns what it found, and how long it took in seconds."""
    work, *arguments = scenario
    findings = Findings()
    began = time.monotonic()
    try:
        work(findings, binary, *arguments)
    except Exception:  # noqa: BLE001: whatever it is, it is reported and counted
        findings.check(f"{title(scenario)} runs to its end", False, traceback.format_exc())
    return findings, time.monotonic() - began


def check_all(checks, binary, only="", waiting=WAITING):
    """Plays all scenarios but those that wait, several at once, and counts what they found in their order."""
    parts = (live_looks, live_machine, live_accounts, live_answers, live_evidence)
    scenarios = [scenario for part in parts for scenario in part.SCENARIOS]
    scenarios = [scenario for scenario in scenarios if only in title(scenario)]
    late = [scenario for scenario in scenarios if title(scenario).startswith(tuple(waiting))]
    scenarios = [scenario for scenario in scenarios if scenario not in late]
    with ThreadPoolExecutor(WIDTH) as pool:
        for scenario, (findings, seconds) in zip(
            scenarios, pool.map(lambda scenario: attempt(scenario, binary), scenarios)
        ):
            print(f"# {title(scenario)}: {scenario[0].__doc__.strip()} ({seconds:.0f} s)")
            for note in findings.notes:
                print(f"# {note}")
            for claim in findings.claims:
                checks.check(*claim)
    for scenario in late:
        print(f"# NOT TRIED: {title(scenario)}: it is known to fail")


def main():
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, help="the loopsweep to try")
    parser.add_argument("--only", default="", help="only the scenarios in whose name this is found")
    parser.add_argument("--all", action="store_true", help="also those that are known to fail")
    options = parser.parse_args()
    checks = Checks()
    check_all(checks, os.path.abspath(options.binary), options.only, () if options.all else WAITING)
    sys.exit(checks.finish())


if __name__ == "__main__":
    main()
