import Commands

/// The process: all it does is in `Commands`.
@main
struct Loopsweep {
    /// Hands the command line over.
    static func main() async {
        if let problem = ProcessStart.prepare() { ProcessStart.end(saying: problem) }
        ProcessStart.end(await CommandEnvironment.current.carryOut(Array(CommandLine.arguments.dropFirst())))
    }
}
