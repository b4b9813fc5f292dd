import YAML

/// What a file of `loopsFrom` says next.
enum LoopListItem {
    /// A name or an ARN, not looked at yet.
    case text(LoopListText)
    /// Something that is wrong.
    case problem(LoopListProblem)
}
