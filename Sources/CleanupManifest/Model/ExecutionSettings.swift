import HumanLoops
import YAML

/// How fast, and for how long, a run works.
package struct ExecutionSettings: Sendable, Hashable {
    package static let defaultConcurrency = 32
    /// How many calls a second each operation may be bounded to at the most.
    package static let maximumRate = 100_000

    /// How many calls may be in flight at once, at least 1.
    package var concurrency = defaultConcurrency
    /// How many calls a second each operation may make at the most, from 0.001 to `maximumRate`; nil for no bound of ours.
    package var callsPerSecond: Double?
    package var retry = RetrySettings()
    package var stopWait = StopWait()
    /// How long the whole run may take; nil for as long as it takes.
    package var deadline: Duration?
    /// Whether loops are stopped and left for a later run to delete; no manifest says so, only the command line.
    package var isStopOnly = false
}

extension ExecutionSettings {
    package init(concurrency: Int = defaultConcurrency) { self.init(concurrency: concurrency, callsPerSecond: nil) }
}

/// How often, and after what delay at the most, what failed is tried again for one loop.
package struct RetrySettings: Sendable, Hashable {
    /// How often the stop, or the delete, of one loop may fail before it counts as failed, at least 1; defaults to 8.
    package var maxAttempts: Int
    /// The longest delay before the next try; defaults to 20 seconds.
    package var maxBackoff: Duration

    package init(maxAttempts: Int = 8, maxBackoff: Duration = .seconds(20)) {
        self.maxAttempts = maxAttempts
        self.maxBackoff = maxBackoff
    }
}

/// How a loop that cannot be deleted yet is waited for.
package struct StopWait: Sendable, Hashable {
    /// How long one loop is waited for, by default 30 minutes; zero means that it is looked at once.
    package var timeout: Duration
    /// The shortest time between two looks at one loop, by default 2 seconds.
    package var pollInitial: Duration
    /// The longest time between two looks at one loop, by default 2 minutes.
    package var pollMax: Duration

    package init(
        timeout: Duration = .seconds(1_800),
        pollInitial: Duration = .seconds(2),
        pollMax: Duration = .seconds(120)
    ) {
        self.timeout = timeout
        self.pollInitial = pollInitial
        self.pollMax = pollMax
    }
}

/// The keys of `execution`.
enum ExecutionKey: String, SectionKey {
    case concurrency, rate, retry, stopWait, deadline

    var schema: SchemaNode {
        switch self {
        case .concurrency: .concurrency.describing("How many calls may be in flight at once; 32 by default.")
        case .rate: .rate.describing("How many calls a second each operation may make at the most; found by itself.")
        case .retry: .mapping(RetryKey.self).describing("How often what failed is tried again for one loop.")
        case .stopWait: .mapping(StopWaitKey.self).describing("How a loop that is stopping is waited for.")
        case .deadline: .positiveDuration.describing("How long the whole run may take, such as 2h.")
        }
    }

    func written(_ execution: ExecutionSettings) -> ManifestValue? {
        switch self {
        case .concurrency: .word("\(execution.concurrency)")
        case .rate: execution.callsPerSecond.map { .number($0) }
        case .retry: RetryKey.mapping(of: execution.retry)
        case .stopWait: StopWaitKey.mapping(of: execution.stopWait)
        case .deadline: execution.deadline.map { .word($0.durationText) }
        }
    }
}

/// The keys of `execution.retry`.
enum RetryKey: String, SectionKey {
    case maxAttempts, maxBackoff

    var schema: SchemaNode {
        switch self {
        case .maxAttempts:
            .attempts.describing("How often the stop, or the delete, of one loop may fail; 8 by default.")
        case .maxBackoff: .positiveDuration.describing("The longest delay before the next try; 20s by default.")
        }
    }

    func written(_ retry: RetrySettings) -> ManifestValue? {
        switch self {
        case .maxAttempts: .word("\(retry.maxAttempts)")
        case .maxBackoff: .word(retry.maxBackoff.durationText)
        }
    }
}

/// The keys of `execution.stopWait`.
enum StopWaitKey: String, SectionKey {
    case timeout, pollInitial, pollMax

    var schema: SchemaNode {
        switch self {
        case .timeout: .duration.describing("How long one loop is waited for; 30m by default, 0s looks once.")
        case .pollInitial: .positiveDuration.describing("The shortest time between two looks; 2s by default.")
        case .pollMax: .positiveDuration.describing("The longest time between two looks; 2m by default.")
        }
    }

    func written(_ wait: StopWait) -> ManifestValue? {
        switch self {
        case .timeout: .word(wait.timeout.durationText)
        case .pollInitial: .word(wait.pollInitial.durationText)
        case .pollMax: .word(wait.pollMax.durationText)
        }
    }
}

extension ManifestReader {
    static let concurrencies = 1...1_000
    static let attempts = 1...100

    mutating func readExecution(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: ExecutionKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .concurrency:
                let concurrency = yaml.value(field.value, as: .integer(Self.concurrencies))
                execution.concurrency = concurrency ?? execution.concurrency
            case .rate:
                let rate = yaml.value(field.value, as: .decimal(through: ExecutionSettings.maximumRate))
                execution.callsPerSecond = rate
            case .retry: readRetry(field.value)
            case .stopWait: readStopWait(field.value)
            case .deadline: execution.deadline = yaml.value(field.value, as: .positiveDuration)
            }
        }
    }

    private mutating func readRetry(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: RetryKey.self) else { return }
        var retry = RetrySettings()
        while let field = fields.next() {
            switch field.key {
            case .maxAttempts:
                retry.maxAttempts = yaml.value(field.value, as: .integer(Self.attempts)) ?? retry.maxAttempts
            case .maxBackoff:
                retry.maxBackoff = yaml.value(field.value, as: .positiveDuration) ?? retry.maxBackoff
            }
        }
        execution.retry = retry
    }

    /// Reads `execution.stopWait`; of the two poll times, one that is not given keeps to the one that is.
    private mutating func readStopWait(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: StopWaitKey.self) else { return }
        var wait = StopWait()
        var initial: (duration: Duration, node: YAMLNode)?
        var maximum: (duration: Duration, node: YAMLNode)?
        while let field = fields.next() {
            switch field.key {
            case .timeout: wait.timeout = yaml.value(field.value, as: .duration()) ?? wait.timeout
            case .pollInitial: initial = yaml.value(field.value, as: .positiveDuration).map { ($0, field.value) }
            case .pollMax: maximum = yaml.value(field.value, as: .positiveDuration).map { ($0, field.value) }
            }
        }
        if let initial, let maximum, initial.duration > maximum.duration {
            let limits = "pollMax, which is \(maximum.duration.durationText)"
            let message = "'pollInitial' must be at most \(limits) (is '\(initial.duration.durationText)')"
            let related = TextPlace(maximum.node).related("'pollMax' is given here")
            yaml.report(.contradiction, at: initial.node, message, related: related)
        }
        wait.pollInitial = initial?.duration ?? min(wait.pollInitial, maximum?.duration ?? wait.pollInitial)
        wait.pollMax = maximum?.duration ?? max(wait.pollMax, wait.pollInitial)
        execution.stopWait = wait
    }
}
