import AWSCore
import AWSTestSupport
import FoundationEssentials
import TestSupport
import Testing

/// The partitions against AWS's own list.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct AWSPartitionTests {
    /// What matters of AWS's list.
    struct File: Decodable {
        /// One partition.
        struct Partition: Decodable {
            /// What its hosts end in.
            struct Outputs: Decodable {
                /// What its hosts end in.
                var dnsSuffix: String
                /// What its hosts end in when they are reached by IPv6 as well.
                var dualStackDnsSuffix: String
            }

            /// What the list says of one region.
            struct Region: Decodable {}

            /// The partition's name.
            var id: String
            /// What its hosts end in.
            var outputs: Outputs
            /// Its regions by name.
            var regions: [String: Region]
        }

        /// The partitions.
        var partitions: [Partition]
    }

    @Test("every region is found in its partition, with the partition's domains")
    func regions() throws {
        let bytes = try ConformanceData.bytes("endpoints/partitions.json")
        let file = try JSONDecoder().decode(File.self, from: Data(bytes))
        #expect(file.partitions.count == 8)
        let service = AWSService(endpointPrefix: "x", configurationKey: "x", signingName: "x")
        for partition in file.partitions {
            // `aws-global` and its like are names of services without regions: nobody calls them by a region's host.
            for region in partition.regions.keys where !region.hasSuffix("-global") {
                #expect(AWSPartition(region: region).name == partition.id)
                let host = try AWSConfiguration.resolve(
                    service,
                    environment: AWSEnvironment(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]),
                    files: MemoryFiles(),
                    overrides: AWSOverrides(region: region)
                )
                #expect(host.endpoint.description == "https://x.\(region).\(partition.outputs.dnsSuffix)")
            }
        }
    }
}
