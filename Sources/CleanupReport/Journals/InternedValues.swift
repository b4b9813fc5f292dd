/// Values that many loops have in common, each kept once under a number.
struct InternedValues<Value: Hashable & Sendable>: Sendable {
    /// The values in the order in which they came.
    private(set) var values: [Value] = []
    /// The numbers of the values.
    private var numbers: [Value: UInt32] = [:]

    /// Finds the number of a value, from 1, and keeps a new one; 0 stands for none.
    mutating func number(of value: Value?) -> UInt32 {
        guard let value else { return 0 }
        if let number = numbers[value] { return number }
        values.append(value)
        let number = UInt32(values.count)
        numbers[value] = number
        return number
    }

    /// The value of a number; nil for 0.
    subscript(number: UInt32) -> Value? { number == 0 ? nil : values[Int(number) - 1] }
}
