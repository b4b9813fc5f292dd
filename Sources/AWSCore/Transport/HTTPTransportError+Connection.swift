import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension HTTPTransportError {
    /// Names the trouble of making a connection: the name is not known, or no address answers.
    static func words(forConnection error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        let reason = reason(forConnection: error)
        if isUnknownName(error) {
            return (
                "HostNotFound",
                "\(endpoint.host) is not known to DNS (another region, no network, or one that needs HTTPS_PROXY?): "
                    + reason
            )
        }
        if let error = error as? IOError, error.errnoCode == ECONNREFUSED {
            return (
                "ConnectionRefused",
                "\(endpoint.authority) refused the connection: does the service listen there?"
            )
        }
        return ("ConnectionFailed", "no connection to \(endpoint.authority): \(reason)")
    }

    /// Says why a connection could not be made, in the system's words.
    static func reason(forConnection error: any Error) -> String {
        switch error {
        case let error as IOError where error.errnoCode == ECONNREFUSED: return "connection refused"
        case let error as NIOConnectionError:
            if isUnknownName(error) {
                return reason(forName: error.dnsAError ?? error.dnsAAAAError)
            }
            return error.connectionErrors.map { "\($0.target): \(reason(forConnection: $0.error))" }
                .joined(separator: ", ")
        default: return "\(error)"
        }
    }

    /// Says why a name has no address, in the resolver's words.
    private static func reason(forName error: (any Error)?) -> String {
        if let error = error as? SocketAddressError.UnknownHost { return error.errorDescription }
        return error.map { "\($0)" } ?? "it has no address"
    }

    /// Whether it did not come to a connection because a host's name has no address.
    private static func isUnknownName(_ error: any Error) -> Bool {
        (error as? NIOConnectionError)?.connectionErrors.isEmpty ?? false
    }

    /// Names the trouble of TLS, and what can be done about a certificate that is not trusted.
    static func words(forTLS error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        let reason = "\(error)"
        if reason.contains("CERTIFICATE_VERIFY_FAILED") {
            return (
                "CertificateNotTrusted",
                "the certificate of \(endpoint.authority) is not trusted; a proxy that looks into TLS, or a private "
                    + "endpoint, has an authority of its own: set AWS_CA_BUNDLE to a PEM file of the authorities to trust"
            )
        }
        if error as? NIOSSLExtraError == .failedToValidateHostname {
            return (
                "CertificateOfAnother",
                "the certificate of \(endpoint.authority) is for another host's name: is the endpoint written as its "
                    + "certificate has it?"
            )
        }
        if reason.contains("noSuchFilesystemObject") {
            return ("CertificateBundleMissing", "the file of trusted certificates (AWS_CA_BUNDLE) cannot be read")
        }
        return ("TLSFailed", "the TLS connection to \(endpoint.authority) failed: \(reason)")
    }
}
