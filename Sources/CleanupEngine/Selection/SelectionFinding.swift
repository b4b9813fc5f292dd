/// What one rule of `select` came to when the plan was made.
package struct SelectionFinding: Sendable, Hashable {
    /// The ARN of the flow definition whose loops were listed.
    package var flowDefinitionARN: String
    /// The line of the manifest that the rule begins on, from 1.
    package var manifestLine: Int
    /// How many loops the service listed.
    package var listed: Int
    /// How many of them the rule selects.
    package var matched: Int
    /// How many of those the manifest names as well: they keep the settings they are named with.
    package var named: Int
    /// How many of those an earlier rule selects as well: they are the earlier rule's.
    package var earlier: Int

    /// Makes a finding from its parts.
    package init(
        flowDefinitionARN: String,
        manifestLine: Int,
        listed: Int = 0,
        matched: Int = 0,
        named: Int = 0,
        earlier: Int = 0
    ) {
        self.flowDefinitionARN = flowDefinitionARN
        self.manifestLine = manifestLine
        self.listed = listed
        self.matched = matched
        self.named = named
        self.earlier = earlier
    }

    /// How many loops the rule adds to the run.
    package var added: Int { matched - named - earlier }
}
