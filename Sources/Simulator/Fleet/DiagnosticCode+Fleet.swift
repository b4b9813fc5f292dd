package import YAML

extension DiagnosticCode {
    /// A fault is none that can be played, or the faults of an operation are more than all its calls.
    package static let fault = DiagnosticCode(rawValue: "E070")
    /// A name's range is none, is too large, or makes names that are not legal.
    package static let nameRange = DiagnosticCode(rawValue: "E071")
}
