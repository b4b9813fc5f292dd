/// Why an anchor cannot be given, or an alias not be followed.
enum AliasProblem: Error, Hashable {
    /// No anchor before the alias has its name.
    case unknown
    /// The alias is inside the node that it repeats.
    case inside(anchor: YAMLMark)
    /// The name was given to another node before.
    case redefined(anchor: YAMLMark)
    /// The node, or all that is repeated, is larger than the limits allow.
    case tooMuch
}
