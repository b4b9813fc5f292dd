import Glibc

/// The bytes on their way to one descriptor, and what has become of that way.
struct OutputBuffer: Sendable {
    /// How many bytes are held back at the most: 64 KiB.
    static let capacity = 65_536

    /// Where the bytes go.
    let descriptor: Int32
    /// What the user calls it.
    let path: String
    /// How the system is reached.
    private let calls: any DescriptorCalls
    /// The bytes that are held back.
    private var bytes: [UInt8] = []
    /// Whether nobody reads any more.
    private(set) var isReaderGone = false
    /// What broke the output; nil while it is whole.
    private var failure: ReportWriteError?

    /// Starts with nothing held back.
    init(descriptor: Int32, path: String, calls: any DescriptorCalls) {
        self.descriptor = descriptor
        self.path = path
        self.calls = calls
    }

    /// Takes bytes, and writes when they are too many to hold back.
    mutating func append(_ new: [UInt8]) throws(ReportWriteError) {
        guard !isReaderGone else { return }
        if bytes.count + new.count > Self.capacity { try drain() }
        if new.count > Self.capacity {
            try write(new[...])
        } else {
            bytes.append(contentsOf: new)
        }
    }

    /// Writes all that is held back.
    mutating func drain() throws(ReportWriteError) {
        if let failure { throw failure }
        guard !bytes.isEmpty else { return }
        let pending = bytes
        bytes.removeAll(keepingCapacity: true)
        try write(pending[...])
    }

    /// Writes all that is held back and has it put on the disk, if there is one.
    mutating func synchronize() throws(ReportWriteError) {
        try drain()
        guard !isReaderGone else { return }
        while true {
            do throws(SystemCallError) {
                return try calls.synchronize(descriptor)
            } catch {
                switch error.code {
                case EINTR: continue
                // Pipes, terminals and some devices have nothing to synchronize (fsync(2), ERRORS).
                case EINVAL, EROFS, ENOTSUP: return
                default: throw broken(by: error)
                }
            }
        }
    }

    /// Gives the descriptor back; what is still held back is lost.
    func close() {
        calls.close(descriptor)
    }

    /// Writes bytes, however many calls it takes.
    private mutating func write(_ all: ArraySlice<UInt8>) throws(ReportWriteError) {
        if let failure { throw failure }
        var rest = all
        while !rest.isEmpty, !isReaderGone {
            do throws(SystemCallError) {
                let count = try calls.write(rest, to: descriptor)
                // No file or pipe takes nothing without saying why; a device that does would be written to for ever.
                if count == 0 { throw SystemCallError(code: EIO) }
                rest = rest.dropFirst(count)
            } catch {
                try recover(from: error)
            }
        }
    }

    /// Makes the next write possible, or ends the output.
    private mutating func recover(from error: SystemCallError) throws(ReportWriteError) {
        switch error.code {
        case EINTR:
            return
        case EAGAIN:
            do throws(SystemCallError) {
                try calls.awaitRoom(in: descriptor)
            } catch {
                throw broken(by: error)
            }
        case EPIPE:
            isReaderGone = true
        default:
            throw broken(by: error)
        }
    }

    /// Remembers that the output is no longer whole: what follows a gap is worth nothing.
    private mutating func broken(by error: SystemCallError) -> ReportWriteError {
        let broken = ReportWriteError(path: path, problem: .writing(error))
        failure = broken
        return broken
    }
}
