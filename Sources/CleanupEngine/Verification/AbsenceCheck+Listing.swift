import CleanupManifest
import HumanLoops

extension AbsenceCheck {
    /// What came of a list.
    struct Listed: Sendable {
        /// The names that were listed; nil when the list is not whole: it was too long, or not to be had.
        var names: Set<HumanLoopName>?
        /// The calls that were spent.
        var calls = CallCounts()
        /// What ends the check; nil when describes may still tell.
        var halt: RunHalt?
    }

    /// Lists the loops of a group, until there are none left, it costs too much, or a signal comes.
    func list(_ group: AbsenceListing) async -> Listed {
        await withTaskGroup(of: Listed?.self) { tasks in
            tasks.addTask { await stopRequest.wait().map { Listed(halt: .interrupted($0)) } }
            tasks.addTask { await read(group) }
            defer { tasks.cancelAll() }
            return await tasks.next().flatMap(\.self) ?? Listed()
        }
    }

    /// Reads page after page.
    private func read(_ group: AbsenceListing) async -> Listed {
        var manifest = CleanupManifest(name: "verify", execution: execution)
        manifest.selections = [group.rule]
        var generator = SystemRandomNumberGenerator()
        let start = clock.now
        // A rule without expressions can always be followed.
        guard var listing = try? SelectionListing(manifest, startedAt: startedAt) else { return Listed() }
        while true {
            switch listing.next(at: start.duration(to: clock.now)) {
            case .finish:
                let names = listing.selectors.flatMap { $0.selection().map(\.loop.name) }
                return Listed(names: Set(names), calls: listing.calls)
            case .wait(let moment):
                do {
                    try await clock.sleep(until: start.advanced(by: moment), tolerance: nil)
                } catch {
                    return Listed(calls: listing.calls)
                }
            case .list(let query):
                guard listing.calls.list < group.pageLimit else { return Listed(calls: listing.calls) }
                let reply = await page(query)
                let jitter = Double.random(in: 0..<1, using: &generator)
                guard let halt = listing.take(reply, at: start.duration(to: clock.now), jitter: jitter) else {
                    continue
                }
                // A flow definition that is gone, or that may not be listed, has loops that can be described.
                if case .selection = halt { return Listed(calls: listing.calls) }
                return Listed(calls: listing.calls, halt: halt)
            }
        }
    }

    /// Asks for a page.
    private func page(_ query: HumanLoopQuery) async -> Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError> {
        do throws(HumanLoopServiceError) {
            return .success(try await service.listHumanLoops(query))
        } catch {
            return .failure(error)
        }
    }
}
