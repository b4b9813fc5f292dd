/// What may stand before a node: an anchor to repeat it by, and a tag that names its type.
package struct YAMLNodeProperties: Hashable, Sendable {
    /// The anchor's name without `&`; nil when there is none.
    package var anchor: String?
    /// The tag with its handle resolved, such as `tag:yaml.org,2002:str`; nil when there is none.
    package var tag: String?

    /// Makes properties; by default there are none.
    package init(anchor: String? = nil, tag: String? = nil) {
        self.anchor = anchor
        self.tag = tag
    }
}
