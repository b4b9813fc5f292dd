/// A key of a mapping with its value.
package struct MappingField<Key: MappingKey>: Sendable {
    /// The key.
    package let key: Key
    /// Where the key begins.
    package let position: TextPosition
    /// The value.
    package let value: YAMLNode
}
