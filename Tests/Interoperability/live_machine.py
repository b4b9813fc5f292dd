"""A machine whose clock is wrong, that sleeps, and whose disk is slow or fails to synchronize."""

import errno
import os

from live_answers import rule
from live_looks import NAMES, audit, audit_work, hold_back, populate
from safety_service import changes
from safety_shim import make_shim
from safety_stage import Stage, finish, manifest


def try_clock(findings, binary, hours, is_rule):
    """A clock that is two hours off."""
    what = f"a clock {hours:+} h off, " + ("olderThan" if is_rule else "minAge")
    with Stage(binary) as stage:
        ages = {"young": 60, "younger": 50 * 60, "older": 80 * 60, "old": 26 * 3_600}
        for name, age in ages.items():
            stage.service.add(name, "Completed", age=age)
        text = rule("olderThan: 1h") if is_rule else manifest(ages, extra="guards: {minAge: 1h}\n")
        shim = make_shim(stage.home, clock_offset=hours * 3_600)
        code, _, messages = stage.run(text, variables=shim)
        left = sorted(stage.service.loops)
        findings.equal(f"{what}: the ages are those of the service's time", left, ["young", "younger"])
        ends_well = code == 0 if is_rule else code not in (0, None)
        findings.check(f"{what}: the run ends as it should", ends_well, f"{code}; {messages[-500:]}")


def try_sleep(findings, binary, is_begun):
    """A machine that sleeps while an answer is on its way."""
    what = "asleep in the middle" if is_begun else "asleep at the first looks"
    with Stage(binary) as stage:
        populate(stage.service)
        path = os.path.join(stage.home, "asleep")
        looks = []

        def fall_asleep(entry):
            """Lets the machine sleep before a describe is answered, once."""
            if entry["operation"] == "DescribeHumanLoop" and (changes(stage.log) or not is_begun):
                looks.append(entry["loop"])
                if len(looks) == 5:
                    stage.write("asleep", "")

        def change_hands(*_):
            """Gives all names to other loops when the machine has slept."""
            if os.path.exists(path) and not stage.service.expired:
                stage.service.expired.add("changed hands")
                for name in NAMES:
                    stage.service.replace(name)

        stage.service.on_call = fall_asleep
        stage.service.on_request = change_hands
        text = manifest(NAMES, execution="concurrency: 1")
        code, _, messages = stage.run(text, variables=make_shim(stage.home, suspension=path))
        findings.check(f"{what}: the machine was asleep", os.path.exists(path))
        findings.check(f"{what}: the run ends by itself", code is not None, messages[-300:])
        audit(findings, stage, what)


def try_slow_disk(findings, binary, changes_hands):
    """A disk that takes its time."""
    what = "a disk that takes 20 s" + (", names change hands" if changes_hands else "")
    with Stage(binary) as stage:
        populate(stage.service)
        path = os.path.join(stage.home, "slow")

        def slow_down(entry):
            """Makes the next fsync slow when the fourth loop is deleted."""
            deletes = sum(call["operation"] == "DeleteHumanLoop" for call in stage.log)
            if deletes == 4 and entry["operation"] == "DeleteHumanLoop":
                stage.write("slow", "")

        stage.service.on_call = slow_down
        shim = make_shim(stage.home, slow_sync=path)
        process = stage.start_run(manifest(NAMES, execution="concurrency: 4, rate: 10"), variables=shim)
        hold_back(stage, process, NAMES if changes_hands else [], seconds=0)
        code, _, messages = finish(process)
        audit(findings, stage, what)
        if not changes_hands:
            audit_work(findings, stage, what, code, messages)


def try_failing_disk(findings, binary, error):
    """A disk that cannot be synchronized."""
    what = f"fsync fails with {errno.errorcode[error]}"
    with Stage(binary) as stage:
        populate(stage.service)
        code, _, messages = stage.run(manifest(NAMES), variables=make_shim(stage.home, failing_sync=error))
        findings.equal(f"{what}: the run ends as one that cannot write", code, 74) or findings.note(messages[-300:])
        findings.equal(f"{what}: nothing is stopped or deleted", len(changes(stage.log)), 0)


SCENARIOS = [
    (try_slow_disk, True),
    (try_slow_disk, False),
    (try_sleep, False),
    (try_sleep, True),
    (try_clock, 2, False),
    (try_clock, 2, True),
    (try_clock, -2, False),
    (try_clock, -2, True),
    (try_failing_disk, errno.EIO),
    (try_failing_disk, errno.EROFS),
]
