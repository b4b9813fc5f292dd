import AWSTestSupport
import FoundationEssentials
import TestSupport
import Testing

/// One published case of looking for credentials: an environment, files, traffic that was recorded, and what comes of it.
struct ChainCase: Sendable, CustomTestStringConvertible {
    /// What comes of a case.
    struct Outcome: Decodable {
        /// The credentials.
        struct Credentials: Decodable, Hashable {
            /// The public half of the keys.
            var access_key_id: String
            /// The secret half of the keys.
            var secret_access_key: String
            /// What the keys are presented with.
            var session_token: String?
            /// The account.
            var account_id: String?
            /// When the keys stop being valid, in seconds since the epoch.
            var expiry: Int64?
        }

        /// The credentials, where there are any.
        var Ok: Credentials?
        /// A part of the message, where there are none.
        var ErrorContains: String?
    }

    /// The file that says what comes of a case.
    private struct File: Decodable {
        /// What comes of it.
        var result: Outcome
    }

    /// The folder of the case inside the vectors.
    let folder: String

    /// The last part of the folder's path.
    var name: String { folder.split(separator: "/" as Character).last.map(String.init) ?? folder }

    /// The last part of the folder's path.
    var testDescription: String { name }

    /// The cases of a suite, in the order of their names; none where the folder of the vectors is absent.
    static func all(_ suite: String) -> [ChainCase] {
        guard let root = ConformanceData.root else { return [] }
        let folder = "credentials/smithy-rs/\(suite)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return names.sorted().map { ChainCase(folder: "\(folder)/\($0)") }
    }

    /// The environment variables.
    ///
    /// - Throws: `CocoaError` or `DecodingError` when the file is not as it must be.
    func environment() throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: data("env.json"))
    }

    /// What comes of the case.
    ///
    /// - Throws: `CocoaError` or `DecodingError` when the file is not as it must be.
    func outcome() throws -> Outcome {
        try JSONDecoder().decode(File.self, from: data("test-case.json")).result
    }

    /// The traffic.
    ///
    /// - Throws: `CocoaError` or `DecodingError` when the file is not as it must be.
    func transport() throws -> ReplayingTransport {
        try ReplayingTransport(recording: ConformanceData.bytes("\(folder)/http-traffic.json"))
    }

    /// The files, by their paths on the machine of the case.
    ///
    /// - Throws: `CocoaError` when one cannot be read.
    func files() throws -> MemoryFiles {
        guard let root = ConformanceData.root else { return MemoryFiles() }
        let top = "\(root)/\(folder)/fs"
        var texts: [String: String] = [:]
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: top)) ?? [] {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: "\(top)/\(path)", isDirectory: &isFolder), !isFolder else {
                continue
            }
            texts["/\(path)"] = String(decoding: try ConformanceData.bytes("\(folder)/fs/\(path)"), as: UTF8.self)
        }
        return MemoryFiles(texts)
    }

    /// A file of the case.
    ///
    /// - Throws: `CocoaError` when it cannot be read.
    private func data(_ file: String) throws -> Data {
        Data(try ConformanceData.bytes("\(folder)/\(file)"))
    }
}
