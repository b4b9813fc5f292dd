/// Which human loops ListHumanLoops is asked for.
package struct HumanLoopQuery: Hashable, Sendable {
    /// The order in which the service gives the loops, by creation time.
    package enum SortOrder: String, Sendable {
        /// The oldest first.
        case ascending = "Ascending"
        /// The newest first.
        case descending = "Descending"
    }

    /// The range of `pageSize` that the service accepts (service model, shape `MaxResults`).
    package static let pageSizes = 1...100

    /// The ARN of the flow definition whose loops are wanted.
    package var flowDefinitionARN: String
    /// Leaves out loops created before this moment; nil for no bound.
    package var createdAfter: Timestamp?
    /// Leaves out loops created after this moment; nil for no bound.
    package var createdBefore: Timestamp?
    /// The order wanted; nil for the service's own.
    package var sortOrder: SortOrder?
    /// How many rows a page may hold, within `pageSizes`; nil for the service's own number.
    package var pageSize: Int?
    /// The token of the page before; nil for the first page.
    package var nextToken: String?

    /// Makes a query from its parts.
    package init(
        flowDefinitionARN: String,
        createdAfter: Timestamp? = nil,
        createdBefore: Timestamp? = nil,
        sortOrder: SortOrder? = nil,
        pageSize: Int? = nil,
        nextToken: String? = nil
    ) {
        self.flowDefinitionARN = flowDefinitionARN
        self.createdAfter = createdAfter
        self.createdBefore = createdBefore
        self.sortOrder = sortOrder
        self.pageSize = pageSize
        self.nextToken = nextToken
    }
}
