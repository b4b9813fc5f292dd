/// The keys that one kind of mapping may have: an enumeration whose raw values are the keys as written.
///
/// ```swift
/// enum TargetKey: String, MappingKey { case account, region }
/// ```
package protocol MappingKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// Whether keys that begin with `x-` are passed over; by default they are unknown.
    static var ignoresExtensions: Bool { get }
    /// Whether this version reads the key; by default it does, otherwise the key is refused as not supported yet.
    var isSupported: Bool { get }
}

extension MappingKey {
    /// By default no key is passed over.
    package static var ignoresExtensions: Bool { false }
    /// By default every key is read.
    package var isSupported: Bool { true }
}
