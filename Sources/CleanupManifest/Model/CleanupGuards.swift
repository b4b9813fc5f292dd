import YAML

/// The limits of `guards`: some refuse the run before anything is changed, `minAge` and `protect` refuse a loop, and after
/// `maxFailures` nothing new is started.
package struct CleanupGuards: Sendable, Hashable {
    /// How many loops the manifest may name; nil for any number.
    package var maxLoops: Int?
    /// How many loops may be stopped: people may be working on them; nil for any number.
    package var maxStops: Int?
    /// How many of the loops may be missing; nil for the default: not all of ten or more.
    package var maxMissing: CountLimit?
    /// How old a loop must be to be touched; nil for any age.
    package var minAge: Duration?
    /// How many of the loops may fail before nothing new is started; nil for any number.
    package var maxFailures: CountLimit?
    package var protect = ProtectedLoops()
}

/// A limit on how many loops of a manifest something may be true of.
package enum CountLimit: Sendable, Hashable, CustomStringConvertible {
    /// At most so many loops, 0 or more.
    case count(Int)
    /// At most this share of the loops, in hundredths of a percent: 0 to 10,000.
    case share(basisPoints: Int)

    /// Whether so many loops of a whole are more than the limit allows.
    package func isPassed(by count: Int, of total: Int) -> Bool {
        switch self {
        case .count(let limit): count > limit
        case .share(let basisPoints): count * 10_000 > basisPoints * total
        }
    }

    /// How many loops of a whole the limit allows.
    package func mostLoops(of total: Int) -> Int {
        switch self {
        case .count(let limit): limit
        case .share(let basisPoints): basisPoints * total / 10_000
        }
    }

    /// The limit as a manifest writes it: `12` or `7.5%`.
    package var description: String {
        switch self {
        case .count(let limit):
            return String(limit)
        case .share(let basisPoints):
            let (whole, hundredths) = basisPoints.quotientAndRemainder(dividingBy: 100)
            if hundredths == 0 { return "\(whole)%" }
            return hundredths % 10 == 0
                ? "\(whole).\(hundredths / 10)%" : "\(whole).\(hundredths < 10 ? "0" : "")\(hundredths)%"
        }
    }
}

/// The keys of `guards`.
enum GuardsKey: String, SectionKey {
    case maxLoops, maxStops, maxMissing, minAge, maxFailures, protect

    var schema: SchemaNode {
        switch self {
        case .maxLoops:
            .count.describing("How many loops there may be; more refuse the run before anything is changed.")
        case .maxStops:
            .count.describing(
                "How many loops may be stopped: people may be working on them. "
                    + "More refuse the run before anything is changed."
            )
        case .maxMissing:
            .countLimit.describing(
                "How many of the loops may be missing: a count or a share. "
                    + "More refuse the run before anything is changed; by default ten or more that are all missing do."
            )
        case .minAge:
            .duration.describing("How old a loop must be, such as 1h; a younger one is refused, the others are not.")
        case .maxFailures:
            .countLimit.describing(
                "How many loops may fail: a count or a share. After more, nothing new is started; what was done stays."
            )
        case .protect:
            .mapping(ProtectKey.self).describing(
                "Loops that are never touched, whatever the manifest says: each is refused, the others are not."
            )
        }
    }

    func written(_ guards: CleanupGuards) -> ManifestValue? {
        switch self {
        case .maxLoops: guards.maxLoops.map { .word("\($0)") }
        case .maxStops: guards.maxStops.map { .word("\($0)") }
        case .maxMissing: guards.maxMissing.map { .word("\($0)") }
        case .minAge: guards.minAge.map { .word($0.durationText) }
        case .maxFailures: guards.maxFailures.map { .word("\($0)") }
        case .protect: ProtectKey.mapping(of: guards.protect)
        }
    }
}

extension ManifestReader {
    mutating func readGuards(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: GuardsKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .maxLoops:
                isLoopCountBounded = true
                guards.maxLoops = yaml.value(field.value, as: .integer(0...Self.maximumCount))
            case .maxStops: guards.maxStops = yaml.value(field.value, as: .integer(0...Self.maximumCount))
            case .maxMissing: guards.maxMissing = yaml.value(field.value, as: CountLimitGrammar())
            case .minAge: guards.minAge = yaml.value(field.value, as: .duration())
            case .maxFailures: guards.maxFailures = yaml.value(field.value, as: CountLimitGrammar())
            case .protect: readProtect(field.value)
            }
        }
    }
}
