/// A value with where it comes from.
struct Setting<Value: Sendable>: Sendable {
    /// The value.
    var value: Value
    /// Where it comes from.
    var source: SettingSource

    /// Makes a setting from its parts.
    init(_ value: Value, from source: SettingSource) {
        self.value = value
        self.source = source
    }
}
