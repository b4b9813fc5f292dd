"""Counts what holds and what does not."""

import traceback


class Checks:
    """A list of claims about the world; each is checked once and printed."""

    def __init__(self):
        """Starts with nothing checked."""
        self.passed = 0
        self.failed = 0

    def check(self, claim, holds, detail=""):
        """Notes whether a claim holds; `detail` is printed when it does not."""
        if holds:
            self.passed += 1
            print(f"ok      {claim}")
        else:
            self.failed += 1
            print(f"FAILED  {claim}: {detail}" if detail != "" else f"FAILED  {claim}")
        return bool(holds)

    def equal(self, claim, actual, expected):
        """Notes whether two values are equal."""
        return self.check(claim, actual == expected, f"expected {expected!r}, got {actual!r}")

    def run(self, title, work, *arguments):
        """Runs a piece of checking work; an exception is a claim that failed, and the rest goes on."""
        print(f"# {title}")
        try:
            work(self, *arguments)
        except Exception as error:  # noqa: BLE001: whatever it is, it is reported and counted
            traceback.print_exc()
            self.check(f"{title} runs to its end", False, repr(error))

    def finish(self):
        """Prints the count, and tells the exit code: 0 when all holds."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0
