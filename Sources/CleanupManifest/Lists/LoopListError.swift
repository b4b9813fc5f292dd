import YAML

/// Why a list cannot be read on.
enum LoopListError: Error {
    /// Its bytes cannot be had.
    case source(ByteSourceError)
    /// Its text is not of its format.
    case format(LoopListProblem)
}
