/// The different settings that the loops of a manifest give, each kept once.
struct OverrideTable {
    /// The index of the settings that give nothing.
    static let none = 0

    /// The settings, each once.
    private(set) var overrides = [SettingsOverride()]
    /// Where each was met first; nil for the settings that give nothing.
    private(set) var places: [TextPlace?] = [nil]
    /// Where each is in the list.
    private var indices = [SettingsOverride(): none]

    /// Finds the index of settings, and keeps them when they are new.
    mutating func index(of settings: SettingsOverride, at place: TextPlace) -> Int {
        if let index = indices[settings] { return index }
        indices[settings] = overrides.count
        overrides.append(settings)
        places.append(place)
        return overrides.count - 1
    }
}
