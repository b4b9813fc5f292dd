#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Writes the files of this machine: into a hidden neighbour that then takes the file's name.
///
/// Each `unsafe` lends C memory that Swift keeps alive for the length of the call, and no call keeps it.
package struct LocalFileWriter: FileWriter {
    /// Makes a writer.
    package init() {}

    /// Puts bytes in the place of a file's content, whole or not at all; only the file's owner may read it from then on.
    ///
    /// - Throws: `FileWritingError` when the file holds what it held before.
    package func replace(_ path: String, with bytes: [UInt8]) throws(FileWritingError) {
        let (descriptor, neighbour) = try Self.openNeighbour(of: path)
        do throws(FileWritingError) {
            do throws(FileWritingError) {
                try Self.write(bytes, to: descriptor)
            } catch {
                _ = close(descriptor)
                throw error
            }
            _ = close(descriptor)
            guard unsafe rename(neighbour, path) == 0 else { throw Self.lastError }
        } catch {
            _ = unsafe unlink(neighbour)
            throw error
        }
    }

    /// Makes a file of a name that no one has, which only its owner may read; names that are taken are passed over.
    ///
    /// - Throws: `FileWritingError` when none can be made in the folder.
    private static func openNeighbour(of path: String) throws(FileWritingError) -> (descriptor: Int32, path: String) {
        let name = path.split(separator: "/" as Character).last ?? ""
        let folder = path.hasSuffix(name) ? path.dropLast(name.count) : ""
        var random = SystemRandomNumberGenerator()
        while true {
            let neighbour = "\(folder).\(name).\(String(random.next() as UInt64, radix: 36))"
            let descriptor = unsafe open(neighbour, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return (descriptor, neighbour) }
            guard errno == EEXIST || errno == EINTR else { throw lastError }
        }
    }

    /// Writes all bytes, and has them put on the disk.
    ///
    /// - Throws: `FileWritingError` when the disk is full, or does not take them.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileWritingError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let slice = rest
            let count = unsafe slice.withUnsafeBytes {
                #if canImport(Glibc)
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
                #else
                unsafe Musl.write(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw lastError
            }
        }
        guard fsync(descriptor) == 0 else { throw lastError }
    }

    /// What the system said last, in its words.
    private static var lastError: FileWritingError {
        switch errno {
        case EACCES, EPERM: FileWritingError(reason: "permission denied")
        case EROFS: FileWritingError(reason: "the file system is read-only")
        case ENOENT: FileWritingError(reason: "there is no such folder")
        case ENOSPC, EDQUOT: FileWritingError(reason: "the disk is full")
        default: FileWritingError(reason: "system error \(errno)")
        }
    }
}
