import HumanLoops

/// Puts measurements into lines of text.
struct MeasurementTable {
    /// The titles, each with the width of its column.
    private static let columns: [(title: String, width: Int)] = [
        ("seed", 4), ("survey", 8), ("makespan", 9), ("bound", 8), ("×bound", 7), ("×phased", 8), ("describe", 9),
        ("list", 7), ("stop", 7), ("delete", 8), ("/loop", 6), ("throttled", 10), ("CPU/loop", 9), ("bare", 7),
        ("CPU/call", 9), ("peak MiB", 9),
    ]

    /// The titles as a line.
    static var header: String { line(columns.map(\.title)) }

    /// The line of a measurement.
    static func row(_ measured: Measurement) -> String {
        let calls = measured.calls
        let loops = Double(measured.loopCount)
        return line([
            String(measured.seed),
            seconds(measured.survey),
            seconds(measured.makespan),
            seconds(measured.bound),
            decimal(measured.makespan / measured.bound, 2),
            decimal(measured.makespan / measured.phasedBound, 2),
            String(calls[.describe]),
            String(calls[.list]),
            String(calls[.stop]),
            String(calls[.delete]),
            decimal(Double(calls.total) / loops, 2),
            decimal(Double(calls.throttled) / Double(calls.total) * 100, 1) + " %",
            microseconds(measured.processorTime / loops),
            microseconds(measured.bareProcessorTime / loops),
            microseconds(measured.processorTime / Double(calls.total)),
            decimal(measured.peakMebibytes, 1),
        ])
    }

    /// A number with so many digits behind the point.
    static func decimal(_ number: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((number * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return digits == 0
            ? String(scaled)
            : "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
    }

    /// A duration in seconds.
    private static func seconds(_ duration: Duration) -> String { decimal(duration / .seconds(1), 2) + "s" }

    /// A duration in microseconds.
    private static func microseconds(_ duration: Duration) -> String { decimal(duration / .microseconds(1), 1) + "µs" }

    /// Sets cells to the right of their columns.
    private static func line(_ cells: [String]) -> String {
        zip(cells, columns).map { cell, column in
            String(repeating: " ", count: max(0, column.width - cell.count)) + cell
        }.joined(separator: " ")
    }
}
