import FoundationEssentials
import Support
import SystemPackage

/// What reads the files that configuration is kept in.
package protocol FileReader: Sendable {
    /// Reads a whole file; nil when the file does not exist.
    func contents(of path: String) throws(FileError) -> [UInt8]?

    /// What stands where a file should be, such as `a folder`; nil for a file, or nothing.
    func irregularity(of path: String) -> String?
}

extension FileReader {
    package func irregularity(of path: String) -> String? { nil }

    /// Reads a whole file; a file that cannot be read is told by an error of the caller's, made of the reason.
    func contents<Failure: Error>(
        of path: String,
        failure: (_ reason: String) -> Failure
    ) throws(Failure) -> [UInt8]? {
        do {
            return try contents(of: path)
        } catch {
            throw failure(error.reason)
        }
    }
}

/// A file that cannot be read or written.
package struct FileError: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// Reads the files of this machine, and what is read like one: a pipe, or `/dev/null`.
package struct LocalFileReader: FileReader {
    /// In bytes: a device may have no end.
    private let maximumSize: Int

    /// Makes a reader of files of 64 MiB at most.
    package init(maximumSize: Int = 64 << 20) { self.maximumSize = maximumSize }

    package func contents(of path: String) throws(FileError) -> [UInt8]? {
        // As for the AWS CLI, a file in a folder that cannot be looked into is not there: daemons have such homes.
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
            return try file.closeAfter { try read(file) }
        } catch let error as FileError {
            throw error
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch Errno.permissionDenied {
            throw FileError(reason: "permission denied")
        } catch Errno.isDirectory {
            throw FileError(reason: "it is a folder")
        } catch {
            throw FileError(reason: "\(error)")
        }
    }

    package func irregularity(of path: String) -> String? {
        guard let status = SystemCalls().target(ofPath: path), !status.isRegular else { return nil }
        return status.isFolder ? "a folder" : "a pipe or a device"
    }

    /// Throws `FileError` when the file is too large, `Errno` when it cannot be read.
    private func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            // What is read is declared initialized, and no more.
            let piece = try unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > maximumSize { throw FileError(reason: "it has more than \(maximumSize) bytes") }
        }
    }
}

/// What writes the files that sign-ins keep their tokens in.
package protocol FileWriter: Sendable {
    /// Puts bytes in the place of a file's content, whole or not at all; only its owner may read it from then on.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileError)
}

/// Writes the files of this machine: into a hidden neighbour that then takes the file's name.
package struct LocalFileWriter: FileWriter {
    package init() {}

    package func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        let calls = SystemCalls()
        do {
            let (file, neighbour) = try Self.openNeighbour(of: path, calls)
            do {
                defer { calls.close(file.rawValue) }
                try file.writeAll(bytes)
                try calls.synchronize(file.rawValue)
                try calls.rename(neighbour, to: path)
            } catch {
                calls.remove(neighbour)
                throw error
            }
        } catch {
            throw FileError(reason: Self.reason((error as? Errno)?.rawValue ?? (error as? SystemCallError)?.code ?? 0))
        }
    }

    /// Makes a file of a name that no one has, which only its owner may read; names that are taken are passed over.
    private static func openNeighbour(
        of path: String,
        _ calls: SystemCalls
    ) throws(SystemCallError) -> (file: FileDescriptor, path: String) {
        var random = SystemRandomNumberGenerator()
        while true {
            let neighbour = FilePathText.neighbour(of: path, number: random.next())
            do throws(SystemCallError) {
                let descriptor = try calls.open(neighbour, .making, permissions: 0o600)
                return (FileDescriptor(rawValue: descriptor), neighbour)
            } catch {
                guard error.isTakenName else { throw error }
            }
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch Errno(rawValue: code) {
        case .permissionDenied, .notPermitted: "permission denied"
        case .readOnlyFileSystem: "the file system is read-only"
        case .noSuchFileOrDirectory: "there is no such folder"
        case .noSpace, .diskQuotaExceeded: "the disk is full"
        default: "system error \(code)"
        }
    }
}
