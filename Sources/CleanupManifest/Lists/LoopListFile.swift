import Glibc
package import YAML

package protocol LoopListFile: AnyObject, ByteSource {
    /// The SHA-256 of all the bytes read so far, in lower-case hexadecimal.
    var sha256: String { get }
}

/// Where the decoder has the files of `loopsFrom` from: it opens none itself.
package protocol LoopListFiles: Sendable {
    /// Opens a file for reading, once, from front to back; `-` is standard input.
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile
}

/// Opens the files that the manifests of one text name, standard input once.
package final class LoopListOpener {
    /// What standard input is called in messages.
    package static let standardInput = "<stdin>"

    /// Where the files are; nil where there are none.
    private let files: (any LoopListFiles)?
    private let manifest: String
    /// Where standard input is named; nil as long as it is not.
    private(set) var standardInputNode: YAMLNode?

    init(_ files: (any LoopListFiles)?, manifest: String) {
        self.files = files
        self.manifest = manifest
    }

    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        guard let files else { throw ByteSourceError(operation: .open, code: ENOENT) }
        return try files.open(path)
    }

    /// Whether standard input is the manifest itself.
    var isManifestStandardInput: Bool { Self.isStandardInput(manifest) }

    /// Whether the manifest is an open file of this process, such as `<(…)` of a shell, and has no folder.
    var isManifestStream: Bool { Self.isStream(manifest) }

    /// Whether a path is standard input.
    package static func isStandardInput(_ path: String) -> Bool {
        ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path)
    }

    /// Whether a path is standard input or another open file of this process.
    package static func isStream(_ path: String) -> Bool {
        isStandardInput(path) || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }

    /// Takes standard input for a node, and returns whether it was free.
    func takeStandardInput(for node: YAMLNode) -> Bool {
        guard standardInputNode == nil, !isManifestStandardInput else { return false }
        standardInputNode = node
        return true
    }

    /// Finds the path of a file that a manifest names: relative to the manifest's folder, if it has one.
    func path(of file: String) -> String {
        guard file != "-", !file.hasPrefix("/"), !isManifestStream, let slash = manifest.lastIndex(of: "/") else {
            return file
        }
        return String(manifest[...slash]) + file
    }
}
