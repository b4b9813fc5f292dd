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
        abstract: "Serves a local A2I Runtime API with the loops of a fleet file, until it is ended."
    )

    @Option(help: "The fleet file.")
    var fleet: String
    @Option(help: "The port of 127.0.0.1 to listen at; 0 takes a free one.")
    var port = 0
    @Option(help: ArgumentHelp("Lets a share of calls go wrong, such as delete:drop-after=5%.", valueName: "rule"))
    var fault: [String] = []
    @Option(help: ArgumentHelp("Logs each request to this file as a line of JSON.", valueName: "path"))
    var requestLog: String?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be from 0 to 65535 (is '\(port)')")
        }
    }

    func run() async throws {
        try await carryOut { _, console in
            let fleet = try InputFile(path: fleet).fleet(console)
            return try await SignalListener.listen(console) { stopRequest in
                try await fleet.simulated(faults: fault, configure) { simulator in
                    try console.results.write("\(simulator.url)\n")
                    try console.results.flush()
                    console.say("loopsweep: serving \(fleet.loops.count) kinds of loops; ^C ends")
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
