package import HumanLoops

/// What must hold before the first stop or delete; a breach refuses the whole run.
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
    /// Which loops are never touched, whatever the manifest says.
    package var protect: ProtectedLoops

    /// Makes guards; each part that is not given has its default.
    package init(
        maxLoops: Int? = nil,
        maxStops: Int? = nil,
        maxMissing: CountLimit? = nil,
        minAge: Duration? = nil,
        maxFailures: CountLimit? = nil,
        protect: ProtectedLoops = ProtectedLoops()
    ) {
        self.maxLoops = maxLoops
        self.maxStops = maxStops
        self.maxMissing = maxMissing
        self.minAge = minAge
        self.maxFailures = maxFailures
        self.protect = protect
    }
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

/// Which loops a manifest's guards never let a run touch.
package struct ProtectedLoops: Sendable, Hashable {
    /// Patterns of names: `*` stands for any characters, `?` for one.
    package var names: [NamePattern]
    /// ARNs of flow definitions.
    package var flowDefinitionARNs: [String]

    /// Makes a protection; by default nothing is protected.
    package init(names: [NamePattern] = [], flowDefinitionARNs: [String] = []) {
        self.names = names
        self.flowDefinitionARNs = flowDefinitionARNs
    }

    /// Says what protects a loop of this name and flow definition; nil for one that the service did not tell.
    ///
    /// - Returns: the reason in words, with the pattern or the ARN as the manifest writes it; nil when the loop is not
    ///   protected.
    package func reason(protecting name: HumanLoopName, flowDefinitionARN: String?) -> String? {
        if let pattern = names.first(where: { $0.matches(name.rawValue) }) { return "protected by '\(pattern.text)'" }
        guard !flowDefinitionARNs.isEmpty else { return nil }
        guard let flowDefinitionARN else {
            return "its flow definition is not told, and guards.protect.flowDefinitions is set"
        }
        return flowDefinitionARNs.contains(flowDefinitionARN) ? "protected by '\(flowDefinitionARN)'" : nil
    }
}

/// A pattern of names as a shell writes it: `*` stands for any run of characters, `?` for exactly one.
package struct NamePattern: Sendable, Hashable {
    /// The pattern as the manifest writes it.
    package let text: String

    /// Makes a pattern; every text is one.
    package init(_ text: String) {
        self.text = text
    }

    /// Whether the pattern stands for the whole of a text.
    ///
    /// Time is bounded by the product of both lengths: only the last `*` is ever gone back to.
    package func matches(_ candidate: String) -> Bool {
        let pattern = Array(text.unicodeScalars)
        let name = Array(candidate.unicodeScalars)
        var (patternIndex, nameIndex) = (0, 0)
        var retry: (patternIndex: Int, nameIndex: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == "*" {
                patternIndex += 1
                retry = (patternIndex, nameIndex)
            } else if patternIndex < pattern.count,
                pattern[patternIndex] == "?" || pattern[patternIndex] == name[nameIndex]
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                patternIndex = last.patternIndex
                nameIndex = last.nameIndex + 1
                retry = (last.patternIndex, nameIndex)
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == "*" }
    }
}
