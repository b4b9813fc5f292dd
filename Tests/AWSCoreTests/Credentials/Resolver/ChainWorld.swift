@testable import AWSCore
import AWSSigning
import AWSTestSupport

/// A machine on which credentials are looked for: its variables and files, and a script of answers.
struct ChainWorld {
    /// What answers, in the order of the questions, whoever is asked.
    let transport: ScriptedTransport
    /// The files.
    let files: MemoryFiles
    /// The program that every profile names.
    let processes: ScriptedProcesses
    /// The resolver.
    let resolver: CredentialResolver

    /// Makes a world.
    ///
    /// - Parameters:
    ///   - variables: the environment besides `HOME=/h`; the metadata service is switched off in it.
    ///   - config: the text of `/h/.aws/config`.
    ///   - more: other files.
    ///   - profile: the profile that the caller names.
    ///   - steps: the script.
    ///   - ending: how every program ends.
    init(
        _ variables: [String: String] = [:],
        config: String = "",
        files more: [String: String] = [:],
        profile: String? = nil,
        steps: [ScriptedTransport.Step] = [],
        ending: Result<ProcessEnding, ProcessRunningError> = .failure(.failed(reason: "not scripted"))
    ) {
        var texts: [String: String?] = ["/h/.aws/config": config]
        for (path, text) in more { texts[path] = text }
        let base = ["HOME": "/h", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-west-1"]
        transport = ScriptedTransport(steps)
        files = MemoryFiles(texts)
        processes = ScriptedProcesses(ending)
        resolver = CredentialResolver(
            environment: AWSEnvironment(base.merging(variables) { _, new in new }),
            overrides: AWSOverrides(profile: profile, endpointURL: "https://a2i.example"),
            tools: CredentialTools(
                files: files,
                writer: files,
                processes: processes,
                calls: CallTools(
                    transport,
                    RecordingEnvironment().environment,
                    UserAgent(product: "test", version: "1")
                )
            )
        )
    }

    /// Looks for credentials: the key and its source, or the kind of the error and its words.
    func find() async -> String {
        do throws(CredentialError) {
            let found = try await resolver.credentials()
            return "\(found.keys.accessKeyID): \(found.source)"
        } catch {
            return "\(error.kind): \(error)"
        }
    }

    /// Keys in the environment.
    static let keys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"]

    /// The answer of STS with the keys of a role.
    static func session(_ action: String = "AssumeRole", key: String) -> ScriptedTransport.Step {
        .answer(
            200,
            """
            <\(action)Response><\(action)Result><Credentials><AccessKeyId>\(key)</AccessKeyId>
            <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
            <Expiration>2026-11-22T11:00:00Z</Expiration></Credentials></\(action)Result></\(action)Response>
            """
        )
    }
}
