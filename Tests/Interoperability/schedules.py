"""The schedules in examples/: systemd and Kubernetes accept them, they confine the run, and their exit codes are those of loopsweep."""

import os
import re
import shutil
import subprocess
import tempfile

import yaml

import document_names

EXAMPLES = os.path.join(document_names.ROOT, "examples")
"""The folder of examples."""
EXPOSURE = 20
"""The most that `systemd-analyze security` may count, in tenths."""


def example(name):
    """The text of an example."""
    return document_names.read(os.path.join("examples", name))


def for_a_person():
    """The exit codes after which Operations.md wants a person to look."""
    rows = document_names.tables(document_names.article("Operations.md"))
    return {int(code) for row in rows if row[-1].startswith("do not run again") for code in re.findall(r"\d+", row[0])}


def check_units(checks, binary):
    """Lets systemd read the units, with the program where it is now."""
    service = example("loopsweep@.service")
    prevented = {int(code) for code in re.search(r"RestartPreventExitStatus=(.*)", service)[1].split()}
    checks.equal("loopsweep@.service is not started again when a person has to look", prevented, for_a_person())
    if not shutil.which("systemd-analyze"):
        print("systemd-analyze is absent: the units are not checked by systemd")
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name) for name in ("loopsweep@.service", "loopsweep@.timer")}
        for name, path in paths.items():
            with open(path, "w", encoding="utf-8") as file:
                file.write(example(name).replace("/usr/bin/loopsweep", binary))
        instance = os.path.join(folder, "loopsweep@retention.timer")
        command = ["systemd-analyze", "verify", "--man=no", instance, paths["loopsweep@.service"]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        checks.equal("systemd-analyze verify has nothing to say", (done.returncode, done.stdout + done.stderr), (0, ""))
        command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager"]
        done = subprocess.run([*command, paths["loopsweep@.service"]], capture_output=True, text=True, check=False)
        checks.check(f"its exposure is at most {EXPOSURE / 10}", done.returncode == 0, done.stdout + done.stderr)


def check_cron_job(checks, binary):
    """Validates the objects for Kubernetes, and the manifest that they carry."""
    objects = {document["kind"]: document for document in yaml.safe_load_all(example("cronjob.yaml"))}
    command = ["kubernetes-validate", "--strict", "--quiet", os.path.join(EXAMPLES, "cronjob.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    checks.equal("kubernetes-validate accepts cronjob.yaml", (done.returncode, done.stdout + done.stderr), (0, ""))
    job = objects["CronJob"]["spec"]["jobTemplate"]["spec"]
    container = job["template"]["spec"]["containers"][0]
    for name, text in objects["ConfigMap"]["data"].items():
        with tempfile.NamedTemporaryFile("w", suffix=name) as file:
            file.write(text)
            file.flush()
            done = subprocess.run([binary, "validate", "--strict", file.name], capture_output=True, text=True, check=False)
            checks.check(f"{name} of cronjob.yaml is valid", done.returncode == 0, done.stdout + done.stderr)
        checks.check(f"the job runs {name}", f"/etc/loopsweep/{name}" in container["args"], container["args"])
    fails = {code for rule in job["podFailurePolicy"]["rules"] if rule["action"] == "FailJob"
             for code in rule["onExitCodes"]["values"]}
    checks.equal("the job is not tried again when that cannot help", fails, for_a_person() | {3})
    options = set(document_names.OPTION.findall(" ".join(container["args"])))
    options |= set(document_names.OPTION.findall(re.search(r"ExecStart=(.*)", example("loopsweep@.service"))[1]))
    checks.equal("all options are those of run", sorted(options - document_names.helps(binary)["run"]), [])


def check_all(checks, binary):
    """Checks all schedules."""
    check_units(checks, binary)
    check_cron_job(checks, binary)
