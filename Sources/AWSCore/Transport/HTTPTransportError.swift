/// Why a request brought no whole answer.
package struct HTTPTransportError: Error, Hashable, Sendable {
    /// How far the request came: what a caller decides by.
    package enum Kind: Sendable {
        /// The request was certainly not sent, and no one has acted on it.
        case unreachable
        /// The request was sent, or may have been, and no whole answer came.
        case noAnswer
        /// The request was sent, and what came back is not an answer that HTTP or our limits allow.
        case unreadable
        /// The caller ended the call; the request may have been sent, unless `isNeverSent`.
        case cancelled
        /// What the request rests on was too old before it could be sent; it was not, and no one has acted on it.
        case heldBack
    }

    package var kind: Kind
    /// The trouble in one word, such as `ConnectTimeout`.
    package var code: String
    package var message: String

    package init(_ kind: Kind, code: String, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    package static let cancelled = HTTPTransportError(.cancelled, code: "Cancelled", message: "the call was cancelled")

    /// The caller's task was cancelled before the request left.
    package static let cancelledUnsent = HTTPTransportError(
        .cancelled,
        code: "Cancelled",
        message: "the call was cancelled before it was sent"
    )

    package static let heldBack = HTTPTransportError(
        .heldBack,
        code: "HeldBack",
        message: "the look at the loop was too old before the call could be sent: nothing was sent"
    )

    package var isNeverSent: Bool {
        switch kind {
        case .unreachable, .heldBack: true
        case .cancelled: self == .cancelledUnsent
        case .noAnswer, .unreadable: false
        }
    }

    /// The codes of trouble that another try would meet again: what someone has to set right first.
    private static let lastingCodes: Set<String> = [
        "ProxyNotUsable", "ProxyAuthenticationRequired", "ProxyRefused", "CertificateNotTrusted",
        "CertificateOfAnother", "CertificateBundleMissing", "CertificateExpired", "CertificateNotYetValid",
        "CertificateSelfSigned", "CertificateIssuerUnknown", "ClockWrong", "TLSNotSpoken", "TLSVersionNotShared",
        "TLSNameUnknown", "TLSRefused", "ClientCertificateWanted",
    ]

    package var isLasting: Bool { Self.lastingCodes.contains(code) }

    /// Nil when an answer is not a redirect: no AWS service sends callers elsewhere, and a signature is for one host.
    init?(redirect response: HTTPResponse, from endpoint: ServiceEndpoint) {
        guard (300..<400).contains(response.status) else { return nil }
        // What follows the path may hold a session of a login page.
        let place = response.header("location")?.prefix { $0 != "?" && $0 != "#" }.prefix(200)
        let words = place.map { "sends the call on to '\($0)'" } ?? "sends the call elsewhere"
        self.init(
            .unreadable,
            code: "Redirected",
            message: "\(endpoint.authority) \(words) (status \(response.status)), which is not followed: "
                + "is it the service's endpoint, and is there a login page of the network in between?"
        )
    }
}
