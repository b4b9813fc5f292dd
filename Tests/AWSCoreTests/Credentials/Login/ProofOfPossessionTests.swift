@testable import AWSCore
import AWSSigning
import Crypto
import FoundationEssentials
import Support
import Testing

/// The proof that tokens are presented with.
@Suite
struct ProofOfPossessionTests {
    /// The bytes of a part of the proof.
    private func bytes(_ part: Substring) throws -> Data {
        let standard = part.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return try #require(Data(base64Encoded: standard + padding))
    }

    /// The members of a part of the proof.
    private func members(_ part: Substring) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: bytes(part))
    }

    @Test("head and claims are those of RFC 9449, and the signature is that of the key in the head")
    func proof() throws {
        // Many keys, so that coordinates and signatures that begin with a zero byte occur.
        for _ in 0..<300 {
            let key = P256.Signing.PrivateKey()
            let url = "https://us-east-1.signin.aws.amazon.com/v1/token"
            let id = "00000000-0000-4001-8000-000000000002"
            let proof = try ProofOfPossession(Secret(key), method: .post, url: url, id: id, at: 1_795_341_600)
            let parts = proof.header.split(separator: "." as Character, omittingEmptySubsequences: false)
            try #require(parts.count == 3)
            let head = try members(parts[0])
            #expect(head["typ"] == .string("dpop+jwt") && head["alg"] == .string("ES256"))
            let jwk = try #require(head["jwk"]?.members)
            #expect(jwk["kty"] == .string("EC") && jwk["crv"] == .string("P-256") && jwk["d"] == nil)
            let point = try bytes(#require(jwk["x"]?.text)[...]) + bytes(#require(jwk["y"]?.text)[...])
            #expect(point == key.publicKey.rawRepresentation)
            #expect(
                try members(parts[1]) == [
                    "htm": .string("POST"), "htu": .string(url), "iat": .integer(1_795_341_600),
                    "jti": .string(id),
                ]
            )
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: bytes(parts[2]))
            let signed = Data("\(parts[0]).\(parts[1])".utf8)
            #expect(key.publicKey.isValidSignature(signature, for: signed))
        }
    }
}
