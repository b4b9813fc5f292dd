import Glibc

/// The bytes on their way to one descriptor, and what has become of that way.
struct OutputBuffer: Sendable {
    /// How many bytes are held back at the most: 64 KiB.
    static let capacity = 65_536

    let descriptor: Int32
    let path: String
    private let calls: any DescriptorCalls
    /// Whether no one else may remove or cut the file while it is written.
    private let isGuarded: Bool
    /// How many bytes a guarded file must hold: those it held at first, and those written; nil before the first write.
    private var size: Int64?
    private var bytes: [UInt8] = []
    private(set) var isReaderGone = false
    /// What broke the output; nil while it is whole.
    private var failure: ReportWriteError?

    init(descriptor: Int32, path: String, isGuarded: Bool = false, calls: any DescriptorCalls) {
        self.isGuarded = isGuarded
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

    /// Writes all that is held back and has it put on the disk, if there is one; then a guarded file must still be there.
    mutating func synchronize() throws(ReportWriteError) {
        try drain()
        guard !isReaderGone, try reachDisk(), isGuarded, let status = file else { return }
        if status.links == 0 { throw broken(.removed) }
        if let size, status.size < size { throw broken(.cut) }
    }

    /// Has what was written put on the disk; false when there is no disk.
    private mutating func reachDisk() throws(ReportWriteError) -> Bool {
        while true {
            do throws(SystemCallError) {
                try calls.synchronize(descriptor)
                return true
            } catch {
                switch error.code {
                case EINTR: continue
                // Pipes, terminals and some devices have nothing to synchronize (fsync(2), ERRORS); every file has.
                case EINVAL where file == nil, EROFS where file == nil, ENOTSUP where file == nil: return false
                default: throw broken(.writing(error))
                }
            }
        }
    }

    /// What is known of the file; nil when it is none.
    private var file: SystemCalls.FileStatus? {
        guard let status = try? calls.status(of: descriptor), status.isRegular else { return nil }
        return status
    }

    /// Gives the descriptor back; what is still held back is lost.
    func close() { calls.close(descriptor) }

    private mutating func write(_ all: ArraySlice<UInt8>) throws(ReportWriteError) {
        if let failure { throw failure }
        if isGuarded, size == nil { size = file?.size ?? 0 }
        var rest = all
        while !rest.isEmpty, !isReaderGone {
            do throws(SystemCallError) {
                let count = try calls.write(rest, to: descriptor)
                // No file or pipe takes nothing without saying why; a device that does would be written to for ever.
                if count == 0 { throw SystemCallError(code: EIO) }
                size = size.map { $0 + Int64(count) }
                rest = rest.dropFirst(count)
            } catch {
                try recover(from: error)
            }
        }
    }

    /// Makes the next write possible, or ends the output.
    private mutating func recover(from error: SystemCallError) throws(ReportWriteError) {
        switch error.code {
        case EINTR: return
        case EAGAIN:
            do throws(SystemCallError) {
                try calls.awaitRoom(in: descriptor)
            } catch {
                throw broken(.writing(error))
            }
        case EPIPE: isReaderGone = true
        default: throw broken(.writing(error))
        }
    }

    /// Remembers that the output is no longer whole: what follows a gap is worth nothing.
    private mutating func broken(_ problem: ReportWriteError.Problem) -> ReportWriteError {
        let broken = ReportWriteError(path: path, problem: problem)
        failure = broken
        return broken
    }
}

/// What a buffered output asks of the system: the seam at which tests play its moods.
protocol DescriptorCalls: Sendable {
    /// Writes the first of some bytes, and says how many.
    func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SystemCallError) -> Int

    /// Returns when the descriptor takes bytes again, or will say why it does not.
    func awaitRoom(in descriptor: Int32) throws(SystemCallError)

    /// Has the system put what was written on its disk.
    func synchronize(_ descriptor: Int32) throws(SystemCallError)

    /// Looks at what a descriptor is open on.
    func status(of descriptor: Int32) throws(SystemCallError) -> SystemCalls.FileStatus

    /// Gives the descriptor back.
    func close(_ descriptor: Int32)
}
