import Glibc

/// The bytes of a file, read in pieces; the file is closed with the last reference to the source.
package final class FileByteSource: ByteSource {
    /// How many bytes are asked for at once.
    private static let chunkSize = 65_536
    /// How many bytes are read at the most, by default: a device or a pipe may have no end.
    package static let maximumSize = 1 << 30

    /// The open file.
    private let descriptor: Int32
    /// How many bytes have been read.
    private var size = 0
    /// How many bytes are read at the most.
    private let maximumSize: Int

    /// Opens a file for reading.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - maximumSize: how many bytes are read at the most; defaults to 1 GiB.
    /// - Throws: `ByteSourceError` when there is no such file or it may not be read; a directory is refused when it is
    ///   first read.
    package init(path: String, maximumSize: Int = FileByteSource.maximumSize) throws(ByteSourceError) {
        self.maximumSize = maximumSize
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ByteSourceError(operation: .open, code: errno) }
    }

    /// Takes over a descriptor that is open for reading, such as one end of a pipe.
    package init(adopting descriptor: Int32) {
        self.descriptor = descriptor
        maximumSize = Self.maximumSize
    }

    /// Closes the file.
    deinit {
        close(descriptor)
    }

    /// Reads up to 64 KiB, waiting for the first byte.
    ///
    /// - Throws: `ByteSourceError` when they cannot be read, or there are more than are read.
    package func readChunk() throws(ByteSourceError) -> [UInt8] {
        while true {
            var count = 0
            // `read` writes at most `count` bytes of the buffer, and exactly those are declared initialized.
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, initializedCount in
                count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
                initializedCount = max(count, 0)
            }
            size += max(count, 0)
            if size > maximumSize { throw ByteSourceError(operation: .read, code: EFBIG) }
            if count >= 0 { return bytes }
            if errno != EINTR { throw ByteSourceError(operation: .read, code: errno) }
        }
    }
}
