import Simulator
import HumanLoops
import YAML

/// Fleet files: every text is decoded or has an error with a place, and what is decoded can be simulated.
enum FleetTarget {
    /// How many loops are made of a fleet at the most: more only take longer.
    private static let loopLimit = 1_000
    /// When the simulated service starts.
    private static let moment = Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)

    /// Decodes bytes, and makes the service.
    static func test(_ bytes: [UInt8]) {
        guard let decoding = try? FleetDecoder.decode(MemoryByteSource(bytes), file: "fuzz.yaml") else {
            fatalError("memory cannot fail")
        }
        expect((decoding.fleet == nil) == decoding.log.hasErrors, "a fleet or an error, never both")
        DiagnosticCheck.check(decoding.log, in: bytes)
        guard let fleet = decoding.fleet else { return }
        _ = fleet.configuration(startingAt: moment)
        guard fleet.loops.allSatisfy({ $0.names.count <= loopLimit }), fleet.loops.count <= 10 else { return }
        _ = fleet.service(startingAt: moment)
    }
}
