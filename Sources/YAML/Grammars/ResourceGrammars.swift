package import HumanLoops
import Support

/// The name of a human loop.
package struct HumanLoopNameGrammar: ValueGrammar {
    package var isName: Bool { true }

    package func value(of text: String) throws(ValueViolation) -> HumanLoopName {
        if let name = HumanLoopName(text) { return name }
        let quote = SanitizedText.quoted(text)
        switch HumanLoopName.violation(in: text) {
        case .tooLong(let length):
            let problem = "must be a name of at most \(HumanLoopName.maximumLength) characters (has \(length))"
            throw ValueViolation(.humanLoopName, problem)
        case .hyphenAtEdge:
            throw ValueViolation(.humanLoopName, "must not begin or end with '-' (is \(quote))")
        case .character(let character):
            let problem = "must be a human loop's name: \(Self.complaint(about: character)) (is \(quote))"
            throw ValueViolation(.humanLoopName, problem, help: Self.help(for: text))
        case .empty, nil:
            throw ValueViolation(.humanLoopName, "must be a human loop's name (is empty)")
        }
    }

    private static func complaint(about character: Character) -> String {
        switch character {
        case "A"..."Z": "'\(character)' is upper case"
        case " ": "no name has a space"
        default: "no name has a \(SanitizedText.quoted(String(character)))"
        }
    }

    /// Says which name was probably meant, or else what a name may hold.
    private static func help(for text: String) -> String {
        let candidate = text.lowercased()
        if HumanLoopName(candidate) != nil { return "did you mean '\(candidate)'?" }
        return "names have lower-case letters, digits and hyphens only"
    }
}

extension ValueGrammar where Self == HumanLoopNameGrammar {
    package static var humanLoopName: Self { HumanLoopNameGrammar() }
}

/// The number of an AWS account: twelve digits, and zeros in front are part of it.
package struct AccountGrammar: ValueGrammar {
    package func value(of text: String) throws(ValueViolation) -> String {
        guard Self.isAccount(text) else {
            throw ValueViolation(.text, expected: "the twelve digits of an AWS account", text: text)
        }
        return text
    }

    static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension ValueGrammar where Self == AccountGrammar {
    package static var account: Self { AccountGrammar() }
}

/// The ARN of one kind of resource, with its region and account.
package struct ResourceNameGrammar: ValueGrammar {
    let kind: ResourceKind

    package func value(of text: String) throws(ValueViolation) -> AmazonResourceName {
        guard let arn = AmazonResourceName(text), kind.includes(arn), LabelGrammar.isLabel(arn.region),
            AccountGrammar.isAccount(arn.account)
        else {
            let help = "its form is arn:aws:sagemaker:REGION:ACCOUNT:\(kind.rawValue)/NAME"
            throw ValueViolation(.resourceName, expected: "the ARN of \(kind.title)", text: text, help: help)
        }
        return arn
    }
}

extension ValueGrammar where Self == ResourceNameGrammar {
    package static func arn(of kind: ResourceKind) -> Self { ResourceNameGrammar(kind: kind) }
}

/// The kinds of Amazon SageMaker resource that a file may name by their ARN.
package enum ResourceKind: String, Hashable, Sendable {
    case humanLoop = "human-loop"
    case flowDefinition = "flow-definition"

    package var title: String {
        switch self {
        case .humanLoop: "a human loop"
        case .flowDefinition: "a flow definition"
        }
    }

    /// Whether an ARN names a resource of this kind, whose own name is legal.
    package func includes(_ arn: AmazonResourceName) -> Bool {
        switch self {
        case .humanLoop: arn.humanLoopName != nil
        case .flowDefinition: arn.flowDefinitionName.map(LabelGrammar.isLabel) ?? false
        }
    }
}
