import FoundationEssentials
package import Support

/// A journal read from its file: what its whole lines come to, and what is left of a line that was torn.
package struct JournalReading: Sendable {
    /// How many bytes are read at a time.
    static let pieceSize = 262_144

    package private(set) var history = JournalHistory()
    /// How many bytes the whole lines take.
    package private(set) var wholeBytes = 0
    /// How many bytes follow them: a line that was torn by a crash or a full disk.
    package private(set) var tornBytes = 0

    /// Reads all of an open file.
    ///
    /// A last line without a line feed is torn, and so is one that holds a NUL: after a crash of the machine a file may hold
    /// zeros for what was written. Any other line was whole once: one that is no line of a report was changed.
    init(descriptor: Int32) throws(JournalError) {
        let decoder = JSONDecoder()
        var failure: JournalError?
        var isTorn = false
        let size = try Self.forEachLine(of: descriptor) { number, line throws(JournalError) in
            if let failure { throw failure }
            do throws(JournalError) {
                try history.take(try JournalLine(json: line, decoder: decoder), bytes: line + [UInt8(ascii: "\n")])
                wholeBytes += line.count + 1
            } catch {
                guard case .unreadable(let problem) = error, number > 1 else { throw error }
                failure = .unreadable("line \(number): \(problem)")
                isTorn = line.contains(0)
            }
        }
        if let failure, !isTorn { throw failure }
        tornBytes = size - wholeBytes
        guard history.start != nil else { throw .unreadable("it is missing its first whole line") }
    }

    /// Reads the whole lines of an open file; `body` is told the number, from 1, and the line without its line feed.
    ///
    /// - Returns: how many bytes the file holds, those of a torn last line included.
    @discardableResult
    static func forEachLine(
        of descriptor: Int32,
        _ body: (Int, [UInt8]) throws(JournalError) -> Void
    ) throws(JournalError) -> Int {
        var (number, offset) = (0, 0)
        var splitter = LineSplitter()
        while true {
            let piece: [UInt8]
            do throws(SystemCallError) {
                piece = try SystemCalls().read(descriptor, at: offset, count: pieceSize)
            } catch {
                throw .system(error)
            }
            guard !piece.isEmpty else { return offset }
            offset += piece.count
            try splitter.take(piece) { line throws(JournalError) in
                number += 1
                try body(number, line)
            }
        }
    }
}

/// Cuts bytes that come in pieces into lines; what has no line feed yet is held back.
struct LineSplitter {
    private(set) var rest: [UInt8] = []

    /// Takes in the next bytes; each whole line is handed over without its line feed.
    mutating func take<Failure: Error>(
        _ bytes: [UInt8],
        _ line: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let whole = rest.isEmpty ? Array(bytes[start..<end]) : rest + bytes[start..<end]
            rest = []
            start = end + 1
            try line(whole)
        }
        rest += bytes[start...]
    }
}

/// Why a journal cannot be read, or cannot be resumed.
package enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is no report in JSON Lines, or a line of it is none.
    case unreadable(String)
    /// Its lines contradict each other, or what the manifest says.
    case contradictory(String)
    /// It is the journal of another manifest or place.
    case unfit(String)
    case inUse
    case system(SystemCallError)

    package var description: String {
        switch self {
        case .unreadable(let problem): "it is not a whole report in JSON Lines: \(problem)"
        case .contradictory(let problem):
            "it contradicts itself: \(problem); look at it with 'loopsweep verify', and start a new run without --resume"
        case .unfit(let problem): problem
        case .inUse: "another run is writing to it"
        case .system(let error): "\(error)"
        }
    }
}
