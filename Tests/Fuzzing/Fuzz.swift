import FoundationEssentials

/// Runs libFuzzer over the function that follows.
///
/// SwiftPM starts an executable here by name, so that libFuzzer's own `main` is never reached.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Gives one target what libFuzzer makes up: nothing may crash, hang or contradict itself.
///
/// The environment variable `FUZZ_TARGET` names the target: libFuzzer starts the process anew for some of its work, with
/// no arguments but its own.
@main
struct Fuzz {
    /// The target that is tested; nil when none has the name.
    private static let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap { FuzzTarget(rawValue: $0) }

    /// Hands the process to libFuzzer.
    static func main() {
        guard target != nil else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            fatalError("FUZZ_TARGET names one of: \(names)")
        }
        var count = CommandLine.argc
        // libFuzzer may put other arguments in the place of these, which live as long as the process.
        var arguments = unsafe CommandLine.unsafeArgv
        _ = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
            unsafe pointer.withMemoryRebound(
                to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.self,
                capacity: 1
            ) { pointer in
                unsafe runFuzzer(&count, pointer) { data, size in
                    // libFuzzer's bytes live for the time of the call.
                    Fuzz.target?.test(unsafe [UInt8](UnsafeBufferPointer(start: data, count: size)))
                    return 0
                }
            }
        }
    }
}
