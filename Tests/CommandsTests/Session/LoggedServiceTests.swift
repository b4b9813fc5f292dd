import CleanupEngine
@testable import Commands
import Testing

/// The account that is called.
@Suite("ServicePlace")
struct ServicePlaceTests {
    @Test(
        "the manifest and the credentials must not tell of two accounts",
        arguments: [
            ("111111111111", "111111111111", "111111111111"), ("111111111111", nil, "111111111111"),
            (nil, "222222222222", "222222222222"), (nil, nil, nil),
        ] as [(String?, String?, String?)]
    )
    func agrees(_ target: String?, _ credentials: String?, _ account: String?) throws {
        let place = ServicePlace(account: credentials, region: "us-east-1", endpoint: "https://a", isSimulated: false)
        #expect(try place.account(asserted: target) == account)
    }

    @Test("credentials of another account are refused before anything is called")
    func refuses() {
        let place = ServicePlace(
            account: "222222222222",
            region: "us-east-1",
            endpoint: "https://a",
            isSimulated: false
        )
        let failure = #expect(throws: CommandFailure.self) { try place.account(asserted: "111111111111") }
        #expect(failure?.exitCode == .wrongTarget && failure?.message.contains("account 222222222222") ?? false)
    }
}
