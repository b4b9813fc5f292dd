/// What a call brought back, with how hard it was to get.
package struct HumanLoopAnswer<Value: Sendable>: Sendable {
    /// What the service said.
    package var value: Value
    /// How often the call was sent, at least 1.
    package var attempts: Int
    /// When the answer was made, by the service's clock, to the second; nil when it did not say.
    package var serviceTime: Timestamp?

    /// Makes an answer; `attempts` defaults to 1.
    package init(_ value: Value, attempts: Int = 1, serviceTime: Timestamp? = nil) {
        self.value = value
        self.attempts = attempts
        self.serviceTime = serviceTime
    }
}
