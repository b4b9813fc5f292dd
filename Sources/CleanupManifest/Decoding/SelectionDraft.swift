import YAML

/// One of `select` as far as it has been read, with the places that later checks point at.
struct SelectionDraft {
    /// The rule; of no use without a flow definition.
    var rule: SelectionRule
    /// The settings that the rule gives its loops.
    var settings = SettingsOverride()
    /// The expression that tells duplicates; nil when none is given.
    var duplicatesBy: String?
    /// Whether there is a `duplicatesBy`, right or wrong.
    var isAboutDuplicates = false
    /// Which duplicate stays, and where that is said; nil when it is not.
    var keep: (value: DuplicateRule.Keep?, node: YAMLNode)?
    /// Where `createdBefore` is.
    var createdBeforeNode: YAMLNode?
    /// Where `newerThan` is.
    var newerThanNode: YAMLNode?
}
