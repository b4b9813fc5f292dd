import Simulator
import Testing
import YAML

extension Fleet {
    /// A loop that is running and one that is done.
    static func sample() throws -> Fleet {
        let text = """
            apiVersion: loopsweep/v1
            kind: HumanLoopFleet
            loops:
              - {name: running, status: InProgress, flowDefinition: invoice-review, created: 2h}
              - {name: done, status: Completed, flowDefinition: invoice-review, created: 2h}
            """
        return try #require(try FleetDecoder.decode(MemoryByteSource(text), file: "fleet.yaml").fleet)
    }
}
