/// What stands before the content of a document.
package struct YAMLDocumentStart: Hashable, Sendable {
    /// Whether the document begins without `---`.
    package var isImplicit: Bool
    /// Whether a `%YAML` directive is there.
    package var hasVersionDirective: Bool
    /// Whether a `%TAG` directive is there.
    package var hasTagDirectives: Bool

    /// Makes a start; by default there is nothing before the content.
    package init(isImplicit: Bool = true, hasVersionDirective: Bool = false, hasTagDirectives: Bool = false) {
        self.isImplicit = isImplicit
        self.hasVersionDirective = hasVersionDirective
        self.hasTagDirectives = hasTagDirectives
    }
}
