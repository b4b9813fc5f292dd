@testable import Simulator
import HumanLoops
import TestSupport

extension Timestamp {
    /// When the simulations of tests begin: 2026-11-22T10:00:00Z.
    static let sampleStart = Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)
}

extension SimulatedAccount {
    /// Makes an account with one loop, `dup-1`, that was created a day before the tests begin.
    static func sample(
        _ status: HumanLoopStatus,
        workers: ScheduledEnd? = nil,
        variants: ServiceVariants = ServiceVariants()
    ) -> SimulatedAccount {
        var account = SimulatedAccount(variants: variants)
        var template = LoopTemplate(flowDefinitionARN: HumanLoop.sampleFlowDefinition, status: status)
        template.workers = workers
        template.output = "s3://answers/{name}/output.json"
        account.add([.sample("dup-1")], following: template, created: .sampleStart - .seconds(86_400), at: .sampleStart)
        return account
    }

    /// Makes an account with `count` ended loops, `dup-001` and on, each a millisecond younger than the one before.
    static func sample(count: Int, variants: ServiceVariants = ServiceVariants()) -> SimulatedAccount {
        var account = SimulatedAccount(variants: variants)
        let names = (1...count).map { HumanLoopName.sample("dup-\(String($0 + 1_000).dropFirst())") }
        let template = LoopTemplate(flowDefinitionARN: HumanLoop.sampleFlowDefinition, status: .completed)
        account.add(names, following: template, created: .sampleStart, at: .sampleStart)
        return account
    }
}

extension SimulatedAnswer {
    /// The code of a refusal; nil for every other answer.
    var code: ServiceRefusal.Code? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal.code
    }

    /// The status of a described loop; nil for every other answer.
    var status: HumanLoopStatus? {
        guard case .described(let loop) = self else { return nil }
        return loop.status
    }

    /// The page of a list; nil for every other answer.
    var page: HumanLoopPage? {
        guard case .listed(let page) = self else { return nil }
        return page
    }
}
