import CleanupEngine
import CleanupManifest
import Simulator
import FoundationEssentials
import Support
import YAML

/// A file that the user wrote, read with all its problems shown.
struct InputFile: Sendable {
    /// The path as the user gave it.
    let path: String
    /// How its problems are shown and judged.
    var problems = ProblemOptions()

    /// Reads the manifests of a file.
    ///
    /// - Parameter console: where their problems are shown.
    /// - Returns: the manifests in the order of the file, none of which has errors.
    /// - Throws: `CommandFailure` with 66 when they cannot be read, with 65 when they have errors.
    func manifests(_ console: Console) throws(CommandFailure) -> [CleanupManifest] {
        let decoder = ManifestDecoder(files: LocalLoopLists())
        let (decoding, digest) = try read { source throws(ByteSourceError) in
            let source = HashedByteSource(source)
            let decoding = try decoder.decode(source, file: path)
            return (decoding, decoding.log.hasErrors ? nil : try source.readToEnd())
        }
        var manifests = try accept(decoding.log.hasErrors ? nil : decoding.manifests, decoding.log, console)
        for index in manifests.indices { manifests[index].fileDigest = digest }
        return manifests
    }

    /// Reads a fleet.
    ///
    /// - Parameter console: where its problems are shown.
    /// - Returns: the fleet, which has no errors.
    /// - Throws: `CommandFailure` with 66 when it cannot be read, with 65 when it has errors.
    func fleet(_ console: Console) throws(CommandFailure) -> Fleet {
        let decoding = try read { source throws(ByteSourceError) in try FleetDecoder.decode(source, file: path) }
        return try accept(decoding.fleet, decoding.log, console)
    }

    /// Opens the file and decodes it.
    private func read<Decoding>(
        _ decode: (any ByteSource) throws(ByteSourceError) -> Decoding
    ) throws(CommandFailure) -> Decoding {
        do {
            return try decode(try FileByteSource(path: path))
        } catch {
            throw CommandFailure(.missingManifest, "\(SanitizedText.quoted(path)): \(error)")
        }
    }

    /// Shows the problems, and hands out what was decoded when none of them is an error.
    private func accept<Value>(_ value: Value?, _ log: DiagnosticLog, _ console: Console) throws(CommandFailure)
        -> Value
    {
        let log = problems.judged(log)
        if !log.diagnostics.isEmpty { console.show(problems.written(log) { excerpts(around: log) }) }
        guard let value, !log.hasErrors else {
            let count = "\(log.errorCount) error\(log.errorCount == 1 ? "" : "s")"
            throw CommandFailure(.invalidManifest, "\(SanitizedText.quoted(path)) has \(count); nothing was called")
        }
        return value
    }

    /// Whether a file can be read twice: nothing comes out of a pipe a second time.
    private static func isRegular(_ file: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    /// Finds the lines that the problems are about; a file that is gone by now is shown without, and so is a list, which a
    /// manifest of somebody else's may have named to have its lines shown.
    private func excerpts(around log: DiagnosticLog) -> LineExcerpts {
        var excerpts = LineExcerpts()
        if Self.isRegular(path), let source = try? FileByteSource(path: path) {
            excerpts.add(LineExcerpts(source, of: path, around: log.diagnostics))
        }
        return excerpts
    }
}
