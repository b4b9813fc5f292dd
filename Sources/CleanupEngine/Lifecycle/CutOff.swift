/// Why a run ends before one of its loops does.
package enum CutOff: Sendable, Hashable {
    /// A signal asked for it.
    case interrupted
    /// The run's deadline passed.
    case deadline
    /// The run was refused or could not go on.
    case halted
}
