@testable import AWSCore
import FoundationEssentials
import Testing

/// Whose certificates are trusted.
@Suite
struct TrustStoreTests {
    /// The certificate of an authority that signs nothing.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBiTCCAS+gAwIBAgIUTTqpYTwV0dJPYJvzITaOoglmX7owCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTI0MTcxMTEwWhgPMjEy
        NjEwMzExNzExMTBaMBkxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
        zj0CAQYIKoZIzj0DAQcDQgAEPzQcTwCVRORNadRSATKBfiaHuSPSFq/nJeIHm1xF
        IeQ0bdy1f5osesRQw0YCeIgwVby0AFxuWSa+2sfPw9ZFX6NTMFEwHQYDVR0OBBYE
        FC4IL4p2rZe0HeoqYDzVHx6R1zd2MB8GA1UdIwQYMBaAFC4IL4p2rZe0HeoqYDzV
        Hx6R1zd2MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgepw/usVE
        zlqRwuQW4sy+1rS+PqRnzE9DdAMpY9VyHwsCIQC9o9R+Trh9M46W/wh5BNDoQf5v
        7G4MxpGoRgxDJFWr+g==
        -----END CERTIFICATE-----
        """

    @Test(
        "the first setting that names certificates counts",
        arguments: [
            (["AWS_CA_BUNDLE": "/a"], "/a (environment variable AWS_CA_BUNDLE)"),
            (["AWS_CA_BUNDLE": "/a", "REQUESTS_CA_BUNDLE": "/r"], "/a (environment variable AWS_CA_BUNDLE)"),
            (["REQUESTS_CA_BUNDLE": "/r"], "/r (environment variable REQUESTS_CA_BUNDLE)"),
            (["REQUESTS_CA_BUNDLE": "/r", "SSL_CERT_FILE": "/f"], "/r (environment variable REQUESTS_CA_BUNDLE)"),
            (["SSL_CERT_FILE": "/f"], "/f (environment variable SSL_CERT_FILE)"),
            (["SSL_CERT_FILE": "/f", "SSL_CERT_DIR": "/:/absent"], "/f:/ (environment variable SSL_CERT_FILE)"),
            (["SSL_CERT_DIR": "/absent:/"], "/ (environment variable SSL_CERT_DIR)"),
            (["SSL_CERT_DIR": "/absent"], "/absent (environment variable SSL_CERT_DIR)"),
            (["AWS_CA_BUNDLE": "~/a"], "/h/a (environment variable AWS_CA_BUNDLE)"),
        ]
    )
    func settings(_ variables: [String: String], _ expected: String) throws {
        let row = ConfigurationCase(name: "", variables: ConfigurationCase.ready(with: variables), expected: expected)
        let store = try row.resolve().get().trustStore
        #expect("\(store) (\(store.source))" == expected)
    }

    @Test("the profile comes after the AWS variable and before all others")
    func profile() throws {
        let config = "[default]\nca_bundle = ~/p.pem"
        for (variables, expected) in [
            ([:], "/h/p.pem"), (["REQUESTS_CA_BUNDLE": "/r"], "/h/p.pem"), (["AWS_CA_BUNDLE": "/a"], "/a"),
        ] {
            let ready = ConfigurationCase.ready(with: variables)
            let row = ConfigurationCase(name: "", variables: ready, config: config, expected: expected)
            #expect(try "\(row.resolve().get().trustStore)" == expected)
        }
    }

    @Test("the first place of the system that is there counts, and none is none")
    func system() {
        let debian = TrustStore.system { _ in true }
        #expect(debian.paths == ["/etc/ssl/certs/ca-certificates.crt"])
        let alpine = TrustStore.system { $0 == "/etc/ssl/cert.pem" }
        #expect(alpine.paths == ["/etc/ssl/cert.pem"])
        let scratch = TrustStore.system { _ in false }
        #expect(scratch.description == "none")
        let error = #expect(throws: AWSConfigurationError.self) { try scratch.check() }
        #expect(error?.description.contains("AWS_CA_BUNDLE") == true)
    }

    /// A row: what lies at the path, and what is said of it.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The text of a file, or nil for none.
        var text: String?
        /// The name of a file in a folder at the path; nil when the path is no folder.
        var nameInFolder: String?
        /// What is said; nil when all is well.
        var complaint: String?

        /// What is said.
        var testDescription: String { complaint ?? "it is good (\(nameInFolder ?? "a file"))" }
    }

    @Test(
        "a file or a folder without certificates is told before the first call",
        arguments: [
            Row(complaint: "there is no such file"),
            Row(text: "", complaint: "the file is empty"),
            Row(text: "rubbish", complaint: "the file holds no certificate in PEM form"),
            Row(
                text: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                complaint: "the certificate at line 1 of the file cannot be read: copy it anew"
            ),
            Row(
                text: certificate + "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + certificate,
                complaint: "the certificate at line 12 of the file cannot be read"
            ),
            Row(
                text: "#\n-----BEGIN CERTIFICATE-----\nAAAA\n" + certificate,
                complaint: "the certificate at line 2 of the file has no end"
            ),
            Row(
                text: "-----BEGIN CERTIFICATE-----\nAAAA\n",
                complaint: "the certificate at line 1 of the file has no end"
            ),
            Row(
                text: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                complaint: "the file holds no certificate in PEM form, but a private key"
            ),
            Row(text: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + certificate),
            Row(text: "\u{FEFF}" + certificate),
            Row(text: certificate.replacing("\n", with: "\r\n")),
            Row(text: certificate.replacing("\n", with: "\n  ")),
            Row(text: certificate),
            Row(text: "# a comment\n" + certificate + "\n" + certificate),
            Row(text: certificate, nameInFolder: "ca.pem", complaint: "run `openssl rehash"),
            Row(text: certificate, nameInFolder: "5a3f1c2b.r0", complaint: "run `openssl rehash"),
            Row(text: certificate, nameInFolder: "5a3f1c2b.0"),
        ]
    )
    func check(_ row: Row) throws {
        let path = "\(FileManager.default.temporaryDirectory.path())loopsweep-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        if row.nameInFolder != nil {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let file = row.nameInFolder.map { "\(path)/\($0)" } ?? path
        if let text = row.text { try Data(text.utf8).write(to: URL(filePath: file)) }
        let store = TrustStore(paths: [path], source: .environment(variable: "AWS_CA_BUNDLE"))
        guard let complaint = row.complaint else {
            try store.check()
            return
        }
        let error = try #require(throws: AWSConfigurationError.self) { try store.check() }
        #expect(error.description.contains(complaint))
        #expect(error.description.contains("'\(path)' (environment variable AWS_CA_BUNDLE)"))
    }
}
