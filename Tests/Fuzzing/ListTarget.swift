import CleanupManifest
import Support
import YAML

/// Lists of `loopsFrom`: every text names loops or has an error with a place, however it is cut into pieces.
///
/// The first byte decides on the format, the others are the list.
enum ListTarget {
    /// The formats, by what the manifest says of the list.
    private static let formats = [
        "format: lines", "format: csv", "format: csv, column: b", "format: jsonl", "format: json",
        "format: json, column: \"a\\nb\"",
    ]

    /// Decodes a manifest whose loops are in the list, whole and byte by byte.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let list = Array(bytes.dropFirst())
        let manifest = """
            apiVersion: loopsweep/v1
            kind: HumanLoopCleanup
            loopsFrom: [{file: list, \(formats[Int(first) % formats.count])}]
            """
        let whole = decode(manifest, list, pieceSize: list.count)
        let pieces = decode(manifest, list, pieceSize: 1)
        expect(whole.manifests == pieces.manifests, "the manifest depends on how its list is cut into pieces")
        expect(whole.log == pieces.log, "the problems depend on how the list is cut into pieces")
        expect(whole.manifests.isEmpty == whole.log.hasErrors, "a manifest or an error, never both")
        DiagnosticCheck.check(whole.log, in: list)
    }

    /// Decodes a manifest.
    private static func decode(_ manifest: String, _ list: [UInt8], pieceSize: Int) -> ManifestDecoding {
        let decoder = ManifestDecoder(files: FuzzedLists(bytes: list, pieceSize: max(1, pieceSize)))
        guard let decoding = try? decoder.decode(MemoryByteSource(manifest), file: "fuzz.yaml") else {
            fatalError("memory cannot fail")
        }
        return decoding
    }
}

/// Files that all hold the same list.
private struct FuzzedLists: LoopListFiles {
    /// The list.
    let bytes: [UInt8]
    /// How many bytes each piece has at the most, at least 1.
    let pieceSize: Int

    /// Opens the list, whatever it is called.
    func open(_ path: String) -> any LoopListFile { FuzzedList(bytes, pieceSize: pieceSize) }
}

/// An open list, hashed as it is read.
private final class FuzzedList: LoopListFile {
    /// The bytes that have not been read.
    private var rest: ArraySlice<UInt8>
    /// How many bytes each piece has at the most.
    private let pieceSize: Int
    /// What has been read.
    private var digest = ContentDigest()

    /// Opens a list.
    init(_ bytes: [UInt8], pieceSize: Int) {
        rest = bytes[...]
        self.pieceSize = pieceSize
    }

    /// The SHA-256 of what has been read.
    var sha256: String { digest.hexadecimal }

    /// Reads the next piece.
    func readChunk() -> [UInt8] {
        let piece = Array(rest.prefix(pieceSize))
        rest = rest.dropFirst(pieceSize)
        digest.update(piece)
        return piece
    }
}
