/// A value with where it comes from.
package struct Setting<Value: Sendable>: Sendable {
    /// The value.
    package var value: Value
    /// Where it comes from.
    package var source: SettingSource

    /// Makes a setting from its parts.
    init(_ value: Value, from source: SettingSource) {
        self.value = value
        self.source = source
    }
}
