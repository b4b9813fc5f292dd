package import HumanLoops
import YAML

/// What a described loop must be to be the one that was meant; a mismatch is refused.
package struct LoopExpectation: Sendable, Hashable {
    /// The ARN of the flow definition the loop must belong to; nil for any.
    package var flowDefinitionARN: String?
    /// The loop must have been created at this moment or later; nil for any time.
    package var createdAfter: Timestamp?
    /// The loop must have been created before this moment; nil for any time.
    package var createdBefore: Timestamp?

    package init(flowDefinitionARN: String? = nil, createdAfter: Timestamp? = nil, createdBefore: Timestamp? = nil) {
        self.flowDefinitionARN = flowDefinitionARN
        self.createdAfter = createdAfter
        self.createdBefore = createdBefore
    }

    /// Whether a loop that was created then cannot be the one that was meant.
    package func excludes(_ creationTime: Timestamp) -> Bool {
        createdAfter.map { creationTime < $0 } ?? false || createdBefore.map { creationTime >= $0 } ?? false
    }

    /// Puts what is given here in the place of what another expectation says, part by part.
    func applied(to base: LoopExpectation) -> LoopExpectation {
        ExpectationKey.allCases.reduce(into: base) { result, key in
            switch key {
            case .flowDefinition: result.flowDefinitionARN = flowDefinitionARN ?? base.flowDefinitionARN
            case .createdAfter: result.createdAfter = createdAfter ?? base.createdAfter
            case .createdBefore: result.createdBefore = createdBefore ?? base.createdBefore
            }
        }
    }
}

/// The keys of `expect`.
enum ExpectationKey: String, SectionKey {
    case flowDefinition, createdAfter, createdBefore

    var schema: SchemaNode {
        switch self {
        case .flowDefinition: .flowDefinitionARN.describing("The ARN of the loop's flow definition.")
        case .createdAfter: .timestamp.describing("The loop was created at this moment or later.")
        case .createdBefore: .timestamp.describing("The loop was created before this moment.")
        }
    }

    func written(_ expectation: LoopExpectation) -> ManifestValue? {
        switch self {
        case .flowDefinition: expectation.flowDefinitionARN.map { .text($0) }
        case .createdAfter: expectation.createdAfter.map { .word("\($0)") }
        case .createdBefore: expectation.createdBefore.map { .word("\($0)") }
        }
    }
}

/// The loop of a group of duplicates that is not removed, as it was when that was decided.
package struct KeptDuplicate: Sendable, Hashable {
    package let name: HumanLoopName
    package let status: HumanLoopStatus
    package let creationTime: Timestamp

    package init(name: HumanLoopName, status: HumanLoopStatus, creationTime: Timestamp) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
    }
}

/// The keys of `keptInstead`.
enum KeptInsteadKey: String, SectionKey {
    case name, status, creationTime

    var schema: SchemaNode {
        switch self {
        case .name: .loopName.describing("The kept loop's name.")
        case .status: .keyword(SelectableStatus.self).describing("Its status when it was chosen.")
        case .creationTime: .timestamp.describing("When it was created.")
        }
    }

    func written(_ loop: KeptDuplicate) -> ManifestValue? {
        switch self {
        case .name: .name(loop.name.rawValue)
        case .status:
            switch loop.status {
            case .inProgress, .stopping, .stopped, .completed, .failed: .word(loop.status.description)
            // A manifest has no word for it. As little of an answer is to be expected of a stopped loop, and that is all
            // which the status decides.
            case .deleting, .other: .word("\(HumanLoopStatus.stopped)", comment: loop.status.description)
            }
        case .creationTime: .word("\(loop.creationTime)")
        }
    }
}

extension ManifestReader {
    mutating func readExpectation(_ node: YAMLNode) -> LoopExpectation {
        var expectation = LoopExpectation()
        guard var fields = yaml.mapping(node, of: ExpectationKey.self) else { return expectation }
        while let field = fields.next() {
            switch field.key {
            case .flowDefinition:
                guard let arn = yaml.value(field.value, as: .arn(of: .flowDefinition)) else { continue }
                noteHome(of: arn, at: TextPlace(field.value))
                expectation.flowDefinitionARN = arn.description
            case .createdAfter: expectation.createdAfter = yaml.value(field.value, as: .timestamp)
            case .createdBefore: expectation.createdBefore = yaml.value(field.value, as: .timestamp)
            }
        }
        return expectation
    }

    /// Reads the kept loop and where its name is; nil when it is not said whole, which is reported.
    mutating func readKeptInstead(_ node: YAMLNode) -> (loop: KeptDuplicate, place: TextPlace)? {
        guard var fields = yaml.mapping(node, of: KeptInsteadKey.self) else { return nil }
        var name: (value: HumanLoopName, node: YAMLNode)?
        var status: SelectableStatus?
        var creationTime: Timestamp?
        while let field = fields.next() {
            switch field.key {
            case .name: name = yaml.value(field.value, as: .humanLoopName).map { ($0, field.value) }
            case .status: status = yaml.value(field.value, as: .keyword(SelectableStatus.self))
            case .creationTime: creationTime = yaml.value(field.value, as: .timestamp)
            }
        }
        fields.require(.name, .status, .creationTime)
        guard let name, let status, let creationTime else { return nil }
        let loop = KeptDuplicate(name: name.value, status: status.status, creationTime: creationTime)
        return (loop, TextPlace(name.node))
    }
}
