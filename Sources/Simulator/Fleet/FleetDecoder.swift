import AWSSigning
import Support
package import YAML

/// Reads fleet files, such as `examples/fleet.yaml`.
package struct FleetDecoder {
    private enum Version: String, CaseIterable {
        case first = "loopsweep/v1"
    }

    /// What says that a file is a fleet and not a manifest.
    private enum Kind: String, CaseIterable {
        case fleet = "HumanLoopFleet"
    }

    let yaml: DocumentReader
    var fleet = Fleet()

    /// Reads a whole file, which has the given name in diagnostics.
    package static func decode(_ source: any ByteSource, file: String) throws(ByteSourceError) -> FleetDecoding {
        var decoder = FleetDecoder(yaml: DocumentReader(source, file: file))
        decoder.readRoot()
        let log = try decoder.yaml.finish()
        return FleetDecoding(fleet: log.hasErrors ? nil : decoder.fleet, log: log)
    }

    private mutating func readRoot() {
        guard let root = yaml.root(), var fields = yaml.mapping(root, of: FleetKeys.Root.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .apiVersion: _ = yaml.value(field.value, as: .keyword(Version.self))
            case .kind: _ = yaml.value(field.value, as: .keyword(Kind.self))
            case .account: read(field.value, as: .account, into: &fleet.account)
            case .region: read(field.value, as: .label("a region such as us-east-1"), into: &fleet.region)
            case .credentials: readCredentials(field.value)
            case .service: readService(field.value)
            case .loops: readLoops(field.value)
            }
        }
        fields.require(.apiVersion, .kind, .loops)
    }

    private mutating func readCredentials(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: FleetKeys.Credentials.self) else { return }
        var id: String?
        var secret: String?
        var token: String?
        while let field = fields.next() {
            switch field.key {
            case .accessKeyId: id = yaml.value(field.value, as: .text)
            case .secretAccessKey: secret = yaml.value(field.value, as: .text)
            case .sessionToken: token = yaml.value(field.value, as: .text)
            case .expireAfter: fleet.credentialsExpireAfter = yaml.value(field.value, as: .duration())
            }
        }
        fields.require(.accessKeyId, .secretAccessKey)
        guard let id, let secret else { return }
        fleet.credentials = AWSCredentials(
            accessKeyID: id,
            secretAccessKey: Secret(secret),
            sessionToken: token.map { Secret($0) }
        )
    }

    /// Leaves the variable as it is when the value is not of the grammar.
    func read<Grammar: ValueGrammar>(_ node: YAMLNode, as grammar: Grammar, into variable: inout Grammar.Value) {
        if let value = yaml.value(node, as: grammar) { variable = value }
    }
}

package struct FleetDecoding: Sendable {
    /// Nil when the file has errors.
    package let fleet: Fleet?
    package let log: DiagnosticLog
}

/// The keys of each mapping of a fleet file; what they mean is said at the properties that they fill.
enum FleetKeys {
    enum Root: String, MappingKey {
        case apiVersion, kind, account, region, credentials, service, loops

        static var ignoresExtensions: Bool { true }
    }

    enum Credentials: String, MappingKey {
        case accessKeyId, secretAccessKey, sessionToken, expireAfter
    }

    enum Service: String, MappingKey {
        case latency, jitter, rates, seed, slowBody, faults, variants
    }

    enum Rates: String, MappingKey {
        case describe, list, start, stop, delete, burst
    }

    /// The value of each is a mapping of `FaultKind`.
    enum Faults: String, MappingKey {
        case all, describe, list, start, stop, delete
    }

    enum Variants: String, MappingKey {
        case stopOnEnded, deleteOnActive, deletion, deletionVisibleFor, deletionListedFor, timeBounds, errorCode
        case defaultPageSize, tokenLifetime
    }

    enum Loops: String, MappingKey {
        case name, status, flowDefinition, created, workers, ends, failureCode, failureReason, output
    }

    enum Workers: String, MappingKey {
        case holdFor, then
    }

    enum Ends: String, MappingKey {
        case after, then
    }
}

extension FaultKind: MappingKey {}

extension DiagnosticCode {
    /// A fault is not one that can be played, or the faults of an operation are more than all its calls.
    package static let fault = DiagnosticCode(rawValue: "E070")
    /// A name's range is not one, is too large, or makes names that are not legal.
    package static let nameRange = DiagnosticCode(rawValue: "E071")
}
