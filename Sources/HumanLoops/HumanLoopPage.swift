/// One page of ListHumanLoops.
package struct HumanLoopPage: Hashable, Sendable {
    /// The rows, in the order asked for.
    package var summaries: [HumanLoopSummary]
    /// What the next page is asked for with; nil when this page is the last.
    package var nextToken: String?

    /// Makes a page from its parts.
    package init(summaries: [HumanLoopSummary], nextToken: String? = nil) {
        self.summaries = summaries
        self.nextToken = nextToken
    }
}
