import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension HTTPTransportError {
    /// Classifies what the client failed with.
    ///
    /// What was sent is never called unreachable, whatever the error says: a refused connection and a reset one may
    /// carry the same error number. The error only chooses the words.
    init(_ error: any Error, wasSent: Bool, endpoint: ServiceEndpoint) {
        if error is CancellationError || error as? HTTPClientError == .cancelled {
            self = .cancelled
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
        case let error as NIOConnectionError: words(forConnection: error, endpoint: endpoint)
        case let error as IOError:
            if error.errnoCode == ECONNREFUSED {
                ("ConnectionRefused", "\(endpoint.authority) refused the connection")
            } else {
                ("ConnectionFailed", "the connection to \(endpoint.authority) failed: \(error)")
            }
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
            ("ConnectTimeout", "no connection to \(endpoint.authority) in time")
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

    /// Names the trouble of TLS, and what can be done about a certificate that is not trusted.
    private static func words(forTLS error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        let reason = "\(error)"
        if reason.contains("CERTIFICATE_VERIFY_FAILED") {
            return (
                "CertificateNotTrusted",
                "the certificate of \(endpoint.authority) is not trusted; "
                    + "AWS_CA_BUNDLE names a PEM file of the authorities to trust"
            )
        }
        if reason.contains("noSuchFilesystemObject") {
            return ("CertificateBundleMissing", "the file of trusted certificates (AWS_CA_BUNDLE) cannot be read")
        }
        return ("TLSFailed", "the TLS connection to \(endpoint.authority) failed: \(reason)")
    }

    /// Names the trouble of making a connection: the name is not known, or no address answers.
    private static func words(
        forConnection error: NIOConnectionError,
        endpoint: ServiceEndpoint
    ) -> (code: String, message: String) {
        if error.connectionErrors.isEmpty {
            let reason = dnsReason(error)
            return ("HostNotFound", "\(endpoint.host) is not known to DNS (another region, or no network?): \(reason)")
        }
        let reasons = error.connectionErrors.map { "\($0.target): \($0.error)" }.joined(separator: ", ")
        return ("ConnectionFailed", "no address of \(endpoint.authority) could be reached: \(reasons)")
    }

    /// What the resolver said, for IPv4 or else for IPv6.
    private static func dnsReason(_ error: NIOConnectionError) -> String {
        (error.dnsAError ?? error.dnsAAAAError).map { "\($0)" } ?? "it has no address"
    }
}
