import AWSSigning
import Support
package import YAML

/// Reads fleet files.
///
/// ```yaml
/// apiVersion: loopsweep/v1
/// kind: HumanLoopFleet
/// account: "123456789012"
/// region: us-east-1
/// credentials: {accessKeyId: AKIDEXAMPLE, secretAccessKey: example}   # without them, signatures are not checked
/// service:
///   latency: 20ms
///   jitter: 10ms
///   rates: {describe: 60, stop: 20, delete: 30, list: 10, burst: 5}   # calls a second
///   seed: 7
///   faults: {stop: {serverError: 2%, dropAfter: 1%}}
///   variants: {stopOnEnded: ok, deletion: visible, deletionVisibleFor: 3s}
/// loops:
///   - {name: "dup-{1..500}", flowDefinition: invoice-review, created: 2h, workers: {holdFor: 20s, then: Completed}}
/// ```
package struct FleetDecoder {
    /// The `apiVersion` that is read.
    private enum Version: String, CaseIterable {
        /// The only one there is.
        case first = "loopsweep/v1"
    }

    /// The `kind` that is read.
    private enum Kind: String, CaseIterable {
        /// What says that a file is a fleet, and no manifest.
        case fleet = "HumanLoopFleet"
    }

    /// What the file is read with.
    let yaml: DocumentReader
    /// What has been read so far.
    var fleet = Fleet()

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - source: the file's bytes.
    ///   - file: its name in diagnostics.
    /// - Returns: the fleet, and what is wrong with the file.
    /// - Throws: `ByteSourceError` when the bytes cannot be had.
    package static func decode(_ source: any ByteSource, file: String) throws(ByteSourceError) -> FleetDecoding {
        var decoder = FleetDecoder(yaml: DocumentReader(source, file: file))
        decoder.readRoot()
        let log = try decoder.yaml.finish()
        return FleetDecoding(fleet: log.hasErrors ? nil : decoder.fleet, log: log)
    }

    /// Reads the document.
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

    /// Reads `credentials`.
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

    /// Reads a value into a variable, which stays as it is when the value is not of the grammar.
    func read<Grammar: ValueGrammar>(_ node: YAMLNode, as grammar: Grammar, into variable: inout Grammar.Value) {
        if let value = yaml.value(node, as: grammar) { variable = value }
    }
}
