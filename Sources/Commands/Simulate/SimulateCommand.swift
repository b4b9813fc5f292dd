import ArgumentParser
import CleanupEngine
import CleanupJournal
import HumanLoops
import Simulator
import Support
import YAML

/// `loopsweep simulate`: a local A2I Runtime API to rehearse against, with any client.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serves a local A2I Runtime API with the loops of a fleet file, until it is ended.",
        discussion: """
            The first line on standard output is its URL. What to set so that loopsweep, the AWS CLI and boto3 call it \
            is shown on standard error.

            Examples:
              loopsweep simulate --demo
              loopsweep simulate --fleet fleet.yaml --port 8080
              loopsweep simulate --fleet fleet.yaml --request-log calls.jsonl
              loopsweep simulate --demo --fault delete:drop-after=5%
            """
    )

    @Option(help: "The fleet file.", completion: .yaml)
    var fleet: String?
    @Flag(help: "Serves the fleet of the quick start, without any file.")
    var demo = false
    @Option(help: "The port of 127.0.0.1 to listen at; 0 takes a free one.")
    var port = 0
    @Option(help: .fault("Lets a share of calls go wrong"))
    var fault: [String] = []
    @Option(
        help: ArgumentHelp("Logs each request to this file as a line of JSON.", valueName: "path"),
        completion: .file()
    )
    var requestLog: String?

    func validate() throws {
        if demo, fleet != nil { throw ValidationError("--demo has a fleet of its own: leave out --fleet") }
        if !demo, fleet == nil {
            throw ValidationError("--fleet is missing; 'loopsweep simulate --demo' serves without any file")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be from 0 to 65535 (is '\(port)')")
        }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let path = fleet ?? DemoFiles.path
            var fleet = try InputFile(path: path).fleet(console)
            // Its keys would be hidden like any others, and what is shown is to be pasted: any keys do.
            if demo { fleet.credentials = nil }
            return try await SignalListener.listen(console, saying: "ended") { [fleet] stopRequest in
                try await fleet.simulated(faults: reader.list(fault, "fault"), configure) { simulator in
                    try console.results.write("\(simulator.url)\n")
                    try console.results.flush()
                    for line in SimulatorInstructions(fleet, of: path, at: simulator.url).lines { console.say(line) }
                    return await stopRequest.wait() == .interrupt ? .interrupted : .terminated
                }
            }
        }
    }

    private func configure(_ configuration: inout SimulatorConfiguration) throws(ReportWriteError) {
        configuration.port = port
        guard let requestLog else { return }
        let sink = try EvidenceFile.create(at: requestLog)
        // A log that cannot be written does not end the simulator: nothing of a rehearsal depends on it.
        configuration.onRequest = { entry in
            guard (try? sink.write(entry.jsonLine)) != nil else { return }
            try? sink.flush()
        }
    }
}

extension Fleet {
    /// Runs a body with a simulator of the fleet's loops, and ends it when the body returns.
    ///
    /// Throws a `CommandFailure` when a fault cannot be read, or the simulator cannot listen.
    func simulated<Output: Sendable>(
        faults: [String],
        _ configure: (inout SimulatorConfiguration) throws(ReportWriteError) -> Void = { _ in },
        _ body: (Simulator) async throws -> Output
    ) async throws -> Output {
        var fleet = self
        for text in faults {
            guard let rule = try OptionReader(environment: [:]).value(text, "fault", as: .faultRule) else { continue }
            fleet.behaviour.faults.apply(rule)
        }
        let started = WallClock.now()
        var configuration = fleet.configuration(startingAt: started)
        try configure(&configuration)
        let loops = SimulatedHumanLoops(fleet.service(startingAt: started), now: WallClock.now)
        do {
            return try await withSimulator(loops, configuration: configuration, clock: ContinuousClock(), body: body)
        } catch let error as SimulatorError {
            let help = error.port == 0 ? "" : ": give another --port, or 0 for a free one"
            throw CommandFailure(.cannotWrite, "\(error)\(help)")
        }
    }
}
