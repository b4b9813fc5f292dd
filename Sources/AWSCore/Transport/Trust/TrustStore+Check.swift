import FoundationEssentials
import NIOSSL

extension TrustStore {
    /// Looks at the files before the first call, so that one that is missing or empty is not told by a failed handshake.
    ///
    /// The system's own are taken to be good when they are there.
    ///
    /// - Throws: `AWSConfigurationError` when a file or folder holds no certificate, or the system has none at all.
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

    /// Says what is wrong with a file or a folder of certificates.
    ///
    /// - Returns: nil when it has at least one certificate, and all are readable.
    private static func complaint(about path: String) -> String? {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return "there is no such file"
        }
        return isFolder ? complaint(aboutFolder: path) : complaint(aboutFile: path)
    }

    /// Says what is wrong with a PEM file.
    private static func complaint(aboutFile path: String) -> String? {
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            return "the file cannot be read"
        }
        guard !bytes.isEmpty else { return "the file is empty" }
        let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes)
        return certificates?.isEmpty ?? true ? "the file holds no certificate in PEM form" : nil
    }

    /// Says what is wrong with a folder: certificates are found in it by names such as `5a3f1c2b.0`.
    private static func complaint(aboutFolder path: String) -> String? {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            return "the folder cannot be read"
        }
        return names.contains(where: isHashName)
            ? nil : "no certificate in the folder has a name by its hash: run `openssl rehash \(path)`"
    }

    /// Whether a name is that of a certificate by its hash: eight hexadecimal digits, a dot, a number.
    private static func isHashName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 8, !parts[1].isEmpty else { return false }
        return parts[0].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
            && parts[1].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
