import FoundationEssentials

/// The published test vectors, which are read where they lie and are no part of this repository.
///
/// Their folder is named by `LOOPSWEEP_CONFORMANCE`; without it, it is `../shared/conformance` beside the package.
package enum ConformanceData {
    /// The folder of the vectors; nil where there is none, and then the tests that need it are skipped.
    package static let root: String? = {
        let named = ProcessInfo.processInfo.environment["LOOPSWEEP_CONFORMANCE"]
        let folder = named ?? "\(packageRoot)/../shared/conformance"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    /// The package's own folder, three levels above this file.
    private static let packageRoot =
        #filePath.split(separator: "/" as Character, omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    /// Reads one file of the vectors.
    ///
    /// - Throws: `CocoaError` when the folder or the file is absent.
    package static func bytes(_ path: String) throws -> [UInt8] {
        guard let root else { throw CocoaError(.fileNoSuchFile) }
        return Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)")))
    }
}
