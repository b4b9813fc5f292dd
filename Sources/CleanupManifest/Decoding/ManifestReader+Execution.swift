import HumanLoops
import YAML

extension ManifestReader {
    /// How many calls may be in flight at the most.
    static let concurrencies = 1...1_000
    /// How many tries of one loop may fail.
    static let attempts = 1...100

    /// Reads `execution`.
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

    /// Reads `execution.retry`.
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
            case .pollInitial:
                initial = yaml.value(field.value, as: .positiveDuration).map { ($0, field.value) }
            case .pollMax:
                maximum = yaml.value(field.value, as: .positiveDuration).map { ($0, field.value) }
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

/// The keys of `execution`.
enum ExecutionKey: String, MappingKey {
    /// How many calls may be in flight at once.
    case concurrency
    /// How many calls a second each operation may make.
    case rate
    /// How failed calls are tried again.
    case retry
    /// How a stopping loop is waited for.
    case stopWait
    /// How long the whole run may take.
    case deadline
}

/// The keys of `execution.retry`.
enum RetryKey: String, MappingKey {
    /// How often the stop, or the delete, of one loop may fail.
    case maxAttempts
    /// The longest delay before the next try.
    case maxBackoff
}

/// The keys of `execution.stopWait`.
enum StopWaitKey: String, MappingKey {
    /// How long one loop is waited for.
    case timeout
    /// The shortest time between two looks at one loop.
    case pollInitial
    /// The longest time between two looks at one loop.
    case pollMax
}
