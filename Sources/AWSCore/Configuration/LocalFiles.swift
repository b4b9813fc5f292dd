import FoundationEssentials
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What reads the files that configuration is kept in.
package protocol FileReader: Sendable {
    /// Reads a whole file; nil when the file does not exist.
    func contents(of path: String) throws(FileReadingError) -> [UInt8]?
}

/// A file that is there and cannot be read.
package struct FileReadingError: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Reads the files of this machine, and what is read like one: a pipe, or `/dev/null`.
package struct LocalFileReader: FileReader {
    /// In bytes: a device may have no end.
    private let maximumSize: Int

    /// Makes a reader of files of 64 MiB at most.
    package init(maximumSize: Int = 64 << 20) {
        self.maximumSize = maximumSize
    }

    package func contents(of path: String) throws(FileReadingError) -> [UInt8]? {
        // As for the AWS CLI, a file in a folder that cannot be looked into is not there: daemons have such homes.
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
            return try file.closeAfter { try read(file) }
        } catch let error as FileReadingError {
            throw error
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch Errno.permissionDenied {
            throw FileReadingError(reason: "permission denied")
        } catch Errno.isDirectory {
            throw FileReadingError(reason: "it is a folder")
        } catch {
            throw FileReadingError(reason: "\(error)")
        }
    }

    /// Throws `FileReadingError` when the file is too large, `Errno` when it cannot be read.
    private func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            // What is read is declared initialized, and no more.
            let piece = try unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > maximumSize { throw FileReadingError(reason: "it has more than \(maximumSize) bytes") }
        }
    }
}

/// What writes the files that sign-ins keep their tokens in.
package protocol FileWriter: Sendable {
    /// Puts bytes in the place of a file's content, whole or not at all; only the file's owner may read it from then
    /// on.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileWritingError)
}

package struct FileWritingError: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Writes the files of this machine: into a hidden neighbour that then takes the file's name.
///
/// Each `unsafe` lends C memory that Swift keeps alive for the length of the call, and no call keeps it.
package struct LocalFileWriter: FileWriter {
    package init() {}

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
