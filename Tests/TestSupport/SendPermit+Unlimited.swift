package import HumanLoops

extension SendPermit {
    /// A permit that is never over, for calls that rest on no look.
    package static let unlimited = SendPermit { .zero }
}
