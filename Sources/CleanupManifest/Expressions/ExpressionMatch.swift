/// Where an expression was found.
struct ExpressionMatch: Hashable, Sendable {
    /// The places of the first capture's characters; nil when there is none or it took no part.
    let capture: Range<Int>?
}
