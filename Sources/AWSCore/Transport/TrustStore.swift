import FoundationEssentials
import NIOSSL
import Support

/// Where the certificates are that a server's certificate must lead back to, and which setting says so.
package struct TrustStore: Hashable, Sendable, CustomStringConvertible {
    /// PEM files, and folders whose certificates are named by `openssl rehash`; empty when the system has none.
    package let paths: [String]
    /// `rule` for the system's own.
    package let source: SettingSource

    /// The certificates of the system; an empty store when it has none.
    package static func system(isPresent: (String) -> Bool) -> TrustStore {
        TrustStore(paths: systemPaths.first(where: isPresent).map { [$0] } ?? [], source: .rule)
    }

    /// Where Linux distributions keep their certificates, as Go's crypto/x509 knows them; the first that is there counts.
    private static let systemPaths = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch, Gentoo
        "/etc/pki/tls/certs/ca-bundle.crt",  // Fedora, Amazon Linux
        "/etc/ssl/ca-bundle.pem",  // openSUSE
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL
        "/etc/ssl/cert.pem",  // Alpine
        "/etc/ssl/certs",  // a folder without a bundle
    ]

    package var description: String { paths.isEmpty ? "none" : paths.joined(separator: ":") }

    /// Looks at the files, so that one that is missing or empty is not told by a failed handshake.
    ///
    /// The system's own are taken to be good when they are there.
    package func check() throws(AWSConfigurationError) {
        guard !paths.isEmpty else {
            throw AWSConfigurationError(
                .configuration,
                "this system has no certificates of authorities, without which no server can be trusted: "
                    + "install the package 'ca-certificates', or set AWS_CA_BUNDLE to a PEM file of them"
            )
        }
        guard source != .rule else { return }
        for path in paths {
            if let complaint = Self.complaint(about: path) {
                throw AWSConfigurationError(
                    .configuration,
                    "the trusted certificates '\(path)' (\(source)) cannot be used: \(complaint)"
                )
            }
        }
    }

    /// Says what is wrong with a file or a folder of certificates; nil when it can be used.
    private static func complaint(about path: String) -> String? {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return "there is no such file"
        }
        if isFolder {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                return "the folder cannot be read"
            }
            return names.contains(where: isHashName)
                ? nil : "no certificate in the folder has a name by its hash: run `openssl rehash \(path)`"
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return "the file cannot be read" }
        do throws(CertificateBundle.Flaw) {
            _ = try CertificateBundle(Array(bytes))
            return nil
        } catch {
            return error.words
        }
    }

    /// The certificates as we read them, which is more than BoringSSL would; none of the system's own.
    var certificates: [NIOSSLCertificate] { if case .certificates(let found) = roots { found } else { [] } }

    /// What BoringSSL is given; a place that cannot be read is left to it, which then says so.
    var roots: NIOSSLTrustRoots? {
        guard source != .rule else { return paths.first.map { .file($0) } }
        var found: [NIOSSLCertificate] = []
        for path in paths {
            guard let certificates = Self.certificates(in: path) else { return .file(path) }
            found += certificates
        }
        return .certificates(found)
    }

    /// Nil when a file is not good; of a folder only what is good counts, as in OpenSSL.
    private static func certificates(in path: String) -> [NIOSSLCertificate]? {
        if let names = try? FileManager.default.contentsOfDirectory(atPath: path) {
            return names.filter(isHashName).flatMap { certificates(in: "\(path)/\($0)") ?? [] }
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return try? CertificateBundle(Array(bytes)).certificates
    }

    /// Whether a name is that of a certificate by its hash, such as `5a3f1c2b.0`: eight hexadecimal digits, a dot, a number.
    private static func isHashName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].count == 8 && parts[0].allSatisfy { $0.hexadecimalValue != nil }
            && !parts[1].isEmpty && parts[1].allSatisfy(\.isASCIIDigit)
    }
}

extension ConfigurationSources {
    /// Finds the trusted certificates: `AWS_CA_BUNDLE`, the profile's `ca_bundle`, `REQUESTS_CA_BUNDLE`,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` together, else the system's; the files have not been looked into.
    func trustStore(isPresent: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }) -> TrustStore {
        let bundle = setting("AWS_CA_BUNDLE", property: "ca_bundle") ?? environment.setting("REQUESTS_CA_BUNDLE")
        if let bundle, let path = environment.expanded(bundle.value) {
            return TrustStore(paths: [path], source: bundle.source)
        }
        let file = environment.setting("SSL_CERT_FILE")
        let folders = environment.setting("SSL_CERT_DIR")
        guard let source = file?.source ?? folders?.source else { return .system(isPresent: isPresent) }
        // As OpenSSL has it, the variable is a list, and a folder of the list need not be there.
        let present = folders?.value.split(separator: ":" as Character).map(String.init).filter(isPresent) ?? []
        let paths = (file.map { [$0.value] } ?? []) + present
        return TrustStore(paths: paths.isEmpty ? [folders?.value ?? ""] : paths, source: source)
    }
}
