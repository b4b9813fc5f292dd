import AWSCore

/// The shared configuration file, and the same bytes in every other file.
struct FuzzedFiles: FileReader, FileWriter {
    /// The bytes of the configuration file.
    let config: [UInt8]
    /// The bytes of every other file but that of shared credentials; nil for no other file.
    var other: [UInt8]?
    /// The bytes of the file of shared credentials; nil for no such file.
    var credentials: [UInt8]?

    /// Reads a file.
    func contents(of path: String) throws(FileError) -> [UInt8]? {
        switch path {
        case "/h/.aws/config": config
        case "/h/.aws/credentials": credentials
        default: other
        }
    }

    /// Checks that a file of a token is JSON again.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        expect(OutputCheck.isJSON(bytes), "the file of a token is no JSON")
    }
}
