import HumanLoops
import TestSupport

/// The loops of a scenario: what each of them is follows from its number and the seed, so that a million take no room.
///
/// Loops are numbered flow by flow, and within a flow in the order in which they were started, a second apart.
struct Estate: Sendable {
    /// When the first loop of each flow was started: 2026-11-01T00:00:00Z.
    static let firstCreation = Timestamp(millisecondsSinceEpoch: 1_793_491_200_000)
    /// What names begin with; behind it is the number in seven digits.
    private static let namePrefix = "invoice-review-20261101-"

    /// What the loops are drawn from.
    let scenario: Scenario
    /// The seed of the draw.
    let seed: UInt64
    /// How many loops a flow has; the last may have fewer.
    let loopsPerFlow: Int

    /// Draws the loops of a scenario.
    init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        self.seed = seed
        loopsPerFlow = (scenario.loopCount + scenario.flowCount - 1) / scenario.flowCount
    }

    /// The name of a loop.
    func name(_ index: Int) -> HumanLoopName {
        let digits = String(index)
        return .sample(Self.namePrefix + String(repeating: "0", count: 7 - digits.utf8.count) + digits)
    }

    /// The number of the loop that a name belongs to.
    ///
    /// - Returns: nil when it belongs to none.
    func index(of name: HumanLoopName) -> Int? {
        var index = 0
        for place in name.length - 7..<name.length { index = index * 10 + Int(name.octets[place] & 0xF) }
        return index < scenario.loopCount ? index : nil
    }

    /// The number of a flow's first loop, and that behind its last.
    func indices(ofFlow flow: Int) -> Range<Int> {
        let first = flow * loopsPerFlow
        return first..<min(first + loopsPerFlow, scenario.loopCount)
    }

    /// The ARN of a flow definition, in memory of its own as an answer's text is.
    func flowDefinitionARN(_ flow: Int) -> String {
        "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review-\(flow)"
    }

    /// The number of the flow that an ARN belongs to.
    ///
    /// - Returns: nil when it belongs to none.
    func flow(of arn: String) -> Int? {
        (0..<scenario.flowCount).first { flowDefinitionARN($0) == arn }
    }

    /// When a loop was started.
    func creationTime(_ index: Int) -> Timestamp { Self.firstCreation + .seconds(index % loopsPerFlow) }

    /// When the run begins: a day after the last loop was started.
    var runStart: Timestamp { Self.firstCreation + .seconds(loopsPerFlow + 86_400) }

    /// How a loop stands when the run begins.
    func initialStatus(_ index: Int) -> HumanLoopStatus {
        let dice = draw(index, 1)
        if dice % 100 < UInt64(scenario.inProgressPercent) { return .inProgress }
        return switch dice / 100 % 10 {
        case 0: .failed
        case 1, 2: .stopped
        default: .completed
        }
    }

    /// How long a worker holds a loop after its stop; nil when none does.
    func hold(_ index: Int) -> Duration? {
        let dice = draw(index, 2)
        guard dice % 100 < UInt64(scenario.heldPercent) else { return nil }
        let range = scenario.holdMilliseconds
        return .milliseconds(range.lowerBound + Int(dice / 100 % UInt64(range.count)))
    }

    /// The longest that a worker holds a loop of the estate.
    var longestHold: Duration {
        (0..<scenario.loopCount).lazy
            .filter { initialStatus($0) == .inProgress }
            .compactMap { hold($0) }
            .max() ?? .zero
    }

    /// Throws dice for a loop.
    private func draw(_ index: Int, _ purpose: UInt64) -> UInt64 {
        var generator = SeededGenerator(seed: seed &* 0x1_0000_0001 &+ UInt64(index) &* 4 &+ purpose)
        return generator.next()
    }
}
