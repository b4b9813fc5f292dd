import Support

/// Signs requests to one service in one region with Signature Version 4 in the `Authorization` header.
///
/// The headers given are signed together with `x-amz-date` and, for temporary credentials, `x-amz-security-token`.
/// Give it `host`, and `content-type` when there is a body; leave out what a proxy or the HTTP library may change:
/// `user-agent`, `amz-sdk-invocation-id`, `amz-sdk-request`, `connection`, `content-length`.
package struct RequestSigner: Sendable {
    /// The region requests are signed for.
    package let region: String
    /// The service's signing name, such as `sagemaker`.
    package let service: String
    /// The keys derived so far.
    private let keys = SigningKeyCache()

    /// Makes a signer for a service in a region.
    package init(region: String, service: String) {
        self.region = region
        self.service = service
    }

    /// Signs a request.
    ///
    /// - Parameters:
    ///   - method: the method in upper case.
    ///   - path: the path as it will stand in the request line.
    ///   - query: what will follow the question mark in the request line; empty when there is none.
    ///   - headers: the headers to sign.
    ///   - body: the bytes of the body.
    ///   - credentials: the keys to sign with.
    ///   - time: the moment to sign at.
    /// - Returns: the headers to add to the request: `x-amz-date`, `x-amz-security-token` if there is a session token,
    ///   and `authorization`.
    package func sign(
        method: String,
        path: String,
        query: String,
        headers: [HTTPHeader],
        body: [UInt8],
        with credentials: AWSCredentials,
        at time: SigningTime
    ) -> [HTTPHeader] {
        var added = [HTTPHeader("x-amz-date", time.description)]
        if let token = credentials.sessionToken { added.append(HTTPHeader("x-amz-security-token", token.exposed)) }
        let request = CanonicalRequest(
            method: method,
            path: path,
            query: query,
            headers: headers + added,
            payloadHash: ContentDigest.hexadecimal(of: body)
        )
        let scope = CredentialScope(day: time.day, region: region, service: service)
        let key = keys.key(secretAccessKey: credentials.secretAccessKey, scope: scope)
        let signature = key.signature(of: StringToSign(time: time, scope: scope, canonicalRequest: request))
        let authorization =
            "\(StringToSign.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
            + "SignedHeaders=\(request.signedHeaders), Signature=\(signature)"
        added.append(HTTPHeader("authorization", authorization))
        return added
    }
}
