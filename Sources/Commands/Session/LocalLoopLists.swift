import CleanupManifest
import Glibc
import YAML

/// The files of `loopsFrom` on this machine; `-` is standard input.
struct LocalLoopLists: LoopListFiles {
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile {
        guard path == "-" else { return LocalLoopList(try FileByteSource(path: path)) }
        // The source closes what it is given, and standard input is to stay open.
        let descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { throw ByteSourceError(operation: .open, code: errno) }
        return LocalLoopList(FileByteSource(adopting: descriptor))
    }
}
