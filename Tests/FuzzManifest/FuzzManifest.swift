import CleanupManifest
import YAMLEvents
import YAMLReading

/// Runs libFuzzer over the function that follows.
///
/// SwiftPM starts an executable here by name, so that libFuzzer's own `main` is never reached.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Decodes and renders whatever libFuzzer makes up: nothing may crash, hang or contradict itself.
@main
struct FuzzManifest {
    /// Hands the process to libFuzzer.
    static func main() {
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
                    FuzzManifest.test(unsafe [UInt8](UnsafeBufferPointer(start: data, count: size)))
                    return 0
                }
            }
        }
    }

    /// Decodes bytes as YAML and as JSON.
    static func test(_ bytes: [UInt8]) {
        for file in ["fuzz.yaml", "fuzz.json", "-"] {
            guard let decoding = try? ManifestDecoder().decode(MemoryByteSource(bytes), file: file) else {
                preconditionFailure("memory cannot fail")
            }
            precondition(decoding.manifests.isEmpty == decoding.log.hasErrors, "a manifest or an error, never both")
            let excerpts = LineExcerpts(MemoryByteSource(bytes), around: decoding.diagnostics)
            _ = DiagnosticRenderer(excerpts: excerpts).render(decoding.log)
            for diagnostic in decoding.diagnostics {
                precondition(diagnostic.position.line > 0 && diagnostic.position.column > 0 && diagnostic.length > 0)
            }
        }
    }
}
