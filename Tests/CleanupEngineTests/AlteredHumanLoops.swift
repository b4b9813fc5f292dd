import HumanLoops
import TestSupport

/// A service whose answers are changed on their way.
struct AlteredHumanLoops: ForwardingHumanLoops {
    /// The service behind it.
    let service: InMemoryHumanLoops
    /// Changes what a describe brought.
    var describing: @Sendable (HumanLoopAnswer<HumanLoop>) -> HumanLoopAnswer<HumanLoop> = { $0 }
    /// Changes what a list brought.
    var listing: @Sendable (HumanLoopQuery, HumanLoopAnswer<HumanLoopPage>) -> HumanLoopAnswer<HumanLoopPage> = { $1 }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        describing(try await service.describeHumanLoop(name))
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        listing(query, try await service.listHumanLoops(query))
    }
}

extension AlteredHumanLoops {
    /// A service at which a loop becomes another one as soon as it was listed.
    init(_ service: InMemoryHumanLoops, replacingAfterListing successor: InMemoryHumanLoops.Resident) {
        self.init(
            service: service,
            listing: { _, page in
                service.replace(with: successor)
                return page
            }
        )
    }

    /// A service whose lists never end: every page points to the second one.
    init(circularListsOf service: InMemoryHumanLoops) {
        self.init(
            service: service,
            listing: { _, page in
                var page = page
                page.value.nextToken = "100"
                return page
            }
        )
    }
}
