"""Holds what loopsweep did and said against what the service saw.

    python3 independent_audit.py LOG REPORT EXIT_CODE NAME...

LOG is a log of independent_server.py, REPORT a report in JSON Lines, and the names are those of the manifest.
"""

import json
import sys

from checks import Checks

MUTATING = ("StopHumanLoop", "DeleteHumanLoop", "StartHumanLoop")
TERMINAL = ("Completed", "Failed", "Stopped")


def read_lines(path):
    """Reads a file of JSON Lines."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def audit_reading(checks, log):
    """Checks the log of a command that must not change anything."""
    changes = [entry for entry in log if entry["operation"] in MUTATING]
    checks.equal("nothing was stopped or deleted", changes, [])
    checks.check("every call was signed rightly", all(entry["signed"] for entry in log), unsigned(log))


def audit_calls(checks, log, names):
    """Checks that no loop was changed that should not have been, and none without being looked at before.

    What counts is the status that the service last showed in an answer that arrived: a loop is stopped only when that was
    InProgress, and deleted only when it was Completed, Failed or Stopped.
    """
    shown = {}
    rash, strange = [], []
    for entry in log:
        name, operation = entry["loop"], entry["operation"]
        if operation in MUTATING and name not in names:
            strange.append(entry)
        if operation == "StopHumanLoop" and shown.get(name) != "InProgress":
            rash.append((entry["seq"], operation, name, shown.get(name)))
        if operation == "DeleteHumanLoop" and shown.get(name) not in TERMINAL:
            rash.append((entry["seq"], operation, name, shown.get(name)))
        if operation in MUTATING and entry["http"] != 429:
            # What was known of the loop is spent: a further stop or delete has to look again.
            shown.pop(name, None)
        shown.update(entry["shown"] or {})
    checks.equal("no loop was stopped or deleted on a status that does not allow it", rash, [])
    checks.equal("no loop was changed that the manifest does not name", strange, [])
    checks.check("every call was signed rightly", all(entry["signed"] for entry in log), unsigned(log))


def unsigned(log):
    """The first call that was not signed rightly."""
    return next((entry for entry in log if not entry["signed"]), "")


def audit_report(checks, report, names, final):
    """Checks that each loop has one result, and that it is true to where the service left the loop."""
    results = [line for line in report if line["type"] == "loop_result"]
    checks.equal("each loop of the manifest has one result", sorted(line["name"] for line in results), sorted(names))
    checks.equal("the report begins once", [line["type"] for line in report].count("run_start"), 1)
    checks.equal("the report ends once, at its end", [i for i, line in enumerate(report) if line["type"] == "run_end"], [len(report) - 1])
    false = [
        (line["name"], line["outcome"], final.get(line["name"])) for line in results if not is_true(line, final)
    ]
    checks.equal("each outcome is true to where the service left the loop", false, [])
    wordless = [
        line["name"] for line in results if line["outcome"] in ("failed", "refused", "deferred") and not line.get("error")
    ]
    checks.equal("each loop that is left says why", wordless, [])


def is_true(result, final):
    """Whether a result agrees with the loop's last status at the service (None: there is no such loop)."""
    status = final.get(result["name"])
    outcome = result["outcome"]
    if outcome in ("deleted", "already-gone"):
        return status is None
    if outcome == "deferred":
        return status is not None and result.get("finalStatus") not in (None, "InProgress")
    return status is not None


def audit_exit_code(checks, report, exit_code):
    """Checks that the exit code is the one that the gravest outcome leads to."""
    outcomes = {line["outcome"] for line in report if line["type"] == "loop_result"}
    expected = next(
        (code for outcome, code in (("failed", 1), ("refused", 5), ("deferred", 3)) if outcome in outcomes), 0
    )
    checks.equal("the exit code is the one of the gravest outcome", exit_code, expected)
    end = next((line for line in report if line["type"] == "run_end"), {})
    checks.equal("the report tells the same exit code", end.get("exitCode"), exit_code)


def audit_run(checks, log, report, names, final, exit_code):
    """Checks a whole run."""
    audit_calls(checks, log, set(names))
    audit_report(checks, report, names, final)
    audit_exit_code(checks, report, exit_code)


def final_statuses(log):
    """Where the service left each loop, as far as its log tells."""
    return {entry["loop"]: entry["after"] for entry in log if entry["loop"]}


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(f"usage: {sys.argv[0]} LOG REPORT EXIT_CODE NAME...")
    calls = read_lines(sys.argv[1])
    all_checks = Checks()
    audit_run(
        all_checks, calls, read_lines(sys.argv[2]), sys.argv[4:], final_statuses(calls), int(sys.argv[3])
    )
    sys.exit(all_checks.finish())
