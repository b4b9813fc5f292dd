import Glibc
package import YAML

/// An open file of `loopsFrom`.
package protocol LoopListFile: AnyObject, ByteSource {
    /// The SHA-256 of all the bytes read so far, in lower-case hexadecimal.
    var sha256: String { get }
}

/// Where the decoder has the files of `loopsFrom` from: it opens none itself.
package protocol LoopListFiles: Sendable {
    /// Opens a file for reading, once, from front to back.
    ///
    /// - Parameter path: the path, relative to the working directory; `-` is standard input.
    /// - Returns: the file, before its first byte.
    /// - Throws: `ByteSourceError` when the file cannot be opened.
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile
}

/// A place without files, for decoders of texts that stand alone.
package struct NoLoopListFiles: LoopListFiles {
    /// Makes the place.
    package init() {}

    /// Finds nothing.
    package func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        throw ByteSourceError(operation: .open, code: ENOENT)
    }
}

/// Opens the files that the manifests of one text name, standard input once.
final class LoopListOpener {
    /// Where the files are.
    private let files: any LoopListFiles
    /// The file that holds the manifests, as its user named it.
    private let manifest: String
    /// Where standard input is named; nil as long as it is not.
    private(set) var standardInputNode: YAMLNode?

    /// Makes an opener for the manifests of a file.
    init(_ files: any LoopListFiles, manifest: String) {
        self.files = files
        self.manifest = manifest
    }

    /// Whether standard input is the manifest itself.
    var isManifestStandardInput: Bool { manifest == "-" }

    /// Takes standard input for a node, unless it is taken.
    ///
    /// - Returns: whether it was free.
    func takeStandardInput(for node: YAMLNode) -> Bool {
        guard standardInputNode == nil, !isManifestStandardInput else { return false }
        standardInputNode = node
        return true
    }

    /// Finds the path of a file that a manifest names: relative to the manifest's folder.
    func path(of file: String) -> String {
        guard file != "-", !file.hasPrefix("/"), let slash = manifest.lastIndex(of: "/") else { return file }
        return String(manifest[...slash]) + file
    }

    /// Opens a file by its path.
    ///
    /// - Throws: `ByteSourceError` when it cannot be opened.
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        try files.open(path)
    }
}
