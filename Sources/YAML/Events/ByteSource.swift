import Glibc
import Support

/// Something bytes are read from once, from front to back, a piece at a time.
package protocol ByteSource {
    /// Reads the next piece, at least one byte, or no bytes at the end; throws when the bytes cannot be had.
    mutating func readChunk() throws(ByteSourceError) -> [UInt8]
}

/// Why a file's bytes could not be had.
package struct ByteSourceError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Operation: String, Hashable, Sendable {
        case open
        case read
    }

    package var operation: Operation
    /// The system's reason, one of errno's values such as `ENOENT`.
    package var code: Int32

    package init(operation: Operation, code: Int32) {
        self.operation = operation
        self.code = code
    }

    /// The error for a person: `cannot open: No such file or directory`.
    package var description: String { "cannot \(operation.rawValue): \(SystemCallError(code: code))" }
}

/// Bytes that are in memory already.
package struct MemoryByteSource: ByteSource {
    private var rest: [UInt8]

    package init(_ bytes: [UInt8]) { rest = bytes }

    package init(_ text: some StringProtocol) { rest = Array(text.utf8) }

    /// Reads all the bytes the first time, none afterwards.
    package mutating func readChunk() throws(ByteSourceError) -> [UInt8] {
        defer { rest = [] }
        return rest
    }
}

/// The bytes of a file, read in pieces; the file is closed with the last reference to the source.
package final class FileByteSource: ByteSource {
    private static let chunkSize = 65_536
    /// How many bytes are read at the most, by default: a device or a pipe may have no end.
    package static let maximumSize = 1 << 30

    private let descriptor: Int32
    private var size = 0
    private let maximumSize: Int

    /// Opens a file for reading, of at most `maximumSize` bytes; a directory is refused when it is first read.
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

    deinit { close(descriptor) }

    /// Reads up to 64 KiB, waiting for the first byte; throws when they cannot be read, or are too many.
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
