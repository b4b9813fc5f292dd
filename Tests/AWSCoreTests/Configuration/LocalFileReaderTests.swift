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
        #expect(throws: FileReadingError.self) { try reader.contents(of: "/") }
    }
}
