/// A part of a regular expression as it was understood.
indirect enum ExpressionNode: Hashable, Sendable {
    /// One character of a set.
    case octet(OctetSet)
    /// A place of which something is asked.
    case assertion(ExpressionAssertion)
    /// A place from which on a part is found, or is not.
    case lookAhead(ExpressionNode, isWanted: Bool)
    /// Parts one behind the other; none for nothing.
    case sequence([ExpressionNode])
    /// Parts of which one is taken, the first that leads to a match.
    case alternatives([ExpressionNode])
    /// A part whose text is captured, and the number of its capture, from 1.
    case capture(ExpressionNode, Int)
    /// A part that comes so many times; nil for no upper bound.
    case repetition(ExpressionNode, least: Int, most: Int?, isGreedy: Bool)
}
