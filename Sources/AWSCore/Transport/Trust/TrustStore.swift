/// Where the certificates are that a server's certificate must lead back to, and which setting says so.
package struct TrustStore: Hashable, Sendable {
    /// PEM files, and folders whose certificates are named by `openssl rehash`; empty when the system has none.
    package let paths: [String]
    /// Which setting names them; `rule` for the system's own.
    package let source: SettingSource

    /// Makes a store of files and folders.
    package init(paths: [String], source: SettingSource) {
        self.paths = paths
        self.source = source
    }

    /// The certificates of the system.
    ///
    /// - Parameter isPresent: whether there is a file or a folder of a name.
    /// - Returns: a store that is empty when the system has none.
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
}

extension TrustStore: CustomStringConvertible {
    /// The paths with colons between them, or that there are none.
    package var description: String { paths.isEmpty ? "none" : paths.joined(separator: ":") }
}
