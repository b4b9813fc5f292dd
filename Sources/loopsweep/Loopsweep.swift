import ArgumentParser
import Commands

/// The process: all it does is in `Commands`.
@main
struct Loopsweep {
    /// Hands the command line over.
    static func main() async {
        await LoopsweepCommand.main()
    }
}
