package import CleanupEngine
import CleanupJournal
import HumanLoops
import Support

/// What is said in words of how far a run is, on a terminal and in a log.
extension RunProgress {
    /// Whether it is the service's throttling that slows the run.
    var isThrottled: Bool { throttledLoops > 0 || !slowed.isEmpty }

    /// What the service throttles, with the rates found: `throttled to 4.5 deletes/s`; nil when that does not slow the run.
    var throttleText: String? {
        guard isThrottled else { return nil }
        let rates = slowed.compactMap { row in
            row.callsPerSecond.map { "\(RateText.perSecond($0)) \(row.operation.plural)/s" }
        }
        return rates.isEmpty ? "throttled by the service" : "throttled to \(rates.joined(separator: ", "))"
    }

    /// Whose workers are waited for, the longest wait first; nil when none is.
    ///
    /// At most `count` loops are named; `shorten` makes a name as long as it may be.
    func waitsText(naming count: Int, _ shorten: (String) -> String = { $0 }) -> String? {
        let named = longestWaits.prefix(count)
        guard let first = named.first else { return nil }
        var parts = named.map { "\(shorten($0.name.rawValue)) \(DurationText.twoUnits($0.waited))" }
        parts[0] += " (\(DurationText.twoUnits(first.left)) left)"
        let others = waiting - named.count
        let rest = others > 0 ? " and \(CountText.grouped(others)) more" : ""
        return "waiting for \(parts.joined(separator: ", "))\(rest)"
    }

    /// When loops that wait are looked at next; nil when none waits, and when that is at once.
    var nextLookText: String? { nextLook.flatMap { $0 < .seconds(1) ? nil : "next look in \(Self.short($0))" } }

    /// How long the calls take that are left; nil when that is next to nothing, or not known.
    var remainingText: String? {
        guard let remaining, remaining >= .seconds(5) else { return nil }
        return "about \(Self.short(remaining)) of calls left"
    }

    /// Why the run ends early, and what happens next.
    var endingTexts: [String] {
        let isInterrupted = if case .interrupted = stopReason { true } else { false }
        let reason = isInterrupted ? nil : stopReason?.reportMessage
        let calls = "\(CountText.counted(inFlight, "call")) end\(inFlight == 1 ? "s" : "")"
        let within = grace.map { " within \(Self.short($0))" } ?? ""
        let wait = inFlight > 0 ? calls + within : "the report is written"
        return [reason, "nothing new starts", wait, isInterrupted ? "^C again exits at once" : nil]
            .compactMap(\.self)
    }

    private static func short(_ duration: Duration) -> String { DurationText.twoUnits(duration) }

    /// A line for a log, which nothing is drawn over.
    package var heartbeat: String {
        let total = CountText.grouped(total)
        let ended = LoopOutcome.allCases.filter { outcomes[$0] > 0 && $0 != .notAttempted }
            .map { "\(CountText.grouped(outcomes[$0])) \($0.phrase)" }
        let before = earlier > 0 ? ["\(CountText.grouped(earlier)) by earlier parts of the run"] : []
        var parts: [String] = []
        switch phase {
        case .listing: parts.append("listed \(CountText.counted(looked, "loop"))")
        case .surveying: parts.append("looked at \(CountText.grouped(looked)) of \(total)")
        case .sweeping, .ending:
            let details = (before + ended).joined(separator: ", ")
            parts.append("\(CountText.grouped(done)) of \(total) done\(details.isEmpty ? "" : " (\(details))")")
        }
        if waiting > 0 { parts.append("\(CountText.grouped(waiting)) waiting for workers") }
        if retrying > 0 { parts.append("\(CountText.grouped(retrying)) waiting to retry after errors") }
        parts.append("\(CountText.counted(inFlight, "call")) in flight")
        if calls.throttled > 0 { parts.append("\(CountText.grouped(calls.throttled)) throttled") }
        let lead = phase == .ending ? "ending: " : ""
        let line = "loopsweep: \(DurationText.clock(elapsed)) \(lead)\(parts.joined(separator: ", "))"
        return ([line] + [throttleText, waitsText(naming: 1), remainingText, nextLookText].compactMap(\.self))
            .joined(separator: "; ")
    }
}

extension HumanLoopOperation {
    /// Its calls, for a rate of them.
    fileprivate var plural: String {
        switch self {
        case .describe: "describes"
        case .list: "lists"
        case .stop: "stops"
        case .delete: "deletes"
        }
    }
}

/// How rates of calls are written for a person.
enum RateText {
    /// Writes calls a second: with one decimal below ten, else whole.
    static func perSecond(_ rate: Double) -> String {
        guard rate < 10 else { return CountText.grouped(Int(min(rate, 1e9).rounded())) }
        let tenths = Int((max(0, rate) * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
