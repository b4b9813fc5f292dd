@testable import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// The partitions against AWS's own list, all that it says.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct AWSPartitionTests {
    /// AWS's list.
    struct File: Decodable {
        /// One partition.
        struct Partition: Decodable {
            /// What follows from a region's being in the partition.
            struct Outputs: Decodable {
                /// The partition's name.
                var name: String
                /// What its hosts end in.
                var dnsSuffix: String
                /// What its hosts end in when they are reached by IPv6 as well.
                var dualStackDnsSuffix: String
                /// The region of its global services.
                var implicitGlobalRegion: String
                /// Whether it has FIPS hosts.
                var supportsFIPS: Bool
                /// Whether it has dual-stack hosts.
                var supportsDualStack: Bool
            }

            /// What the list says of one region.
            struct Region: Decodable {}

            /// The partition's name.
            var id: String
            /// What follows from a region's being in the partition.
            var outputs: Outputs
            /// What the names of its regions look like.
            var regionRegex: String
            /// Its regions by name.
            var regions: [String: Region]
        }

        /// The partitions.
        var partitions: [Partition]
    }

    /// AWS's list.
    private let file: File

    /// Reads AWS's list.
    init() throws {
        let bytes = try ConformanceData.bytes("endpoints/partitions.json")
        file = try JSONDecoder().decode(File.self, from: Data(bytes))
    }

    @Test("every partition is there, with all that is said of it")
    func partitions() throws {
        #expect(file.partitions.count == 8)
        #expect(Set(AWSPartition.all.map(\.name)) == Set(file.partitions.map(\.id)))
        #expect(AWSPartition.all.count == file.partitions.count)
        for listed in file.partitions {
            let partition = try #require(AWSPartition.all.first { $0.name == listed.id })
            #expect(partition.name == listed.outputs.name)
            #expect(partition.suffix == listed.outputs.dnsSuffix)
            #expect(partition.dualStackSuffix == listed.outputs.dualStackDnsSuffix)
            #expect(partition.globalRegion == listed.outputs.implicitGlobalRegion)
            #expect(partition.supportsFIPS == listed.outputs.supportsFIPS)
            #expect(partition.supportsDualStack == listed.outputs.supportsDualStack)
        }
    }

    @Test("every region is found in its partition, and in no other")
    func regions() {
        for listed in file.partitions {
            for region in listed.regions.keys {
                #expect(AWSPartition.all.filter { $0.contains(region) }.map(\.name) == [listed.id])
            }
        }
    }

    @Test("a name that is listed nowhere is in the partition whose pattern it fits, as it is with AWS's patterns")
    func patterns() throws {
        let patterns = try file.partitions.map { (id: $0.id, pattern: try Regex($0.regionRegex)) }
        let heads = [
            "us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn", "us-gov", "us-iso", "us-isob", "us-isof",
            "eu-isoe", "eusc-de", "eusc-fr", "eusc", "xx", "us-iso-x", "USA", "",
        ]
        let tails = [
            "-east-1", "-north-10", "-a_9-1", "-east", "-east-", "-east-1a", "--1", "-1", "-east-1-2", "east-1",
            "_east-1",
            "-east-1 ", "",
        ]
        for region in heads.flatMap({ head in tails.map { head + $0 } }) {
            let wanted = patterns.first { region.wholeMatch(of: $0.pattern) != nil }?.id
            #expect(AWSPartition.all.first { $0.contains(region) }?.name == wanted, "\(region)")
            #expect(AWSPartition(region: region).name == wanted ?? "aws")
        }
    }

    @Test(
        "a region that no partition has, and a zone in one, are doubtful",
        arguments: [
            ("us-east-1", nil), ("us-gov-west-1", nil), ("aws-global", nil), ("us-east-1a", "'us-east-1'"),
            ("us-gov-west-1b", "'us-gov-west-1'"), ("us-west-2-lax-1a", "'us-west-2'"), ("us-est", "spelling"),
            ("xx-new-9", "spelling"), ("local", "spelling"),
        ] as [(String, String?)]
    )
    func doubt(_ region: String, _ words: String?) {
        let doubt = AWSPartition.doubt(about: region)
        #expect((doubt == nil) == (words == nil))
        if let words { #expect(doubt?.contains(words) == true) }
    }

    @Test(
        "a partition without a kind of hosts refuses it",
        arguments: [
            (.fips, false, true), (.fipsDualStack, false, true), (.dualStack, true, false),
            (.fipsDualStack, true, false),
        ] as [(EndpointVariant, Bool, Bool)]
    )
    func unsupported(variant: EndpointVariant, supportsFIPS: Bool, supportsDualStack: Bool) {
        let small = AWSPartition(
            name: "aws-small",
            regionPrefixes: ["small"],
            globalRegion: "small-isle-1",
            suffix: "small.example",
            dualStackSuffix: "dual.small.example",
            supportsFIPS: supportsFIPS,
            supportsDualStack: supportsDualStack
        )
        let parameters = EndpointParameters(region: "small-isle-1", variant: variant)
        #expect(throws: EndpointError.unsupported(variant, partition: "aws-small")) {
            try AWSService.sts.endpoint(parameters, partitions: [small])
        }
    }
}
