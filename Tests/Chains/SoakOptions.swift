import FoundationEssentials
import Glibc

/// What the soak is asked for.
struct SoakOptions: Sendable {
    /// Where chains keep their files: in memory where that can be.
    static let root =
        FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/loopsweep-soak" : "/tmp/loopsweep-soak"

    /// The seeds; 1 to 1,000 if nothing is said.
    var seeds: ClosedRange<UInt64> = 1...1_000
    /// How long to soak; nil for as long as the seeds last.
    var limit: Duration?
    /// The seed whose story is shown; nil for none.
    var replay: UInt64?
    /// The bug that is planted; nil for none.
    var planted: String?
    /// How many chains are carried out at once.
    var workers = 2
    /// Whether chains that fail are made smaller.
    var shrinks = true

    /// Reads the words of a command line.
    init(_ words: some Sequence<String>) {
        var words = Array(words)[...]
        var hasSeeds = false
        while let word = words.popFirst() {
            switch word {
            case "--seeds":
                let ends = (words.popFirst() ?? "").split(separator: ".").compactMap { UInt64($0) }
                guard let first = ends.first, let last = ends.last, first <= last else { Self.refuse(word) }
                (seeds, hasSeeds) = (first...last, true)
            case "--minutes":
                guard let minutes = Double(words.popFirst() ?? "") else { Self.refuse(word) }
                limit = .seconds(minutes * 60)
                if !hasSeeds { seeds = 1...UInt64.max - 1 }
            case "--replay":
                guard let seed = UInt64(words.popFirst() ?? "") else { Self.refuse(word) }
                replay = seed
            case "--planted": planted = words.popFirst()
            case "--workers": workers = Int(words.popFirst() ?? "") ?? 1
            case "--unshrunk": shrinks = false
            case "--list-planted":
                Soak.say(Planted.allCases.map(\.rawValue).joined(separator: "\n"))
                exit(0)
            default: Self.refuse(word)
            }
        }
    }

    /// Ends the process: the command line is wrong.
    private static func refuse(_ word: String) -> Never {
        Soak.say("usage: Tests/soak [--seeds A..B] [--minutes M] [--replay SEED] [--planted [NAME]]; wrong: \(word)")
        exit(64)
    }
}
