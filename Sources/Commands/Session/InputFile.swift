import CleanupEngine
import CleanupManifest
import Glibc
import Simulator
import Support
import YAML

/// A file that the user wrote, read with all its problems shown.
struct InputFile: Sendable {
    /// As the user gave it.
    let path: String
    var problems = ProblemOptions()
    /// What the file held when a plan of it was saved, which is read in its place; nil to read the file.
    var savedBytes: [UInt8]?

    /// What the file is called in messages.
    var title: String { path == "-" ? LoopListOpener.standardInput : path }

    /// How long a manifest may be whose bytes are kept: a saved plan carries them.
    private static let keptSize = 1 << 20

    /// Reads the manifests of a file, in its order, and shows their problems.
    ///
    /// Throws a `CommandFailure` with 66 when they cannot be read, with 65 when they have errors.
    func manifests(_ console: Console) throws(CommandFailure) -> [CleanupManifest] {
        if savedBytes == nil, let kind = OtherFileKind(at: path) {
            throw CommandFailure(
                .invalidManifest,
                "\(SanitizedText.quoted(title)) is not a manifest but \(kind.advice(path))"
            )
        }
        let decoder = ManifestDecoder(files: LocalLoopLists())
        let demo = DemoFiles.manifestSource()
        let (decoding, digest, bytes) = try read(orDemo: demo) { source throws(ByteSourceError) in
            let source = HashedByteSource(source, keeping: Self.keptSize)
            let decoding = try decoder.decode(source, file: path)
            let digest = decoding.log.hasErrors ? nil : try source.readToEnd()
            return (decoding, digest, source.keptBytes)
        }
        var manifests = try accept(decoding.log.hasErrors ? nil : decoding.manifests, decoding.log, console)
        for index in manifests.indices {
            manifests[index].fileDigest = digest
            manifests[index].fileBytes = bytes
        }
        return manifests
    }

    /// Reads a fleet, and shows its problems; throws as `manifests` does.
    func fleet(_ console: Console) throws(CommandFailure) -> Fleet {
        if OtherFileKind.isManifest(at: path) {
            let word = ShellWord.quoted(path)
            throw CommandFailure(
                .invalidManifest,
                "\(SanitizedText.quoted(title)) is not a fleet but a manifest: rehearse it with "
                    + "'loopsweep run \(word) --simulate FLEET'"
            )
        }
        let decoding = try read(orDemo: DemoFiles.fleetSource()) { source throws(ByteSourceError) in
            try FleetDecoder.decode(source, file: path)
        }
        return try accept(decoding.fleet, decoding.log, console)
    }

    /// Decodes the file, or `demo` where `--demo` stands in its place.
    private func read<Decoding>(
        orDemo demo: MemoryByteSource,
        _ decode: (any ByteSource) throws(ByteSourceError) -> Decoding
    ) throws(CommandFailure) -> Decoding {
        do {
            if let savedBytes { return try decode(MemoryByteSource(savedBytes)) }
            if path == DemoFiles.path { return try decode(demo) }
            return try decode(try path == "-" ? FileByteSource.standardInput() : FileByteSource(path: path))
        } catch {
            throw CommandFailure(.missingManifest, "\(SanitizedText.quoted(title)): \(error)")
        }
    }

    /// Shows the problems, and returns what was decoded when none of them is an error.
    private func accept<Value>(_ value: Value?, _ log: DiagnosticLog, _ console: Console) throws(CommandFailure)
        -> Value
    {
        let log = problems.judged(log)
        if !log.diagnostics.isEmpty {
            console.show(problems.written(log, width: Terminal.messageWidth) { excerpts(around: log) })
        }
        guard let value, !log.hasErrors else {
            let count = "\(log.errorCount) error\(log.errorCount == 1 ? "" : "s")"
            throw CommandFailure(.invalidManifest, "\(SanitizedText.quoted(title)) has \(count); nothing was called")
        }
        return value
    }

    /// The lines that the problems are about.
    ///
    /// A file that has been removed since is shown without them, and so is a list, which someone else's manifest may have named
    /// to have its lines shown.
    private func excerpts(around log: DiagnosticLog) -> LineExcerpts {
        // A pipe cannot be read twice.
        guard path != "-",
            SystemCalls().target(ofPath: path)?.isRegular ?? false, let source = try? FileByteSource(path: path)
        else { return LineExcerpts() }
        return LineExcerpts(source, of: path, around: log.diagnostics)
    }
}

/// Bytes that are hashed as they are read: what is decoded is what the digest is of, whatever becomes of the file later.
final class HashedByteSource: LoopListFile {
    private var source: any ByteSource
    private var digest = ContentDigest()
    /// How many bytes are kept at the most.
    private let keptSize: Int
    /// The bytes that have been read; nil when they are too many.
    private(set) var keptBytes: [UInt8]? = []

    init(_ source: any ByteSource, keeping keptSize: Int = 0) {
        self.source = source
        self.keptSize = keptSize
    }

    /// The SHA-256 of what has been read, in lower-case hexadecimal.
    var sha256: String { digest.hexadecimal }

    func readChunk() throws(ByteSourceError) -> [UInt8] {
        let bytes = try source.readChunk()
        digest.update(bytes)
        if let kept = keptBytes { keptBytes = kept.count + bytes.count <= keptSize ? kept + bytes : nil }
        return bytes
    }

    /// Reads the rest, and returns the SHA-256 of all the bytes.
    func readToEnd() throws(ByteSourceError) -> String {
        while try !readChunk().isEmpty {}
        return sha256
    }
}

/// The files of `loopsFrom` on this machine; `-` is standard input.
struct LocalLoopLists: LoopListFiles {
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        HashedByteSource(try path == "-" ? FileByteSource.standardInput() : FileByteSource(path: path))
    }
}

extension FileByteSource {
    /// Reads standard input, which stays open.
    fileprivate static func standardInput() throws(ByteSourceError) -> FileByteSource {
        let descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { throw ByteSourceError(operation: .open, code: errno) }
        return FileByteSource(adopting: descriptor)
    }
}

/// The digest that shows whether a manifest is still the one that a plan was made of, or that a run began with.
enum ManifestDigest {
    /// The SHA-256 of the file; of several files, that of their digests, one a line; nil when the manifest is not from a file.
    static func of(_ manifest: CleanupManifest) -> String? {
        guard let own = manifest.fileDigest else { return nil }
        guard !manifest.listDigests.isEmpty else { return own }
        return ContentDigest.hexadecimal(of: Array(([own] + manifest.listDigests).map { "\($0)\n" }.joined().utf8))
    }
}
