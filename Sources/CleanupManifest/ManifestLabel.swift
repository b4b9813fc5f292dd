/// One of the author's own labels of a manifest.
package struct ManifestLabel: Sendable, Hashable {
    /// The label's key, once in a manifest.
    package var key: String
    /// Its value.
    package var value: String

    /// Makes a label.
    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
