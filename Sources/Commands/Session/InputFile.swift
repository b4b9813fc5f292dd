import CleanupEngine
import CleanupManifest
import A2ISimulator
import YAMLEvents
import YAMLReading

/// A file that the user wrote, read with all its problems shown.
struct InputFile: Sendable {
    /// The path as the user gave it.
    let path: String

    /// Reads a manifest.
    ///
    /// - Parameter console: where its problems are shown.
    /// - Returns: the manifest, which has no errors.
    /// - Throws: `CommandFailure` with 66 when it cannot be read, with 65 when it has errors.
    func manifest(_ console: Console) throws(CommandFailure) -> CleanupManifest {
        let decoding = try read { source throws(ByteSourceError) in try ManifestDecoder().decode(source, file: path) }
        return try accept(decoding.manifest, decoding.log, console)
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
            throw CommandFailure(.missingManifest, "\(HarmlessText.quoted(path)): \(error)")
        }
    }

    /// Shows the problems, and hands out what was decoded when none of them is an error.
    private func accept<Value>(_ value: Value?, _ log: DiagnosticLog, _ console: Console) throws(CommandFailure)
        -> Value
    {
        if !log.diagnostics.isEmpty { console.show(DiagnosticRenderer(excerpts: excerpts(around: log)).render(log)) }
        guard let value else {
            let count = "\(log.errorCount) error\(log.errorCount == 1 ? "" : "s")"
            throw CommandFailure(.invalidManifest, "\(HarmlessText.quoted(path)) has \(count); nothing was called")
        }
        return value
    }

    /// Finds the lines that the problems are about; a file that is gone by now is shown without.
    private func excerpts(around log: DiagnosticLog) -> LineExcerpts {
        guard let source = try? FileByteSource(path: path) else { return LineExcerpts() }
        return LineExcerpts(source, around: log.diagnostics)
    }
}
