import Support
import Testing

/// Digests of bytes that come in pieces.
@Suite struct ContentDigestTests {
    @Test("Pieces have the digest of the whole, however they are cut", arguments: [1, 3, 64, 1_000])
    func pieces(size: Int) {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        var digest = ContentDigest()
        for start in stride(from: 0, to: bytes.count, by: size) {
            digest.update(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(digest.hexadecimal == ContentDigest.hexadecimal(of: bytes))
    }

    @Test("The digest of 'abc' is that of FIPS 180-4, and asking does not end the hash")
    func known() {
        var digest = ContentDigest()
        #expect(digest.hexadecimal == ContentDigest.hexadecimal(of: []))
        digest.update(Array("abc".utf8))
        #expect(digest.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
