import Glibc
package import YAML

/// A place without files, for decoders of texts that stand alone.
package struct NoLoopListFiles: LoopListFiles {
    /// Makes the place.
    package init() {}

    /// Finds nothing.
    package func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        throw ByteSourceError(operation: .open, code: ENOENT)
    }
}
