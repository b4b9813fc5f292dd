import AWSCore
package import HumanLoops
import Synchronization

/// The loops that a run has lately been told of: by them other keys can be shown to be of the same account.
package final class KnownLoops: AccountEvidence {
    /// How many names are kept.
    static let capacity = 32

    /// What is known.
    private struct State {
        /// The names, the oldest at `oldest` once there are as many as are kept.
        var names: [HumanLoopName] = []
        /// Where the next name goes.
        var oldest = 0
        /// The account that the loops are in.
        var account: String?
        /// Whether anything was answered.
        var isAny = false
    }

    /// What is known.
    private let state = Mutex(State())

    /// Starts without any.
    package init() {}

    /// The account that the loops are in, twelve digits; nil before one has told it.
    package var account: String? { state.withLock { $0.account } }

    /// Whether the service has answered anything by which a loop was judged.
    package var isAny: Bool { state.withLock { $0.isAny } }

    /// The names, the latest first.
    var names: [HumanLoopName] {
        state.withLock { state in
            Array((state.names[state.oldest...] + state.names[..<state.oldest]).reversed())
        }
    }

    /// Takes note that the service has answered.
    func note() {
        state.withLock { $0.isAny = true }
    }

    /// Takes note of a loop that is there, or was when the run last knew.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - arns: what names its account, the most telling first.
    package func note(_ name: HumanLoopName, _ arns: String?...) {
        state.withLock { state in
            state.isAny = true
            if state.account == nil { state.account = Self.account(in: arns) }
            guard !state.names.contains(name) else { return }
            if state.names.count < Self.capacity {
                state.names.append(name)
            } else {
                state.names[state.oldest] = name
                state.oldest = (state.oldest + 1) % Self.capacity
            }
        }
    }

    /// Takes note that a loop is no longer there.
    func forget(_ name: HumanLoopName) {
        state.withLock { state in
            guard state.names.contains(name) else { return }
            // The names are put into their order again, so that the oldest is the first.
            state.names = Array(state.names[state.oldest...] + state.names[..<state.oldest])
            state.oldest = 0
            state.names.removeAll { $0 == name }
        }
    }

    /// The first account that one of some names of resources tells.
    ///
    /// - Returns: nil when none does.
    static func account(in arns: [String?]) -> String? {
        arns.lazy.compactMap { $0.flatMap { AmazonResourceName($0)?.account } }.first { !$0.isEmpty }
    }
}
