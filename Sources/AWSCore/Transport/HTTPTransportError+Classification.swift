import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension HTTPTransportError {
    /// Classifies what the client failed with.
    ///
    /// What was sent is never called unreachable, whatever the error says: a refused connection and a reset one may
    /// carry the same error number. The error only chooses the words.
    init(_ error: any Error, wasSent: Bool, endpoint: ServiceEndpoint, proxy: ProxyServer? = nil) {
        if error is ConditionalRequest.HeldBack {
            self = .heldBack
            return
        }
        if error is CancellationError || error as? HTTPClientError == .cancelled {
            self = wasSent ? .cancelled : .cancelledUnsent
            return
        }
        if !wasSent, let proxy, let blamed = HTTPTransportError(error, of: proxy, to: endpoint) {
            self = blamed
            return
        }
        let (code, message) = Self.words(for: error, endpoint: endpoint)
        let kind: Kind
        if !wasSent {
            kind = .unreachable
        } else if error is ResponseCollector.BodyTooLong || Self.isGarbage(error) {
            kind = .unreadable
        } else {
            kind = .noAnswer
        }
        self.init(kind, code: code, message: message)
    }

    /// Whether an answer came that is not HTTP; one that merely ends too early is not garbage.
    private static func isGarbage(_ error: any Error) -> Bool {
        guard let error = error as? HTTPParserError else { return false }
        return error != .invalidEOFState
    }

    /// Names the trouble in a word and in a sentence.
    private static func words(for error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        switch error {
        case let error as HTTPClientError: words(for: error, endpoint: endpoint)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: words(forTLS: error, endpoint: endpoint)
        case is NIOConnectionError, is IOError: words(forConnection: error, endpoint: endpoint)
        case is ResponseCollector.BodyTooLong:
            ("AnswerTooLong", "the answer of \(endpoint.authority) is longer than allowed")
        case HTTPParserError.invalidEOFState:
            ("AnswerTruncated", "the answer of \(endpoint.authority) ended before its end")
        case let error as HTTPParserError:
            ("AnswerMalformed", "the answer of \(endpoint.authority) is not HTTP: \(error)")
        default:
            ("CallFailed", "the call to \(endpoint.authority) failed: \(error)")
        }
    }

    /// Names the trouble that the client itself has a name for.
    private static func words(
        for error: HTTPClientError,
        endpoint: ServiceEndpoint
    ) -> (code: String, message: String) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            (
                "ConnectTimeout",
                "no connection to \(endpoint.authority) in time; a network without a way of its own to the internet "
                    + "needs HTTPS_PROXY"
            )
        case .readTimeout:
            ("ReadTimeout", "\(endpoint.authority) was silent for too long")
        case .deadlineExceeded:
            ("CallTimeout", "no whole answer from \(endpoint.authority) in time")
        case .remoteConnectionClosed:
            ("ConnectionClosed", "\(endpoint.authority) closed the connection without a whole answer")
        default:
            ("CallFailed", "the call to \(endpoint.authority) failed: \(error.shortDescription)")
        }
    }
}
