"""The same environments for the AWS CLI and for `loopsweep doctor`: the same access key, region and endpoint.

Where loopsweep differs on purpose, a row says what it does and why.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor

import aws_cli
import doctor
import matrix_choices
import matrix_files
import matrix_keys
import matrix_names
import matrix_sources
from credential_sources import CredentialSources
from environments import environment

LEAST = 250
"""How many environments there are at the least."""


def rows_of(url, folder):
    """All environments; `url` is where credentials are given out, and programs are written to the folder."""
    return [
        *matrix_choices.choices_of_keys(),
        *matrix_choices.choices_of_region(),
        *matrix_choices.choices_of_endpoint(),
        *matrix_choices.choices_of_misspelt_endpoints(),
        *matrix_files.choices_of_files(),
        *matrix_files.choices_of_indentation(),
        *matrix_files.choices_of_marks(),
        *matrix_files.choices_of_places(),
        *matrix_files.choices_of_blanks(),
        *matrix_names.choices_of_names(url),
        *matrix_names.choices_of_passed_over(),
        *matrix_names.choices_of_other_names(url),
        *matrix_keys.choices_of_spread_keys(),
        *matrix_keys.choices_of_sessions(url),
        *matrix_keys.choices_of_answers(folder),
        *matrix_sources.choices_of_source(url, folder),
    ]


def compare(checks, row, look, theirs):
    """Compares what the CLI sent with what loopsweep finds."""
    found = tuple(look.value(subject) for subject in ("credentials", "region", "endpoint"))
    if row.refusal is not None:
        checks.check(f"on purpose, {row.name}: {row.reason}", row.refusal in f"{look}" and look.exit_code != 0, look)
        checks.check(f"on purpose, {row.name}: the CLI does otherwise", "access_key" in theirs, theirs)
    elif row.ours is not None:
        checks.check(f"on purpose, {row.name}: {row.reason}", row.ours in found, look)
        checks.check(f"on purpose, {row.name}: the CLI does otherwise", row.ours not in theirs.values(), theirs)
    elif "access_key" in theirs:
        expected = tuple(theirs[name] for name in ("access_key", "region", "endpoint"))
        checks.equal(row.name, found, expected) or print(look)
    else:
        trouble = theirs.get("messages", "").strip() or theirs.get("error")
        checks.check(
            f"{row.name}: neither can call", None in found or look.exit_code != 0, f"the CLI: {trouble}; {found}"
        )


def check_all(checks, binary):
    """Compares everything."""
    with tempfile.TemporaryDirectory() as folder, CredentialSources() as sources:
        rows = rows_of(sources.url, folder)

        def ask(row):
            theirs = aws_cli.ask(environment(row, folder), row.arguments)
            return doctor.Look(binary, environment(row, folder), "--settings-only", *row.arguments), theirs

        with ThreadPoolExecutor(2) as pool:
            for row, (look, theirs) in zip(rows, pool.map(ask, rows)):
                compare(checks, row, look, theirs)
        on_purpose = sum(1 for row in rows if row.reason is not None)
        print(f"# {len(rows)} environments, {on_purpose} of them differ on purpose")
        checks.check(f"there are at least {LEAST} environments", len(rows) >= LEAST, len(rows))
