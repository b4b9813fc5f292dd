/// A kind of problem by a name that never changes: `E…` for errors, `W…` for warnings.
///
/// Each kind of file adds its own codes in an extension: manifests have E035, E036, E05x and E06x, fleets E07x.
package struct DiagnosticCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let syntax = DiagnosticCode(rawValue: "E001")
    /// The bytes are no UTF-8, or hold a character that YAML forbids.
    package static let encoding = DiagnosticCode(rawValue: "E002")
    /// The text goes beyond a bound of `YAMLLimits` or `AliasLimits`.
    package static let limit = DiagnosticCode(rawValue: "E003")
    package static let emptyFile = DiagnosticCode(rawValue: "E004")

    /// A file that may hold one document holds more.
    package static let severalDocuments = DiagnosticCode(rawValue: "E010")
    package static let directive = DiagnosticCode(rawValue: "E011")
    package static let unknownAlias = DiagnosticCode(rawValue: "E012")
    package static let tag = DiagnosticCode(rawValue: "E013")
    package static let mergeKey = DiagnosticCode(rawValue: "E014")
    package static let nonScalarKey = DiagnosticCode(rawValue: "E015")
    /// A value asks for an environment variable.
    package static let template = DiagnosticCode(rawValue: "E016")
    package static let selfReference = DiagnosticCode(rawValue: "E017")
    package static let repeatedAnchor = DiagnosticCode(rawValue: "E018")

    /// A node is of another kind than its place asks for.
    package static let wrongKind = DiagnosticCode(rawValue: "E020")
    package static let unknownKey = DiagnosticCode(rawValue: "E021")
    package static let repeatedKey = DiagnosticCode(rawValue: "E022")
    package static let missingKey = DiagnosticCode(rawValue: "E023")
    /// A key is part of the language, but not of this version.
    package static let unsupportedKey = DiagnosticCode(rawValue: "E024")
    /// A value is empty or null.
    package static let noValue = DiagnosticCode(rawValue: "E025")
    /// A plain value runs over several lines.
    package static let severalLines = DiagnosticCode(rawValue: "E026")

    package static let duration = DiagnosticCode(rawValue: "E030")
    /// A value is no number, or one out of its range.
    package static let number = DiagnosticCode(rawValue: "E031")
    package static let boolean = DiagnosticCode(rawValue: "E032")
    package static let keyword = DiagnosticCode(rawValue: "E033")
    package static let timestamp = DiagnosticCode(rawValue: "E034")
    /// A text is not of the form that is asked for.
    package static let text = DiagnosticCode(rawValue: "E037")

    /// A name is written as other tools write true and false.
    package static let booleanName = DiagnosticCode(rawValue: "W101")
    /// A name is written as other tools write a number.
    package static let numberName = DiagnosticCode(rawValue: "W102")
    /// A name is written as other tools write a date.
    package static let dateName = DiagnosticCode(rawValue: "W103")
}

extension DiagnosticCode {
    /// How bad problems of this kind are: a warning when the name begins with `W`, else an error.
    package var severity: DiagnosticSeverity { rawValue.hasPrefix("W") ? .warning : .error }
}
