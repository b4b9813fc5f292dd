import AsyncHTTPClient
import NIOSSL

extension HTTPTransportError {
    /// What BoringSSL's reasons mean, by a part of their names; the first that fits counts.
    private static let handshakeTroubles: [(reason: String, code: String, words: String)] = [
        ("CERTIFICATE_VERIFY_FAILED", "CertificateNotTrusted", ""),
        (
            "WRONG_VERSION_NUMBER", "TLSNotSpoken",
            "does not speak TLS on that port: write http:// if that is meant, or the port of its https://"
        ),
        (
            "CERTIFICATE_REQUIRED", "ClientCertificateWanted",
            "wants a client certificate, which loopsweep does not have: name an endpoint that takes signed calls without one"
        ),
        (
            "PROTOCOL", "TLSVersionNotShared",
            "speaks neither TLS 1.2 nor 1.3, and older versions are not safe: have one of these enabled there"
        ),
        (
            "UNRECOGNIZED_NAME", "TLSNameUnknown",
            "does not know itself by that name: write the endpoint as its certificate has it"
        ),
        (
            "HANDSHAKE_FAILURE", "TLSRefused",
            "refuses the TLS handshake: it wants a client certificate, which loopsweep does not have, or shares no cipher"
        ),
    ]

    static func words(forTLS error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        if error as? NIOSSLExtraError == .failedToValidateHostname {
            return (
                "CertificateOfAnother",
                "the certificate of \(endpoint.authority) is for another host's name: is the endpoint written as its "
                    + "certificate has it?"
            )
        }
        switch error as? NIOSSLError {
        case .noSuchFilesystemObject, .failedToLoadCertificate:
            return ("CertificateBundleMissing", "the file of trusted certificates (AWS_CA_BUNDLE) cannot be read")
        case .uncleanShutdown:
            return ("ConnectionClosed", "\(endpoint.authority) closed the connection without a whole answer")
        default: break
        }
        // The reasons stand in no other form than the error's text, where they lie between a namespace and a build path.
        let reason = "\(error)"
        if let found = handshakeTroubles.first(where: { reason.contains($0.reason) }) {
            let words = found.words.isEmpty ? notTrusted(endpoint) : "\(endpoint.authority) \(found.words)"
            return (found.code, words)
        }
        if reason.contains("EOF during handshake") {
            return (
                "TLSHandshakeClosed",
                "\(endpoint.authority) closed the connection within the TLS handshake: does it speak TLS on that port, and "
                    + "does a firewall or proxy in between let it?"
            )
        }
        let name = reason.firstRange(of: "OPENSSL_internal:").map { reason[$0.upperBound...].prefix { $0 != " " } }
        let words = name?.lowercased().replacing("_", with: " ").replacing(#/^.* alert /#, with: "alert: ")
        let cause = words.map { " (\($0))" } ?? ""
        return ("TLSFailed", "the TLS handshake with \(endpoint.authority) failed\(cause): is it the right endpoint?")
    }

    private static func notTrusted(_ endpoint: ServiceEndpoint) -> String {
        "the certificate of \(endpoint.authority) is not trusted; a proxy that looks into TLS, or a private "
            + "endpoint, has an authority of its own: set AWS_CA_BUNDLE to a PEM file of the authorities to trust"
    }

    /// Whether a look at the server's certificates can say more.
    var isOfCertificate: Bool { code == "CertificateNotTrusted" || code == "CertificateOfAnother" }

    /// The same trouble with what the certificates of the server tell of it.
    func told(by look: CertificateLook, of endpoint: ServiceEndpoint, _ store: TrustStore?) -> HTTPTransportError {
        guard let (code, words) = look.trouble(isOtherName: self.code == "CertificateOfAnother", trusted: store) else {
            return self
        }
        return HTTPTransportError(kind, code: code, message: "the certificate of \(endpoint.authority) \(words)")
    }
}
