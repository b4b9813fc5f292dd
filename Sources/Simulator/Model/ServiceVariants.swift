/// How the service behaves where its documentation leaves more than one reading open.
///
/// No recorded answer of the real service settles these; a client has to work with each of them.
package struct ServiceVariants: Sendable, Hashable {
    /// What StopHumanLoop says to a loop that is not `InProgress`.
    package enum StopOnEnded: String, CaseIterable, Sendable {
        /// 400 `ValidationException`.
        case invalid
        /// 200, and nothing happens.
        case ok
    }

    /// What DeleteHumanLoop says to a loop that is not `Stopped`, `Completed` or `Failed`.
    package enum DeleteOnActive: String, CaseIterable, Sendable {
        /// 400 `ValidationException`.
        case invalid
        /// 409 `ConflictException`, which the model does not list for this operation.
        case conflict
    }

    /// What DescribeHumanLoop shows of a loop after its delete was accepted.
    package enum Deletion: String, CaseIterable, Sendable {
        /// Nothing: the loop is gone at once.
        case immediate
        /// The loop, with the status `Deleting`, for as long as `deletionVisibleFor`.
        case visible
        /// The loop with the status it had, for as long as `deletionVisibleFor`: reads lag behind writes.
        case stale
    }

    /// Whether a loop created at the very moment of `CreationTimeAfter` or `CreationTimeBefore` is listed.
    package enum TimeBounds: String, CaseIterable, Sendable {
        case inclusive
        case exclusive
    }

    package enum ErrorCodePlace: String, CaseIterable, Sendable {
        /// In the header `x-amzn-errortype`.
        case header
        /// In the body's member `__type`.
        case body
    }

    package var stopOnEnded = StopOnEnded.invalid
    package var deleteOnActive = DeleteOnActive.invalid
    package var deletion = Deletion.immediate
    /// When `deletion` is not `immediate`; 3 s by default.
    package var deletionVisibleFor = Duration.seconds(3)
    /// How long ListHumanLoops still shows a deleted loop with its old status; zero by default.
    package var deletionListedFor = Duration.zero
    package var timeBounds = TimeBounds.inclusive
    package var errorCode = ErrorCodePlace.header
    /// How many rows a page of ListHumanLoops holds when the caller does not say, 1 to 100; 10 by default.
    package var defaultPageSize = 10
    /// How long a list's token can be used; nil, the default, for ever.
    package var tokenLifetime: Duration?
}
