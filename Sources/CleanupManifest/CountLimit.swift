/// A limit on how many loops of a manifest something may be true of.
package enum CountLimit: Sendable, Hashable, CustomStringConvertible {
    /// At most so many loops, 0 or more.
    case count(Int)
    /// At most this share of the loops, in hundredths of a percent: 0 to 10,000.
    case share(basisPoints: Int)

    /// Whether so many loops of a whole are more than the limit allows.
    package func isPassed(by count: Int, of total: Int) -> Bool {
        switch self {
        case .count(let limit): count > limit
        case .share(let basisPoints): count * 10_000 > basisPoints * total
        }
    }

    /// How many loops of a whole the limit allows.
    package func mostLoops(of total: Int) -> Int {
        switch self {
        case .count(let limit): limit
        case .share(let basisPoints): basisPoints * total / 10_000
        }
    }

    /// The limit as a manifest writes it: `12` or `7.5%`.
    package var description: String {
        switch self {
        case .count(let limit):
            return String(limit)
        case .share(let basisPoints):
            let (whole, hundredths) = basisPoints.quotientAndRemainder(dividingBy: 100)
            if hundredths == 0 { return "\(whole)%" }
            return hundredths % 10 == 0
                ? "\(whole).\(hundredths / 10)%" : "\(whole).\(hundredths < 10 ? "0" : "")\(hundredths)%"
        }
    }
}
