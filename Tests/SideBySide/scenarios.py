"""What the clients are compared on: a fleet, how the service answers, and what the figures must hold."""

from dataclasses import dataclass, field

import places


@dataclass(frozen=True)
class Scenario:
    """One kind of service and estate."""

    name: str
    summary: str
    loops: tuple
    """Kinds of loops: how many, their status, and the rest of their item in the fleet file."""
    width: int
    """How many calls loopsweep may have in flight."""
    threads: int
    """How many threads the client of boto3 has."""
    service: str
    """The `service` of the fleet file."""
    latency: float
    """How many seconds a call takes."""
    rates: dict = field(default_factory=dict)
    """How many calls a second the service takes, by operation."""
    hold: float = 0
    """How many seconds a worker holds a stopped loop."""
    targets: dict = field(default_factory=dict)
    """What the figures of loopsweep may be at most."""

    @property
    def names(self):
        """The names of all loops, kinds taken in turn as they come in real estates."""
        kinds = [[f"{kind}-{number:04}" for number in range(1, count + 1)] for count, kind, _ in self.loops]
        longest = max(len(kind) for kind in kinds)
        return [kind[place] for place in range(longest) for kind in kinds if place < len(kind)]

    @property
    def fleet(self):
        """The fleet file."""
        items = "".join(
            f'  - {{name: "{kind}-{{0001..{count:04}}}", flowDefinition: invoice-review, created: 2d, {rest}}}\n'
            for count, kind, rest in self.loops
        )
        return f"""\
apiVersion: loopsweep/v1
kind: HumanLoopFleet
account: "{places.ACCOUNT}"
region: {places.REGION}
credentials: {{accessKeyId: {places.ACCESS_KEY}, secretAccessKey: {places.SECRET_KEY}}}
service: {{{self.service}}}
loops:
{items}"""

    @property
    def manifest(self):
        """The manifest that names every loop."""
        names = "".join(f"  - {name}\n" for name in self.names)
        return f"""\
apiVersion: loopsweep/v1
kind: HumanLoopCleanup
metadata: {{name: side-by-side}}
target: {{account: "{places.ACCOUNT}", region: {places.REGION}}}
execution: {{concurrency: {self.width}}}
loops:
{names}"""

    def bound(self, accepted, width):
        """The least time for so many calls, by operation: what rates, width and workers allow."""
        by_rate = [accepted.get(operation, 0) / rate for operation, rate in self.rates.items()]
        by_width = sum(accepted.values()) * self.latency / width
        return max([*by_rate, by_width, self.hold])


RATES = {"DescribeHumanLoop": 60, "StopHumanLoop": 20, "DeleteHumanLoop": 30}

ALL = (
    Scenario(
        name="throttled",
        summary="300 loops, half in progress and none held; 60 describe/s, 20 stop/s, 30 delete/s, burst 5",
        loops=((150, "busy", "status: InProgress"), (150, "done", "status: Completed")),
        width=32,
        threads=32,
        service="latency: 5ms, rates: {describe: 60, stop: 20, delete: 30, burst: 5}",
        latency=0.005,
        rates=RATES,
        targets={"makespan / bound": 1.10, "throttled": 0.03},
    ),
    Scenario(
        name="drain",
        summary="500 loops of one flow in progress, each held for 20 s after its stop",
        loops=((500, "held", "status: InProgress, workers: {holdFor: 20s, then: Stopped}"),),
        width=32,
        threads=32,
        service="latency: 5ms",
        latency=0.005,
        hold=20,
        targets={"calls / loop": 4.3},
    ),
    Scenario(
        name="latency",
        summary="2,000 loops that have ended, 40 ms a call, 64 in flight",
        loops=((2_000, "done", "status: Completed"),),
        width=64,
        threads=64,
        service="latency: 40ms",
        latency=0.040,
        targets={"makespan / bound": 1.10},
    ),
)
