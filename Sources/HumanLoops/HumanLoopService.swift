/// The A2I Runtime API, as far as a clean-up needs it.
///
/// An implementation may try a reading call again on its own. It never tries a stop or a delete again: what is known of the
/// loop grows old meanwhile, a lost answer is to be looked up, and the name may have been given to a new loop.
package protocol HumanLoopService: Sendable {
    /// Where tasks that make calls had best run, such as the thread on which the answers arrive; nil for anywhere.
    var taskExecutor: (any TaskExecutor)? { get }

    /// Reads what the service knows of one loop.
    ///
    /// - Throws: `HumanLoopServiceError` when no description was had; `notFound` when there is no loop of that name.
    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop>

    /// Reads one page of the loops of a flow definition.
    ///
    /// - Throws: `HumanLoopServiceError` when no page was had.
    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage>

    /// Asks the service to stop a loop that is in progress; nothing is sent when the permit is over.
    ///
    /// - Throws: `HumanLoopServiceError` when the service did not say yes; `isAmbiguous` tells whether it may have acted.
    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void>

    /// Asks the service to delete a loop that is no longer in progress; nothing is sent when the permit is over.
    ///
    /// - Throws: `HumanLoopServiceError` when the service did not say yes; `isAmbiguous` tells whether it may have acted.
    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void>
}

extension HumanLoopService {
    /// Nothing is gained in one place or another.
    package var taskExecutor: (any TaskExecutor)? { nil }
}
