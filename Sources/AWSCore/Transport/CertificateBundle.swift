import FoundationEssentials
import NIOSSL
import Support

/// The certificates in the text of a PEM file, each read by itself, so that a broken one is told by its line.
struct CertificateBundle {
    /// Why a file of certificates cannot be used, as a sentence whose subject is the file.
    struct Flaw: Error {
        let words: String
    }

    private(set) var certificates: [NIOSSLCertificate] = []

    /// The labels of blocks that hold a certificate, as OpenSSL knows them.
    private static let labels: Set<Substring> = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

    /// Reads a file's bytes: text around the blocks, other blocks, a byte order mark and any line ends are allowed.
    ///
    /// Throws when there is no certificate, or one cannot be read.
    init(_ bytes: [UInt8]) throws(Flaw) {
        try Self.checkEncoding(bytes)
        var hasPrivateKey = false
        /// The lines of the certificate that is being read, and the number of the first.
        var block: (label: Substring, lines: [String], number: Int)?
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        for (index, line) in lines.enumerated() {
            let text = line.drop { $0 == "\u{FEFF}" }.trimmingBlanks()
            if let label = Self.label(of: text, "BEGIN") {
                if let block { throw Flaw(words: "the certificate at line \(block.number) of the file has no end") }
                hasPrivateKey = hasPrivateKey || label.hasSuffix("PRIVATE KEY")
                if Self.labels.contains(label) { block = (label, [text], index + 1) }
            } else if block != nil {
                block?.lines.append(text)
            }
            guard let found = block, Self.label(of: text, "END") == found.label else { continue }
            block = nil
            guard let certificate = Self.certificate(found.label, found.lines) else {
                throw Flaw(words: "the certificate at line \(found.number) of the file cannot be read: copy it anew")
            }
            certificates.append(certificate)
        }
        if let block { throw Flaw(words: "the certificate at line \(block.number) of the file has no end") }
        guard certificates.isEmpty else { return }
        let key = hasPrivateKey ? ", but a private key: name the file of the authority's certificate" : ""
        throw Flaw(words: "the file holds no certificate in PEM form\(key)")
    }

    /// Nil when it cannot be read; a trusted one has what OpenSSL notes of its uses behind it, which does not count here.
    private static func certificate(_ label: Substring, _ lines: [String]) -> NIOSSLCertificate? {
        guard label.hasPrefix("TRUSTED") else {
            return try? NIOSSLCertificate(bytes: Array(lines.joined(separator: "\n").utf8), format: .pem)
        }
        guard let data = Data(base64Encoded: lines[1..<(lines.count - 1)].joined()), data.count > 4, data[1] == 0x82
        else { return nil }
        // A sequence whose length takes two bytes (X.690, section 8.1.3.5).
        let length = 4 + (Int(data[2]) << 8) + Int(data[3])
        return try? NIOSSLCertificate(bytes: Array(data.prefix(length)), format: .der)
    }

    /// Names what is not text of PEM at all.
    private static func checkEncoding(_ bytes: [UInt8]) throws(Flaw) {
        guard !bytes.isEmpty else { throw Flaw(words: "the file is empty") }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Flaw(words: "the file is UTF-16: save it as UTF-8")
        }
        if (try? NIOSSLCertificate(bytes: bytes, format: .der)) != nil {
            throw Flaw(
                words: "the file is in DER form: make PEM of it with `openssl x509 -inform der -in FILE -out FILE.pem`"
            )
        }
    }

    /// The label of a line that begins or ends a block; nil for any other line.
    private static func label(of line: String, _ verb: String) -> Substring? {
        guard line.hasPrefix("-----\(verb) "), line.hasSuffix("-----"), line.utf8.count > 11 + verb.utf8.count else {
            return nil
        }
        return line.dropFirst(6 + verb.count).dropLast(5)
    }
}
