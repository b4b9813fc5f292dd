import Commands
import HumanLoops
import Synchronization
import TestSupport

/// A bug that the soak plays at the product's seams, to prove that it would be found; none is in the product.
enum Planted: String, CaseIterable {
    // What is on the wire, the disk and the terminal.
    case ignoresPermits, skipsSynchronization, ignoresSignals, assumesConsent
    // What the product makes of answers.
    case hidesRebirth, hidesStopping, hidesProgress, hidesCompletion, believesCachedLooks, makesLoopsOld, hidesFlow
    case hidesAbsence, pretendsToDelete, pretendsToStop, repeatsLostDeletes, deletesNeighbours, deletesTwice
    case believesMachineClock, slowsTheClock
    // What it makes of the manifest.
    case forgetsProtection, forgetsMinAge, forgetsMaxStops, forgetsMaxLoops, forgetsStatuses, forgetsKeep, forgetsPolicy
    case forgetsExpectations, forgetsStopWait, forgetsDeadline
    // What is lost in what it writes.
    case followUpForgetsIdentity, followUpForgetsKept, followUpForgetsPolicy, discoveryForgetsStatuses
    case discoveryForgetsKept

    /// What the kinds of breach begin with by which it counts as found.
    var signs: [String] {
        switch self {
        case .ignoresPermits, .believesCachedLooks, .hidesAbsence, .repeatsLostDeletes: ["call on an old look"]
        case .skipsSynchronization: ["evidence not durable"]
        case .ignoresSignals: ["signal outlived"]
        case .assumesConsent: ["call without consent"]
        case .hidesRebirth: ["namesake touched"]
        case .hidesStopping, .hidesProgress: ["call in the wrong status"]
        case .hidesCompletion, .hidesFlow: ["evidence differs", "policy"]
        case .pretendsToDelete: ["deleted, and it is there"]
        case .pretendsToStop: ["not healed"]
        case .deletesNeighbours: ["call without a look", "policy"]
        case .deletesTwice: ["look used twice"]
        case .slowsTheClock: ["deadline outlived", "stopWait outlived", "call on an old look"]
        case .forgetsMaxStops: ["maxStops passed"]
        case .forgetsMaxLoops: ["maxLoops passed"]
        case .forgetsStopWait: ["stopWait outlived"]
        case .forgetsDeadline: ["deadline outlived"]
        case .followUpForgetsIdentity: ["namesake touched"]
        case .forgetsKeep, .followUpForgetsKept, .discoveryForgetsKept: ["last copy", "only answer"]
        case .makesLoopsOld, .believesMachineClock, .forgetsProtection, .forgetsMinAge, .forgetsStatuses,
            .forgetsPolicy,
            .forgetsExpectations, .followUpForgetsPolicy, .discoveryForgetsStatuses:
            ["policy"]
        }
    }

    /// The bug that is planted in this process; nil for none.
    nonisolated(unsafe) private static var chosen: Planted?

    /// The bug that is planted in this process; nil for none.
    static var current: Planted? { unsafe chosen }

    /// Plants a bug, before anything else is done.
    static func plant(_ bug: Planted?) { unsafe chosen = bug }

    /// A text that the product reads, as the bug has it be read.
    enum Text { case manifest, followUp, discovered }

    /// The clock, as the bug has it go.
    static func clock(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration, Duration?) async throws -> Void
    ) -> RunClock {
        guard current == .slowsTheClock else { return RunClock(elapsed: elapsed, sleep: sleep) }
        return RunClock(elapsed: { elapsed() / 20 }, sleep: { try await sleep($0 * 20, $1) })
    }

    /// The service, as the bug has it be seen.
    static func service(_ service: SoakService, ahead: Duration, time: VirtualTime) -> any HumanLoopService {
        current.map { PlantedService(service, $0, ahead: ahead, time: time) } ?? service
    }

    /// A text, as the bug has it be read.
    static func edited(_ text: String, _ kind: Text) -> String {
        switch (current, kind) {
        case (.forgetsProtection, .manifest):
            text.replacing(/,?"protect":\{[^{}]*\}/, with: "").replacing("{,", with: "{")
        case (.forgetsMinAge, .manifest): text.replacing(/"minAge":"[0-9]+s"/, with: #""minAge":"0s""#)
        case (.forgetsMaxStops, .manifest): text.replacing(/"maxStops":[0-9]+/, with: #""maxStops":999"#)
        case (.forgetsMaxLoops, .manifest): text.replacing(/"maxLoops":[0-9]+/, with: #""maxLoops":999"#)
        case (.forgetsStatuses, .manifest): text.replacing(/,"status":\[[^\]]*\]/, with: "")
        case (.forgetsKeep, .manifest): text.replacing(/,"duplicatesBy":"[^"]*","keep":"[a-z]+"/, with: "")
        case (.forgetsPolicy, .manifest): text.replacing(/,"on[A-Z][a-zA-Z]*":"[a-z]+"/, with: "")
        case (.forgetsExpectations, .manifest): text.replacing(/,"expect":\{[^{}]*\}/, with: "")
        case (.forgetsStopWait, .manifest): text.replacing(/"timeout":"[0-9]+s"/, with: #""timeout":"20000s""#)
        case (.forgetsDeadline, .manifest): text.replacing(/,"deadline":"[0-9]+s"/, with: "")
        case (.followUpForgetsIdentity, .followUp):
            lines(text, without: ["flowDefinition:", "createdAfter:", "createdBefore:", "expect:"])
        case (.followUpForgetsKept, .followUp), (.discoveryForgetsKept, .discovered):
            lines(text, without: ["keptInstead:"])
        case (.followUpForgetsPolicy, .followUp): lines(text, without: ["onCompleted:", "onFailed:", "onInProgress:"])
        case (.discoveryForgetsStatuses, .discovered): lines(text, without: ["status:"])
        default: text
        }
    }

    /// The lines of a text that hold none of these keys.
    private static func lines(_ text: String, without keys: [String]) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !keys.contains { line.contains($0) && !line.contains("- name:") } }
            .joined(separator: "\n")
    }
}

/// A service whose answers are seen as a planted bug would have them seen.
final class PlantedService: HumanLoopService {
    /// The service, the bug, how far the machine's clock is ahead, and the clock.
    private let service: SoakService
    private let bug: Planted
    private let ahead: Duration
    private let time: VirtualTime
    /// The last description of each name, and the first.
    private let looks = Mutex<[HumanLoopName: (first: HumanLoop, last: HumanLoop)]>([:])

    /// Puts a bug between the product and its service.
    init(_ service: SoakService, _ bug: Planted, ahead: Duration, time: VirtualTime) {
        (self.service, self.bug, self.ahead, self.time) = (service, bug, ahead, time)
    }

    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        let look = looks.withLock { $0[name] }
        if bug == .believesCachedLooks, let look {
            return HumanLoopAnswer(look.last, serviceTime: World.beginning + time.now.offset)
        }
        var answer: HumanLoopAnswer<HumanLoop>
        do throws(HumanLoopServiceError) {
            answer = try await service.describeHumanLoop(name)
        } catch {
            guard bug == .hidesAbsence, error.kind == .notFound, let look else { throw error }
            return HumanLoopAnswer(look.last, serviceTime: World.beginning + time.now.offset)
        }
        let told = answer.value
        looks.withLock { $0[name] = ($0[name]?.first ?? told, told) }
        switch (bug, told.status) {
        case (.hidesRebirth, _):
            answer.value.creationTime = look?.first.creationTime ?? told.creationTime
            answer.value.flowDefinitionARN = look?.first.flowDefinitionARN ?? told.flowDefinitionARN
        case (.hidesStopping, .stopping), (.hidesProgress, .inProgress), (.hidesCompletion, .completed):
            answer.value.status = .stopped
        case (.hidesFlow, _): answer.value.flowDefinitionARN = World.flow(0)
        default: break
        }
        return seen(answer)
    }

    func listHumanLoops(_ query: HumanLoopQuery) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        seen(try await service.listHumanLoops(query))
    }

    func stopHumanLoop(_ name: HumanLoopName, _ permit: SendPermit) async throws(HumanLoopServiceError)
        -> HumanLoopAnswer<Void>
    {
        if bug == .pretendsToStop { return HumanLoopAnswer(()) }
        return try await service.stopHumanLoop(name, permit)
    }

    func deleteHumanLoop(_ name: HumanLoopName, _ permit: SendPermit) async throws(HumanLoopServiceError)
        -> HumanLoopAnswer<Void>
    {
        switch bug {
        case .pretendsToDelete: return HumanLoopAnswer(())
        case .deletesTwice:
            _ = try? await service.deleteHumanLoop(name, permit)
            return try await service.deleteHumanLoop(name, permit)
        case .deletesNeighbours:
            let other = HumanLoopName(World.group(of: name.rawValue) + "-1") ?? name
            return try await service.deleteHumanLoop(other, permit)
        case .repeatsLostDeletes:
            do throws(HumanLoopServiceError) {
                return try await service.deleteHumanLoop(name, permit)
            } catch {
                guard error.kind == .noAnswer else { throw error }
                try? await time.sleep(for: .seconds(20))
                return try await service.deleteHumanLoop(name, SendPermit { .zero })
            }
        default: return try await service.deleteHumanLoop(name, permit)
        }
    }

    /// An answer with the time that the bug takes for the service's.
    private func seen<Value>(_ answer: HumanLoopAnswer<Value>) -> HumanLoopAnswer<Value> {
        var answer = answer
        if bug == .believesMachineClock { answer.serviceTime = World.beginning + time.now.offset + ahead }
        if bug == .makesLoopsOld { answer.serviceTime = World.beginning + time.now.offset + .seconds(100 * 86_400) }
        return answer
    }
}
