import HumanLoops
import TestSupport
import Testing

@testable import CleanupEngine
@testable import CleanupManifest

/// Loops that rest until the operator has consented, and awake as they were.
@Suite("RestingLoops")
struct ParkedLoopsTests {
    /// A loop, and what happens to it before it rests.
    private struct Row: Sendable, CustomTestStringConvertible {
        /// What the row shows.
        var testDescription: String
        /// The settings of the loop.
        var settings = LoopSettings()
        /// What an earlier part of the run left of it.
        var trace: LoopTrace?
        /// What happens.
        var events: [LoopEvent]

        /// The loop as if nothing had happened.
        var new: LoopLifecycle {
            LoopLifecycle(
                entry: LoopEntry(name: .sample("dup-000017"), line: 12),
                rules: LoopRules(settings: settings),
                precondition: trace.map {
                    LoopPrecondition(status: nil, creationTime: nil, flowDefinitionARN: nil, trace: $0)
                }
            )
        }

        /// The loop after all of it.
        var lifecycle: LoopLifecycle {
            var loop = new
            for (number, event) in ([.begin] + events).enumerated() {
                _ = loop.handle(event, at: .milliseconds(number * 40 + 3), jitter: 0.5)
            }
            loop.calls.describe = 1
            return loop
        }
    }

    /// A loop that failed, with everything that a description can hold.
    private static let failed = HumanLoop(
        name: .sample("dup-000017"),
        status: .failed,
        creationTime: HumanLoop.sampleCreation,
        flowDefinitionARN: HumanLoop.sampleFlowDefinition,
        arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017",
        failureCode: "InternalError",
        failureReason: "It broke.",
        outputS3URI: "s3://answers/dup-000017/output.json"
    )

    /// A loop of which the least is known.
    private static let bare = HumanLoop(
        name: .sample("dup-000017"),
        status: .completed,
        creationTime: HumanLoop.sampleCreation
    )

    /// Loops that can rest.
    private static let parked: [Row] = [
        Row(testDescription: "to be stopped", events: [.seen(.inProgress)]),
        Row(testDescription: "to be waited for", events: [.seen(.stopping)]),
        Row(testDescription: "of a status that is not known", events: [.seen(.other("Archived"))]),
        Row(testDescription: "to be deleted, with all that is known", events: [.described(failed)]),
        Row(testDescription: "with no ARN", events: [.described(bare)]),
        Row(testDescription: "missing", events: [.missing, .timeIsUp, .missing]),
        Row(
            testDescription: "missing, which fails",
            settings: LoopSettings(onMissing: .fail),
            events: [.missing, .timeIsUp, .missing]
        ),
        Row(testDescription: "kept", settings: LoopSettings(onCompleted: .keep), events: [.seen(.completed)]),
        Row(testDescription: "not to be described", events: [.failed(.describe, .accessDenied)]),
        Row(
            testDescription: "stopped by an earlier part of the run, with a lost delete",
            trace: LoopTrace(
                loop: .sample(.stopped),
                initialStatus: .inProgress,
                wasStopped: true,
                openCall: .delete
            ),
            events: [.seen(.stopped)]
        ),
        Row(
            testDescription: "with a lost stop that is seen to have been carried out",
            trace: LoopTrace(loop: .sample(.inProgress), initialStatus: .inProgress, openCall: .stop),
            events: [.seen(.stopping)]
        ),
        Row(
            testDescription: "looked at after a failure",
            events: [.failed(.describe, .server), .timeIsUp, .seen(.completed)]
        ),
    ]

    @Test("a loop that rests awakes as it was", arguments: parked.indices)
    func awakes(_ index: Int) throws {
        let row = Self.parked[index]
        let loop = row.lifecycle
        var loops = ParkedLoops()
        let places = [Self.parked[(index + 1) % Self.parked.count].lifecycle, loop].map { loops.add($0) }
        let (other, place) = (try #require(places[0]), try #require(places[1]))
        loops.remove(at: other)
        #expect(String(describing: loops.lifecycle(at: place, from: row.new)) == String(describing: loop))
        // What becomes free is used again.
        let next = loops.add(loop)
        #expect(next == other)
    }

    @Test("a loop rests only while nothing is under way, and when it can be put together again")
    func refuses() {
        var loops = ParkedLoops()
        let foreign = HumanLoop(
            name: .sample("dup-000017"),
            status: .completed,
            creationTime: HumanLoop.sampleCreation,
            arn: "arn:aws:sagemaker:us-east-1:123456789012:human-loop/another"
        )
        for events in [
            [], [.seen(.inProgress), .proceed], [.seen(.completed), .proceed, .seen(.completed), .turnCame],
            [.described(foreign)],
            [.failed(.describe, .throttled)],
        ] as [[LoopEvent]] {
            let place = loops.add(Row(testDescription: "", events: events).lifecycle)
            #expect(place == nil, "\(events)")
        }
    }

    @Test("loops of which each has words of its own rest too, in as few kinds as may be")
    func words() {
        var loops = ParkedLoops()
        let row = Row(testDescription: "", events: [.failed(.describe, .accessDenied)])
        let all = (0..<5_000).map { number in
            var loop = row.lifecycle
            loop.problem = LoopProblem(code: "AccessDenied", message: "no", requestID: "request-\(number)")
            loop.explanation = "refused by request-\(number)"
            return loop
        }
        let places = all.map { loops.add($0) }
        #expect(places == (0..<5_000).map { UInt32($0) })
        #expect(loops.kinds.count <= 1_025)
        for (place, loop) in zip(UInt32(0)..., all) {
            #expect(String(describing: loops.lifecycle(at: place, from: row.new)) == String(describing: loop))
        }
    }
}
