/// A value that must not reach a log, a report or a crash message: whatever prints it prints `<redacted>`.
package struct Secret<Value: Sendable>: Sendable {
    /// The value itself; reading it is the one way to get at what must stay hidden.
    package let exposed: Value

    /// Hides a value.
    package init(_ value: Value) { exposed = value }
}

extension Secret where Value == String {
    /// Hides a text here, and in all that the process writes from now on (see `KnownSecrets`).
    package init(_ value: String) {
        exposed = value
        KnownSecrets.add(value)
    }
}

extension Secret: Equatable where Value: Equatable {}

extension Secret: Hashable where Value: Hashable {}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same text for every secret.
    package var description: String { KnownSecrets.mark }

    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
