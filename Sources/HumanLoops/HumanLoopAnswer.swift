/// What a call brought back, with how hard it was to get.
package struct HumanLoopAnswer<Value: Sendable>: Sendable {
    /// What the service said.
    package var value: Value
    /// How often the call was sent, at least 1.
    package var attempts: Int

    /// Makes an answer; `attempts` defaults to 1.
    package init(_ value: Value, attempts: Int = 1) {
        self.value = value
        self.attempts = attempts
    }
}
