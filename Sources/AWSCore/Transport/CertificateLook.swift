import FoundationEssentials
import NIOSSL

/// The certificates of a server that was not trusted, by which it is said why.
///
/// BoringSSL alone decides what is trusted; its reason does not reach us, and is found again here for the words.
struct CertificateLook: Sendable {
    /// The server's own first, then those of authorities that it sends along; never empty.
    var chain: [NIOSSLCertificate]
    /// In seconds since 1970-01-01T00:00:00Z by the clock that BoringSSL judged by.
    var now: Int64
    /// The server's time in the same unit; nil when it did not say.
    var serverTime: Int64?

    /// Says what is wrong, as a sentence whose subject is the server's certificate; nil when nothing is found.
    ///
    /// `isOtherName` says that all was well but the name.
    func trouble(isOtherName: Bool, trusted store: TrustStore?) -> (code: String, words: String)? {
        if isOtherName { return otherName() }
        for certificate in chain { if let trouble = troubleOfTime(certificate) { return trouble } }
        guard let last = chain.last else { return nil }
        let issuer = Self.name(last.issuerName)
        let bundle = "set AWS_CA_BUNDLE to a PEM file that holds"
        if last.issuerName == last.subjectName {
            return chain.count == 1
                ? ("CertificateSelfSigned", "is self-signed: if that is meant, \(bundle) it")
                : (
                    "CertificateIssuerUnknown",
                    "comes from the authority \(issuer), which is not trusted: \(bundle) its certificate"
                )
        }
        let known = store?.certificates.filter { $0.subjectName == last.issuerName } ?? []
        if let old = known.first, known.allSatisfy({ $0.notValidAfter < now }) {
            let end = Self.time(Int64(old.notValidAfter))
            return (
                "CertificateExpired",
                "comes from the authority \(issuer), whose certificate in '\(store?.description ?? "")' expired on \(end): "
                    + "\(bundle) its newer one"
            )
        }
        if !known.isEmpty {
            return (
                "CertificateNotTrusted",
                "names the authority \(issuer), but the trusted certificate of that name did not sign it: \(bundle) the right one"
            )
        }
        return (
            "CertificateIssuerUnknown",
            "comes from \(issuer), which is not trusted and sent no certificate of its own: \(bundle) that, "
                + "or have the server send the certificates in between"
        )
    }

    private func troubleOfTime(_ certificate: NIOSSLCertificate) -> (code: String, words: String)? {
        let (begin, end) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
        guard !(begin...max(begin, end)).contains(now) else { return nil }
        let isOwn = certificate == chain.first
        let subject = isOwn ? "" : "comes with that of the authority \(Self.name(certificate.subjectName)), which "
        let clock = "this machine's clock says \(Self.time(now))"
        if let serverTime, (begin...max(begin, end)).contains(serverTime) {
            let period = "from \(Self.time(begin)) to \(Self.time(end))"
            return (
                "ClockWrong",
                "\(subject)is valid \(period), and \(clock), the server's \(Self.time(serverTime)): have the clock set by NTP"
            )
        }
        let isAgreed = serverTime != nil
        let agreed = isAgreed ? ", as the server's does" : ""
        return now > end
            ? (
                "CertificateExpired",
                "\(subject)expired on \(Self.time(end)), and \(clock)\(agreed): have the certificate renewed"
                    + (isAgreed ? "" : ", or the clock set")
            )
            : (
                "CertificateNotYetValid",
                "\(subject)is not valid before \(Self.time(begin)), and \(clock)\(agreed): "
                    + (isAgreed ? "wait, or have the certificate replaced" : "have the clock set by NTP, or wait")
            )
    }

    /// Names what the certificate is for.
    private func otherName() -> (code: String, words: String)? {
        let names = chain.first?._subjectAlternativeNames().compactMap { name in
            switch name.nameType {
            case .dnsName: "'\(String(decoding: name.contents.prefix(100), as: UTF8.self))'"
            case .ipAddress where name.contents.count == 4: "'\(name.contents.map { "\($0)" }.joined(separator: "."))'"
            default: nil
            }
        }
        guard let names, !names.isEmpty else { return nil }
        let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        return (
            "CertificateOfAnother",
            "is for another host's name (\(shown)): write the endpoint as its certificate has it"
        )
    }

    /// The name by which a person knows an authority: its common name, else its organization.
    private static func name(_ parts: [SSLCertificateName]) -> String {
        let name = [.commonName, .organization].lazy.compactMap { type in parts.first { $0.type == type } }.first
        return name.map { "'\($0.value.prefix(100))'" } ?? "without a name"
    }

    private static func time(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
