"""Compares loopsweep with boto3, and its cost of a call with curl's, on the same simulated service.

    Tests/bench --live [SCENARIO…]
    python3 Tests/SideBySide/side_by_side.py --binary .build-release/release/loopsweep [SCENARIO…]

Every client has a fresh service with the same loops on loopback, one after the other; calls are counted by the service.
It needs boto3 beside this Python and ends with 0 when loopsweep holds every target.
"""

import argparse
import os
import shutil
import tempfile

import contest
import scenarios
import validation

TITLES = (
    ("client", -15), ("seconds", 8), ("bound", 7), ("×bound", 7), ("describe", 9), ("list", 6), ("stop", 6), ("delete", 7),
    ("/loop", 6), ("throttled", 10), ("CPU/call", 9), ("peak MiB", 9),
)
OPERATIONS = ("DescribeHumanLoop", "ListHumanLoops", "StopHumanLoop", "DeleteHumanLoop")


def line(cells):
    """Sets cells in their columns."""
    return " ".join(
        cell.ljust(-width) if width < 0 else cell.rjust(width) for cell, (_, width) in zip(cells, TITLES)
    ).rstrip()


def row(scenario, figures):
    """The line of a client."""
    bound = scenario.bound(figures.accepted, figures.width)
    return line(
        (
            figures.client,
            f"{figures.seconds:.2f}",
            f"{bound:.2f}",
            f"{figures.seconds / bound:.2f}",
            *(str(figures.sent[operation]) for operation in OPERATIONS),
            f"{figures.calls / len(scenario.names):.2f}",
            f"{figures.throttled * 100:.1f} %",
            f"{figures.microseconds_per_call:.0f} µs",
            f"{figures.peak_mebibytes:.1f}",
        )
    )


def verdicts(scenario, figures):
    """What the targets of a scenario say of loopsweep: name, figure and limit of each."""
    found = {
        "makespan / bound": figures.seconds / scenario.bound(figures.accepted, figures.width),
        "throttled": figures.throttled,
        "calls / loop": figures.calls / len(scenario.names),
    }
    return [(name, found[name], limit) for name, limit in scenario.targets.items()]


def show(scenario, figures, deletes):
    """Prints a client's line; returns whether its figures are worth something."""
    print(row(scenario, figures), flush=True)
    if deletes and figures.deleted != len(scenario.names):
        figures.trouble += f" {figures.deleted} of {len(scenario.names)} loops were deleted"
    if unknown := set(figures.sent) - set(OPERATIONS):
        figures.trouble += f" the service saw calls of {sorted(unknown)}"
    if figures.trouble:
        print(f"  {figures.client} is worth nothing: {figures.trouble.strip()}")
    return not figures.trouble


def compare(binary, scenario):
    """Lets loopsweep and boto3 clean up; returns whether loopsweep holds its targets."""
    print(f"\n{scenario.name}: {scenario.summary}")
    print(line([title for title, _ in TITLES]))
    with tempfile.TemporaryDirectory() as folder:
        ours = contest.run_loopsweep(binary, folder, scenario)
        holds = show(scenario, ours, deletes=True)
        show(scenario, contest.run_boto3(binary, folder, scenario), deletes=True)
    return all([contest.decide(*verdict) for verdict in verdicts(scenario, ours)]) and holds


def compare_with_curl(binary, scenario):
    """Lets loopsweep and curl describe every loop; returns whether a call of loopsweep costs no more than 1.3 of curl's."""
    print(f"\nthe cost of a call: every loop of '{scenario.name}' is described once")
    if not shutil.which("curl"):
        print("  left out: there is no curl here")
        return True
    print(line([title for title, _ in TITLES]))
    with tempfile.TemporaryDirectory() as folder:
        ours = contest.run_plan(binary, folder, scenario)
        theirs = contest.run_curl(binary, folder, scenario)
    holds = show(scenario, ours, deletes=False)
    if not show(scenario, theirs, deletes=False):
        return holds
    return contest.decide("CPU / call as a multiple of curl's", ours.cpu_seconds / theirs.cpu_seconds, 1.3) and holds


def main():
    """Compares on the scenarios that are asked for, or on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the loopsweep to measure, of a release build")
    names = [item.name for item in scenarios.ALL] + ["validate"]
    parser.add_argument("scenario", nargs="*", help="of: " + " ".join(names))
    arguments = parser.parse_args()
    for name in arguments.scenario:
        if name not in names:
            parser.error(f"no scenario is named '{name}'; there are: {' '.join(names)}")
    binary = os.path.abspath(arguments.binary)
    holds = True
    for scenario in scenarios.ALL:
        if arguments.scenario and scenario.name not in arguments.scenario:
            continue
        holds = compare(binary, scenario) and holds
        if scenario.name == "latency":
            holds = compare_with_curl(binary, scenario) and holds
    if not arguments.scenario or "validate" in arguments.scenario:
        holds = validation.compare(binary) and holds
    raise SystemExit(0 if holds else 1)


if __name__ == "__main__":
    main()
