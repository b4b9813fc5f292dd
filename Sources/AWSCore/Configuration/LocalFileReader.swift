import FoundationEssentials
import SystemPackage

/// Reads the files of this machine, and what is read like one: a pipe, or `/dev/null`.
package struct LocalFileReader: FileReader {
    /// The largest file, in bytes: a device may have no end.
    private let maximumSize: Int

    /// Makes a reader.
    ///
    /// - Parameter maximumSize: the largest file, in bytes; defaults to 64 MiB.
    package init(maximumSize: Int = 64 << 20) {
        self.maximumSize = maximumSize
    }

    /// Reads a whole file.
    ///
    /// - Returns: nil when there is no file of that name.
    /// - Throws: `FileReadingError` when there is one that cannot be read.
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

    /// Reads an open file to its end.
    ///
    /// - Throws: `FileReadingError` when it is too large, `Errno` when it cannot be read.
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
