import FoundationEssentials

/// Reads the files of this machine.
package struct LocalFileReader: FileReader {
    /// Makes a reader.
    package init() {}

    /// Reads a whole file.
    ///
    /// - Returns: nil when there is no file of that name.
    /// - Throws: `FileReadingError` when there is one that cannot be read.
    package func contents(of path: String) throws(FileReadingError) -> [UInt8]? {
        // As for the AWS CLI, a file in a folder that cannot be looked into is not there: daemons have such homes.
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw FileReadingError(reason: "permission denied")
        } catch {
            throw FileReadingError(reason: "it is not a readable file")
        }
    }
}
