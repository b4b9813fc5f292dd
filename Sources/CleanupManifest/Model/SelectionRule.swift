package import HumanLoops

/// A rule of `select`: which loops of a flow definition belong to the manifest, found when the plan is made.
///
/// A loop belongs to it when every part that is given holds.
package struct SelectionRule: Sendable, Hashable {
    package var flowDefinitionARN: String
    /// The statuses a loop may have; empty for any.
    package var statuses: [HumanLoopStatus] = []
    package var createdAfter: Timestamp?
    package var createdBefore: Timestamp?
    /// The loop is at least this old when the plan is made.
    package var olderThan: Duration?
    /// The loop is younger than this when the plan is made.
    package var newerThan: Duration?
    /// A regular expression that is found in the loop's name.
    package var matching: String?
    /// Regular expressions; a loop in whose name one of them is found does not belong to the rule, and may be a kept duplicate.
    package var excludes: [String] = []
    /// How loops that are the same thing sent again are told; nil when the rule is not about duplicates.
    package var duplicates: DuplicateRule?
    /// Which of `CleanupManifest.settings` hold for the loops found.
    package var settings = 0
    /// The line of the manifest that the rule begins on, from 1.
    package var line = 1
    /// The column of that line, in code points from 1.
    package var column = 1
}

extension SelectionRule {
    package init(flowDefinitionARN: String) { self.init(flowDefinitionARN: flowDefinitionARN, statuses: []) }
}

/// The names that a rule excludes, ready to be searched.
package struct NameExclusion: Sendable {
    private let expressions: [NameExpression]

    /// Throws when one of the rule's expressions is none.
    package init(of rule: SelectionRule) throws(NameExpressionError) {
        expressions = try rule.excludes.map { text throws(NameExpressionError) in try NameExpression(text) }
    }

    /// Whether the rule excludes a name; throws when a search is given up.
    package func holds(_ name: HumanLoopName) throws(NameExpressionError) -> Bool {
        for expression in expressions where try expression.isFound(in: name) { return true }
        return false
    }
}

/// How loops are told to be the same thing sent again, and which of them stays.
package struct DuplicateRule: Sendable, Hashable {
    package enum Keep: String, CaseIterable, Sendable {
        case oldest
        case newest
        /// The one that is `Completed`, the oldest of several; where none is, the oldest that is `InProgress`, from which
        /// an answer can still come; where none is either, the oldest of all.
        case completed
    }

    /// A regular expression with one capture: loops whose first capture is equal are duplicates.
    package var pattern: String
    package var keep: Keep

    package init(pattern: String, keep: Keep = .oldest) {
        self.pattern = pattern
        self.keep = keep
    }
}
