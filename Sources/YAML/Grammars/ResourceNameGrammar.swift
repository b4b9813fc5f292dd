package import HumanLoops

/// The ARN of one kind of resource, with its region and account.
package struct ResourceNameGrammar: ValueGrammar {
    /// The kind of resource.
    let kind: ResourceKind

    /// Reads an ARN.
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
    /// The ARN of one kind of resource.
    package static func arn(of kind: ResourceKind) -> Self { ResourceNameGrammar(kind: kind) }
}
