package import YAML

/// What came of reading a fleet file.
package struct FleetDecoding: Sendable {
    /// The fleet; nil when the file has errors.
    package let fleet: Fleet?
    /// All problems of the file.
    package let log: DiagnosticLog
}
