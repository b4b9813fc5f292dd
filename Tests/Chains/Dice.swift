import TestSupport

/// The chance of a chain: the same throws for the same seed.
struct Dice {
    /// Where the throws come from.
    private var generator: SeededGenerator

    /// Starts the throws of a seed; each purpose has its own.
    init(seed: UInt64, purpose: UInt64 = 0) {
        generator = SeededGenerator(seed: seed &* 0x2545_F491_4F6C_DD1D &+ purpose)
        _ = generator.next()
    }

    /// Whether something happens that happens so many times in a hundred.
    mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    /// A number of a range.
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    /// So many seconds of a range.
    mutating func seconds(_ range: ClosedRange<Int>) -> Duration {
        .milliseconds(Int.random(in: range.lowerBound * 1_000...range.upperBound * 1_000, using: &generator))
    }

    /// One of some values, of which there is at least one.
    mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }

    /// Some of the values, each with the chance.
    mutating func some<Value>(of values: [Value], percent: Int) -> [Value] {
        values.filter { _ in happens(percent) }
    }

    /// Sixty-four bits.
    mutating func bits() -> UInt64 { generator.next() }
}
