import CleanupReport
import YAML

/// The manifest and the fleet that `--demo` stands for, carried in the program: those of `examples/quickstart.yaml` and
/// `examples/fleet.yaml`.
enum DemoFiles {
    /// What stands in the place of both paths, also in the command lines that are suggested.
    static let path = ManifestWord.demo

    /// The way out of a command line that has other files beside `--demo`.
    static let contradiction = "--demo has a manifest and a simulated service of its own"

    static func manifestSource() -> MemoryByteSource { MemoryByteSource(manifest) }

    static func fleetSource() -> MemoryByteSource { MemoryByteSource(fleet) }

    static let manifest = """
        # What to remove. Try: loopsweep validate, then plan, then run, each with this file.
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata:
          name: quickstart
        target:
          account: "123456789012"
          region: us-east-1
        defaults:
          reason: duplicate
          onInProgress: stop
          onCompleted: delete
          expect:
            flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review
        guards:
          maxLoops: 100
          maxStops: 20
          maxMissing: 25%
          protect:
            names: ["golden-*"]
        execution:
          concurrency: 8
          stopWait: {timeout: 1m, pollInitial: 1s, pollMax: 5s}
        loops:
          - dup-01
          - dup-02
          - dup-03
          - dup-04
          - dup-05
          - dup-06
          - dup-07
          - dup-08
          - dup-09
          - dup-10
          - dup-11
          - arn: arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-12
          - held-1
          - held-2
          - held-3
          - held-4
          - {name: broken-1, reason: broken-template}
          - {name: broken-2, reason: broken-template}
          - {name: broken-3, reason: broken-template}
          - {name: broken-4, reason: broken-template}
          - name: reviewed-1
            onCompleted: keep
          - name: reviewed-2
            onCompleted: keep
          - dup-13                 # already gone: removed by hand

        """

    static let fleet = """
        # A service to rehearse against: what `loopsweep simulate` and `--simulate` serve.
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        account: "123456789012"
        region: us-east-1
        credentials: {accessKeyId: REHEARSAL, secretAccessKey: only-for-rehearsals}   # every request's signature is checked
        service:
          latency: 20ms
          jitter: 20ms
          seed: 7
        loops:
          # The retry storm: the same documents sent again, no worker has opened them yet.
          - {name: "dup-{01..12}", status: InProgress, flowDefinition: invoice-review, created: 3h}
          # Workers hold these tasks: after a stop they stay Stopping until the worker is done.
          - {name: "held-{1..3}", status: InProgress, flowDefinition: invoice-review, created: 3h,
             workers: {holdFor: 6s, then: Completed}}
          - {name: "held-4", status: InProgress, flowDefinition: invoice-review, created: 3h,
             workers: {holdFor: 3s, then: Stopped}}
          # A template that does not render: these failed by themselves.
          - {name: "broken-{1..4}", status: Failed, flowDefinition: invoice-review, created: 20h,
             failureCode: ValidationError, failureReason: the worker task template could not be rendered}
          # Answers that are wanted: completed, and kept by the manifest.
          - {name: "reviewed-{1..2}", status: Completed, flowDefinition: invoice-review, created: 2d,
             output: "s3://reviews/{name}/output.json"}
          # Not in the manifest, so never touched.
          - {name: "golden-{1..5}", status: Completed, flowDefinition: invoice-review, created: 9d}

        """
}
