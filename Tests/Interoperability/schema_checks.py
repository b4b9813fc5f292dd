"""Holds the JSON Schema that loopsweep prints against an independent validator, and against loopsweep itself."""

import glob
import json
import os
import re
import subprocess
import tempfile

import jsonschema
import yaml

FLOW = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review"
"""The flow definition of the corpus."""
LOOP = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/a"
"""The ARN of a loop of the corpus."""
EXAMPLES = os.path.join(os.path.dirname(__file__), "..", "..", "examples")
"""The folder of examples."""

GOOD = [
    "loops: [a]",
    "loops: [a-1, {name: b}, {arn: '" + LOOP + "'}]",
    "loops: [{name: b, reason: 7, onInProgress: skip, onCompleted: keep, onFailed: keep, onMissing: fail}]",
    "loops: ['1e5', 'null', \"2026-11-22\"]",
    "loops: [a]\nmetadata: {name: n, owner: o, ticket: 42, description: d, labels: {team: a, a.b/c-d_e: 1}}",
    "loops: [a]\ntarget: {account: '012345678901', region: eu-west-1}",
    "loops: [a]\ntarget: {account: 123456789012}",
    "loops: [a]\ndefaults: {reason: r, expect: {createdAfter: 2026-11-20T00:00:00Z}}",
    "loops: [a]\ndefaults: {expect: {createdBefore: '2026-11-20t00:00:00.5+02:00', flowDefinition: '" + FLOW + "'}}",
    "loops: [a]\nguards: {maxLoops: 0, maxStops: '7', maxMissing: 2.5%, minAge: 0s, maxFailures: 100%}",
    "loops: [a]\nguards: {maxMissing: 12, maxFailures: 07.25%}",
    "loops: [a]\nguards: {protect: {names: ['golden-*', 'demo-?'], flowDefinitions: ['" + FLOW + "']}}",
    "loops: [a]\nexecution: {concurrency: 1000, rate: 0.5, deadline: 2h}",
    "loops: [a]\nexecution: {rate: 100000, retry: {maxAttempts: 100, maxBackoff: 250ms}}",
    "loops: [a]\nexecution: {stopWait: {timeout: 0s, pollInitial: 1s, pollMax: 10d}}",
    "loops: [a]\nx-notes: {anything: [goes]}",
    "loops: []\nguards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "'}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', status: [InProgress, Failed], olderThan: 7d}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', duplicatesBy: '^(.+)-x$', keep: newest}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', matching: '^a', newerThan: 1h, reason: r}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', exclude: ['^golden-', -x$]}]",
    "loopsFrom: [{file: list.txt, format: lines, reason: r}]",
    "loopsFrom: [{file: list.txt, format: lines, status: [Failed]}]\ndefaults: {status: [InProgress]}",
    "loops: [{name: a, status: [Stopped], keptInstead: {name: b, status: Failed, creationTime: 2026-11-20T00:00:00Z}}]",
    "loopsFrom: [{file: list.csv, format: csv, column: Name, onMissing: ok}]",
]
"""Sections that both accept."""

BAD = [
    "",
    "loops: []",
    "loops: a",
    "loops: [A]",
    "loops: [null]",
    "loops: [a b]",
    "loops: [-a]",
    "loops: [" + "a" * 64 + "]",
    "loops: [{reason: r}]",
    "loops: [{name: a, ticket: b}]",
    "loops: [{name: a, onInProgress: kill}]",
    "loops: [[a]]",
    "loops: [{arn: a}]",
    "loops: ['arn:aws:sagemaker:us-east-1:1:human-loop/b']",
    "loops: [a]\nloop: [b]",
    "loops: [a]\nmetadata: {name: Dup_1}",
    "loops: [a]\nmetadata: {owner: }",
    "loops: [a]\nmetadata: {owner: ''}",
    "loops: [a]\nmetadata: {owner: '${USER}'}",
    "loops: [a]\nmetadata: {labels: {-a: b}}",
    "loops: [a]\nmetadata: {labels: [a]}",
    "loops: [a]\nmetadata: {x-note: a}",
    "loops: [a]\ntarget: {account: 12345678901}",
    "loops: [a]\ntarget: {region: us_east_1}",
    "loops: [a]\ntarget: []",
    "loops: [a]\ndefaults: {onCompleted: remove}",
    "loops: [a]\ndefaults: {onFailed: stop}",
    "loops: [a]\ndefaults: {onMissing: yes}",
    "loops: [a]\ndefaults: {name: b}",
    "loops: [a]\ndefaults: {expect: {flowDefinition: review}}",
    "loops: [a]\ndefaults: {expect: {createdAfter: 2026-11-22}}",
    "loops: [a]\ndefaults: {expect: {created: 2026-11-22T00:00:00Z}}",
    "loops: [a]\nguards: {maxLoops: -1}",
    "loops: [a]\nguards: {maxLoops: 1.5}",
    "loops: [a]\nguards: {maxLoops: 1000000001}",
    "loops: [a]\nguards: {maxStops: 5%}",
    "loops: [a]\nguards: {maxMissing: 101%}",
    "loops: [a]\nguards: {maxMissing: half}",
    "loops: [a]\nguards: {maxFailures: 1.234%}",
    "loops: [a]\nguards: {minAge: 1}",
    "loops: [a]\nguards: {minAge: 1h30m}",
    "loops: [a]\nguards: {protect: {names: golden}}",
    "loops: [a]\nguards: {protect: {names: [Golden-*]}}",
    "loops: [a]\nguards: {protect: {name: [a]}}",
    "loops: [a]\nexecution: {concurrency: 0}",
    "loops: [a]\nexecution: {concurrency: 1001}",
    "loops: [a]\nexecution: {concurrency: 0x10}",
    "loops: [a]\nexecution: {rate: 0}",
    "loops: [a]\nexecution: {rate: 100000.5}",
    "loops: [a]\nexecution: {deadline: 0s}",
    "loops: [a]\nexecution: {deadline: 2 h}",
    "loops: [a]\nexecution: {retry: {maxAttempts: 0}}",
    "loops: [a]\nexecution: {retry: {maxAttempts: 101}}",
    "loops: [a]\nexecution: {retry: 5}",
    "loops: [a]\nexecution: {stopWait: {pollInitial: 0s}}",
    "loops: [a]\nexecution: {stopWait: {poll: 1s}}",
    "select: [{flowDefinition: '" + FLOW + "'}]",
    "guards: {minAge: 1h}\nselect: [{flowDefinition: '" + FLOW + "'}]",
    "guards: {maxLoops: 5}\nselect: []",
    "guards: {maxLoops: 5}\nselect: [{matching: a}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: review}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', status: Failed}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', status: []}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', status: [failed]}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', olderThan: 7}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', newerThan: 0s}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', keep: oldest}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', duplicatesBy: '(.)', keep: first}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', duplicatesBy: 'abc'}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', matching: ''}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', exclude: []}]",
    "guards: {maxLoops: 5}\nselect: [{flowDefinition: '" + FLOW + "', exclude: a}]",
    "loops: [a]\ndefaults: {status: []}",
    "loops: [a]\ndefaults: {keptInstead: {name: b, status: Failed, creationTime: 2026-11-20T00:00:00Z}}",
    "loops: [{name: a, status: Failed}]",
    "loops: [{name: a, keptInstead: b}]",
    "loops: [{name: a, keptInstead: {name: b, status: Failed}}]",
    "loops: [{name: a, keptInstead: {name: b, status: Gone, creationTime: 2026-11-20T00:00:00Z}}]",
    "loops: [{name: a, keptInstead: {name: b, status: Failed, creationTime: 2026-11-20}}]",
    "loopsFrom: []",
    "loopsFrom: [list.txt]",
    "loopsFrom: [{file: list.txt}]",
    "loopsFrom: [{format: lines}]",
    "loopsFrom: [{file: list.txt, format: yaml}]",
    "loopsFrom: [{file: '*.txt', format: lines}]",
    "loopsFrom: [{file: 'https://x/list.txt', format: lines}]",
    "loopsFrom: [{file: list.txt, format: lines, column: a}]",
    "loopsFrom: [{file: list.txt, format: lines, sha256: 4f0c}]",
]
"""Sections that both refuse."""


class CoreLoader(yaml.SafeLoader):
    """Reads plain values as editors do (YAML 1.2's core schema): a date is a text."""


CoreLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def schema_accepts(validator, text):
    """Whether the schema holds for every document of a text, with plain values as texts and as editors read them."""
    return all(
        validator.is_valid(document)
        for loader in (yaml.BaseLoader, CoreLoader)
        for document in yaml.load_all(text, Loader=loader)
        if document is not None
    )


def validate(binary, path):
    """Runs `loopsweep validate`; returns how it ended."""
    return subprocess.run([binary, "validate", path], capture_output=True, text=True, timeout=60, check=False)


def check_corpus(checks, binary, validator, folder):
    """Both accept what is good, and refuse what is bad."""
    for name, text in (("list.txt", "a\nb\n"), ("list.csv", "Name,x\na,1\n")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    path = os.path.join(folder, "cleanup.yaml")
    for sections, is_good in [(text, True) for text in GOOD] + [(text, False) for text in BAD]:
        text = f"apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n{sections}\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        done = validate(binary, path)
        verdicts = (schema_accepts(validator, text), done.returncode == 0)
        claim = f"both {'accept' if is_good else 'refuse'} {json.dumps(sections)[:90]}"
        checks.check(claim, verdicts == (is_good, is_good) and done.returncode in (0, 65), (verdicts, done.stderr))


def check_examples(checks, binary, validator):
    """Both accept every manifest among the examples."""
    count = 0
    for path in sorted(glob.glob(os.path.join(EXAMPLES, "*.yaml"))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if "\nkind: HumanLoopCleanup" not in text:
            continue
        count += 1
        done = validate(binary, path)
        checks.equal(f"loopsweep accepts {os.path.basename(path)}", (done.returncode, done.stderr), (0, ""))
        checks.check(f"the schema accepts {os.path.basename(path)}", schema_accepts(validator, text))
    checks.check("there are examples", count > 0)


def check_progress(checks, binary):
    """The lines of --progress json fit the schema that is printed for them."""
    printed = subprocess.run([binary, "schema", "progress"], capture_output=True, text=True, timeout=60, check=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    with tempfile.TemporaryDirectory() as state:
        command = [binary, "run", os.path.join(EXAMPLES, "quickstart.yaml"), "--simulate", os.path.join(EXAMPLES, "fleet.yaml")]
        done = subprocess.run(
            [*command, "--yes", "--progress", "json", "--fault", "all:throttle=20%", "--state-dir", state],
            capture_output=True, text=True, timeout=120, check=False,
        )
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{"schema"')]
    checks.check("a rehearsal tells of its progress", len(lines) > 2, done.stderr)
    validator = jsonschema.Draft7Validator(schema)
    article = os.path.join(EXAMPLES, "..", "Sources", "loopsweep", "Documentation.docc", "Operations.md")
    with open(article, encoding="utf-8") as file:
        shown = [json.loads(line) for line in file if line.startswith('{"schema":1,"type":"progress"')]
    checks.check("Operations.md shows a line of progress", len(shown) == 1)
    lines += shown
    wrong = [error.message for line in lines for error in validator.iter_errors(line)]
    checks.equal("each line fits the schema of progress", wrong, [])
    unknown = {key for line in lines for key in line} - set(schema["properties"])
    checks.equal("the schema of progress knows each key", sorted(unknown), [])


def check_all(checks, binary):
    """Checks the schemas, the corpus and the examples."""
    printed = subprocess.run([binary, "schema"], capture_output=True, text=True, timeout=60, check=True).stdout
    with open(os.path.join(EXAMPLES, "loopsweep.schema.json"), encoding="utf-8") as file:
        checks.check("the committed schema is the one that is printed", file.read() == printed)
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        check_corpus(checks, binary, validator, folder)
    check_examples(checks, binary, validator)
    check_progress(checks, binary)
