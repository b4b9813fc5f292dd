@testable import Simulator
import HumanLoops
import TestSupport
import Testing

/// How loops are listed.
@Suite struct PageWalkTests {
    /// The flow definition of the sample account.
    private static let flow = HumanLoop.sampleFlowDefinition

    /// Reads a list page by page; `between` may change the account after each page.
    private func names(
        _ query: HumanLoopQuery,
        of account: inout SimulatedAccount,
        between: (inout SimulatedAccount) -> Void = { _ in }
    ) throws -> [[String]] {
        var query = query
        var pages: [[String]] = []
        repeat {
            let page = try #require(account.answer(.list(query), at: .sampleStart).page)
            pages.append(page.summaries.map(\.name.rawValue))
            query.nextToken = page.nextToken
            between(&account)
        } while query.nextToken != nil && pages.count < 100
        return pages
    }

    @Test("pages hold every loop once, in order", arguments: [HumanLoopQuery.SortOrder.ascending, .descending])
    func pages(order: HumanLoopQuery.SortOrder) throws {
        var account = SimulatedAccount.sample(count: 25)
        let pages = try names(HumanLoopQuery(flowDefinitionARN: Self.flow, sortOrder: order), of: &account)
        let expected = (1...25).map { "dup-\(String($0 + 1_000).dropFirst())" }
        #expect(pages.map(\.count) == [10, 10, 5])
        #expect(pages.flatMap { $0 } == (order == .ascending ? expected : expected.reversed()))
    }

    @Test("a full last page is followed by none")
    func exactPage() throws {
        var account = SimulatedAccount.sample(count: 20)
        #expect(try names(HumanLoopQuery(flowDefinitionARN: Self.flow), of: &account).map(\.count) == [10, 10])
    }

    @Test("loops deleted between pages are neither shown nor the cause of a gap")
    func deletedMeanwhile() throws {
        var account = SimulatedAccount.sample(count: 300)
        let pages = try names(HumanLoopQuery(flowDefinitionARN: Self.flow, pageSize: 100), of: &account) { account in
            for number in 1...150 {
                let name = HumanLoopName.sample("dup-\(String(number + 1_000).dropFirst())")
                _ = account.answer(.delete(name), at: .sampleStart)
            }
        }
        #expect(pages.map(\.count) == [100, 100, 50])
        #expect(Set(pages.flatMap { $0 }).count == 250)
        #expect(
            try names(HumanLoopQuery(flowDefinitionARN: Self.flow, pageSize: 100), of: &account).map(\.count) == [
                100, 50,
            ]
        )
    }

    @Test(
        "the bounds of the time range belong to it or not",
        arguments: [
            (ServiceVariants.TimeBounds.inclusive, ["dup-002", "dup-003", "dup-004"]),
            (.exclusive, ["dup-003"]),
        ]
    )
    func timeRange(bounds: ServiceVariants.TimeBounds, expected: [String]) throws {
        var variants = ServiceVariants()
        variants.timeBounds = bounds
        var account = SimulatedAccount.sample(count: 5, variants: variants)
        var query = HumanLoopQuery(flowDefinitionARN: Self.flow)
        query.createdAfter = .sampleStart + .milliseconds(1)
        query.createdBefore = .sampleStart + .milliseconds(3)
        #expect(try names(query, of: &account) == [expected])
    }

    @Test("a time range that holds nothing gives an empty page")
    func emptyRange() throws {
        var account = SimulatedAccount.sample(count: 5)
        var query = HumanLoopQuery(flowDefinitionARN: Self.flow)
        query.createdAfter = .sampleStart + .seconds(10)
        query.createdBefore = .sampleStart - .seconds(10)
        #expect(try names(query, of: &account) == [[]])
    }

    @Test("a token that is false is refused", arguments: ["x", "ZC8w", "Li8uLy4vLg==", "%%%", "YS8wLzAvLS0="])
    func falseToken(token: String) {
        var account = SimulatedAccount.sample(count: 5)
        let query = HumanLoopQuery(flowDefinitionARN: Self.flow, nextToken: token)
        #expect(account.answer(.list(query), at: .sampleStart).code == .validation)
    }

    @Test("a token of another order, or of too long ago, is refused")
    func staleToken() throws {
        var variants = ServiceVariants()
        variants.tokenLifetime = .seconds(60)
        var account = SimulatedAccount.sample(count: 25, variants: variants)
        var query = HumanLoopQuery(flowDefinitionARN: Self.flow)
        query.nextToken = try #require(account.answer(.list(query), at: .sampleStart).page?.nextToken)
        #expect(account.answer(.list(query), at: .sampleStart + .seconds(59)).page != nil)
        #expect(account.answer(.list(query), at: .sampleStart + .seconds(60)).code == .validation)
        query.sortOrder = .descending
        #expect(account.answer(.list(query), at: .sampleStart).code == .validation)
    }

    @Test("a page size out of range is refused", arguments: [0, 101, -1])
    func pageSize(size: Int) {
        var account = SimulatedAccount.sample(count: 5)
        let query = HumanLoopQuery(flowDefinitionARN: Self.flow, pageSize: size)
        #expect(account.answer(.list(query), at: .sampleStart).code == .validation)
    }

    @Test("a flow definition that is not there is refused as such")
    func unknownFlow() {
        var account = SimulatedAccount.sample(count: 5)
        let query = HumanLoopQuery(flowDefinitionARN: "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/none")
        #expect(account.answer(.list(query), at: .sampleStart).code == .resourceNotFound)
    }
}
