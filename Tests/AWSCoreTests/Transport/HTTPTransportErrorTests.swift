@testable import AWSCore
import NIOCore
import Testing

/// What a person is told of trouble that libraries have names for.
@Suite
struct HTTPTransportErrorTests {
    private struct Strange: Error {}

    @Test(
        "trouble on the way has the system's words or ours, and none of a library",
        arguments: [
            (
                IOError(errnoCode: 104, reason: "read(descriptor:pointer:size:)"), "ConnectionFailed",
                "the connection to a.example:444 failed (connection reset by peer): check the endpoint, and the network's "
                    + "firewall and proxy"
            ),
            (
                IOError(errnoCode: 111, reason: "connect(descriptor:addr:size:)"), "ConnectionRefused",
                "a.example:444 refused the connection: does the service listen there?"
            ),
            (
                ChannelError.connectTimeout(.seconds(1)), "CallFailed",
                "the call to a.example:444 failed: no answer in time"
            ),
            (ChannelError.alreadyClosed, "CallFailed", "the call to a.example:444 failed: the connection was closed"),
            (Strange(), "CallFailed", "the call to a.example:444 failed: an unknown error of type Strange"),
        ] as [(any Error, String, String)]
    )
    func words(_ error: any Error, _ code: String, _ words: String) throws {
        let endpoint = try #require(ServiceEndpoint("https://a.example:444"))
        let trouble = HTTPTransportError(error, wasSent: false, endpoint: endpoint)
        #expect(trouble == HTTPTransportError(.unreachable, code: code, message: words))
    }
}
