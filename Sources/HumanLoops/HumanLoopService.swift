/// The A2I Runtime API, as far as a clean-up needs it.
///
/// An implementation may try a reading call again on its own. It never tries a stop or a delete again: what is known of the
/// loop grows old meanwhile, a lost answer is to be looked up, and the name may have been given to a new loop. The
/// `isAmbiguous` of its error tells whether the service may have acted all the same.
package protocol HumanLoopService: Sendable {
    /// Where tasks that make calls had best run, such as the thread on which the answers arrive; nil for anywhere.
    var taskExecutor: (any TaskExecutor)? { get }

    /// Reads what the service knows of one loop; throws `notFound` when there is no loop of that name.
    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop>

    /// Reads one page of the loops of a flow definition.
    func listHumanLoops(_ query: HumanLoopQuery) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage>

    /// Asks the service to stop a loop that is in progress; nothing is sent when the permit is over.
    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void>

    /// Asks the service to delete a loop that is no longer in progress; nothing is sent when the permit is over.
    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void>
}

extension HumanLoopService {
    package var taskExecutor: (any TaskExecutor)? { nil }
}

/// The four operations of the A2I Runtime API that this product uses.
package enum HumanLoopOperation: String, CaseIterable, Sendable {
    case describe = "DescribeHumanLoop"
    case list = "ListHumanLoops"
    case stop = "StopHumanLoop"
    case delete = "DeleteHumanLoop"

    package var isMutating: Bool {
        switch self {
        case .describe, .list: false
        case .stop, .delete: true
        }
    }
}

/// Which human loops ListHumanLoops is asked for.
package struct HumanLoopQuery: Hashable, Sendable {
    /// The order in which the service gives the loops, by creation time.
    package enum SortOrder: String, Sendable {
        case ascending = "Ascending"
        case descending = "Descending"
    }

    /// The range of `pageSize` that the service accepts (service model, shape `MaxResults`).
    package static let pageSizes = 1...100

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

/// One page of ListHumanLoops.
package struct HumanLoopPage: Hashable, Sendable {
    package var summaries: [HumanLoopSummary]
    /// Asks for the next page; nil when this page is the last.
    package var nextToken: String?

    package init(summaries: [HumanLoopSummary], nextToken: String? = nil) {
        self.summaries = summaries
        self.nextToken = nextToken
    }
}

/// What a call brought back, with how hard it was to get.
package struct HumanLoopAnswer<Value: Sendable>: Sendable {
    package var value: Value
    /// How often the call was sent.
    package var attempts: Int
    /// When the answer was made, by the service's clock, to the second; nil when it did not say.
    package var serviceTime: Timestamp?

    package init(_ value: Value, attempts: Int = 1, serviceTime: Timestamp? = nil) {
        self.value = value
        self.attempts = attempts
        self.serviceTime = serviceTime
    }
}

/// Leave to send a stop or a delete, as long as the look that it rests on is not too old.
///
/// Whoever writes the request to the wire asks at that very moment: credentials, connections, slow disks and a suspended
/// machine may have come between.
package struct SendPermit: Sendable {
    /// How long ago the look may have been sent at the most.
    package static let longestLookAge = Duration.seconds(15)

    /// Tells how long ago the look was sent, by a clock that keeps running while the machine is suspended.
    package let lookAge: @Sendable () -> Duration

    package init(lookAge: @escaping @Sendable () -> Duration) { self.lookAge = lookAge }

    /// How long the request may still be written to the wire; negative when that is over.
    package var timeLeft: Duration { Self.longestLookAge - lookAge() }

    /// Whether the request may be written to the wire now.
    package var isValid: Bool { timeLeft >= .zero }
}
