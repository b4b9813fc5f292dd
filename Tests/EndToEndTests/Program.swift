import FoundationEssentials
import Subprocess
import SystemPackage

/// The built program, as an operator runs it.
enum Program {
    /// How a run of the program ended.
    struct Ending: Sendable {
        /// The exit code; nil when a signal ended the process.
        let exitCode: Int32?
        /// What it wrote to standard output.
        let output: String
        /// What it wrote to standard error.
        let messages: String
    }

    /// The program beside the test bundle.
    static var path: String {
        let bundle = CommandLine.arguments.first ?? ""
        return bundle.split(separator: "/" as Character, omittingEmptySubsequences: false).dropLast().joined(
            separator: "/"
        )
            + "/loopsweep"
    }

    /// Where the runs of these tests keep their journals and locks, apart from those of the user.
    private static let stateDirectory: String = {
        let folder = FileManager.default.temporaryDirectory.path()
        return "\(folder)loopsweep-state-\(ProcessInfo.processInfo.processIdentifier)"
    }()

    /// What every run of the tests has in its environment: nothing of the machine's own AWS settings.
    static let environment: Environment = .inherit.updating([
        "AWS_PROFILE": nil, "AWS_REGION": nil, "AWS_DEFAULT_REGION": nil, "AWS_ENDPOINT_URL": nil,
        "AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil, "AWS_SESSION_TOKEN": nil,
        "AWS_WEB_IDENTITY_TOKEN_FILE": nil, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": nil,
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": nil, "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        "LOOPSWEEP_STATE_DIR": .some(stateDirectory), "NO_COLOR": nil, "FORCE_COLOR": nil, "CLICOLOR_FORCE": nil,
    ])

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: its arguments.
    ///   - variables: what its environment has besides.
    /// - Returns: how it ended.
    /// - Throws: `SubprocessError` when it cannot be started.
    static func run(_ arguments: [String], _ variables: [Environment.Key: String?] = [:]) async throws -> Ending {
        let result = try await Subprocess.run(
            .path(FilePath(path)),
            arguments: .init(arguments),
            environment: environment.updating(variables),
            output: .string(limit: 4 << 20),
            error: .string(limit: 4 << 20)
        )
        return Ending(
            exitCode: result.terminationStatus.code,
            output: result.standardOutput,
            messages: result.standardError
        )
    }

    /// Runs the program, and sends it signals as soon as a line of its standard output holds a text.
    ///
    /// - Parameters:
    ///   - arguments: its arguments.
    ///   - signals: the signals, in order.
    ///   - text: what the line holds.
    /// - Returns: how it ended; its messages are not kept.
    /// - Throws: `SubprocessError` when it cannot be started.
    static func run(_ arguments: [String], sending signals: [Signal], at text: String) async throws -> Ending {
        let result = try await Subprocess.run(
            .path(FilePath(path)),
            arguments: .init(arguments),
            environment: environment,
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var output = ""
            var rest = signals
            for try await line in execution.standardOutput.strings() {
                output += line + "\n"
                guard line.contains(text), !rest.isEmpty else { continue }
                for signal in rest { try execution.send(signal: signal) }
                rest = []
            }
            return output
        }
        return Ending(exitCode: result.terminationStatus.code, output: result.closureResult, messages: "")
    }

    /// Runs a body while a simulator of a fleet is serving.
    ///
    /// - Parameters:
    ///   - fleet: the path of the fleet file.
    ///   - body: the work; it is told the endpoint.
    /// - Returns: the exit code of the simulator after SIGTERM.
    /// - Throws: `SubprocessError` when the simulator cannot be started; else what the body throws.
    static func simulate(_ fleet: String, _ body: (String) async throws -> Void) async throws -> Int32? {
        try await Subprocess.run(
            .path(FilePath(path)),
            arguments: ["simulate", "--fleet", fleet],
            environment: environment,
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            for try await line in execution.standardOutput.strings() {
                try await body(String(line.prefix { !$0.isNewline }))
                try execution.send(signal: .terminate)
            }
        }.terminationStatus.code
    }
}

extension TerminationStatus {
    /// The exit code; nil when a signal ended the process.
    fileprivate var code: Int32? {
        guard case .exited(let code) = self else { return nil }
        return code
    }
}
