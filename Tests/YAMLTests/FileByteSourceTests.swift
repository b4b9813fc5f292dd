import Glibc
import Testing
import YAML

/// Files as sources of bytes.
@Suite struct FileByteSourceTests {
    @Test("A file is read to its end in pieces of at most 64 KiB")
    func reads() throws {
        let source = try FileByteSource(path: #filePath)
        var bytes: [UInt8] = []
        while true {
            let chunk = try source.readChunk()
            if chunk.isEmpty { break }
            #expect(chunk.count <= 65_536)
            bytes += chunk
        }
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("import Glibc\n"))
        #expect(bytes.last == UInt8(ascii: "\n"))
    }

    @Test("A file that is not there cannot be opened")
    func missing() {
        #expect(throws: ByteSourceError(operation: .open, code: ENOENT)) {
            try FileByteSource(path: "\(#filePath).missing")
        }
    }

    @Test("A directory cannot be read")
    func directory() throws {
        let source = try FileByteSource(path: "/")
        #expect(throws: ByteSourceError(operation: .read, code: EISDIR)) { try source.readChunk() }
    }

    @Test("What has no end is not read for ever")
    func endless() throws {
        let source = try FileByteSource(path: "/dev/zero", maximumSize: 100_000)
        #expect(try source.readChunk().count == 65_536)
        #expect(throws: ByteSourceError(operation: .read, code: EFBIG)) { try source.readChunk() }
    }

    @Test("An error names the operation and the system's reason")
    func description() {
        let error = ByteSourceError(operation: .open, code: ENOENT)
        #expect(error.description == "cannot open: No such file or directory")
    }
}
