import AWSCore
import Testing

/// The files of this machine.
@Suite
struct LocalFileReaderTests {
    @Test("a file is read, one that is absent is nil, a folder is an error")
    func read() throws {
        let reader = LocalFileReader()
        #expect(try reader.contents(of: #filePath)?.starts(with: "import AWSCore".utf8) == true)
        #expect(try reader.contents(of: #filePath + ".absent") == nil)
        #expect(throws: FileError(reason: "it is a folder")) { try reader.contents(of: "/") }
    }

    @Test("what is no file is read like one, up to a bound")
    func devices() throws {
        #expect(try LocalFileReader().contents(of: "/dev/null") == [])
        #expect(throws: FileError(reason: "it has more than 1000 bytes")) {
            try LocalFileReader(maximumSize: 1_000).contents(of: "/dev/zero")
        }
    }
}
