import Support

/// Signs requests to one service in one region with Signature Version 4 in the `Authorization` header.
///
/// The headers given are signed together with `x-amz-date` and, for temporary credentials, `x-amz-security-token`.
/// Give it `host`, and `content-type` when there is a body; leave out what a proxy or the HTTP library may change:
/// `user-agent`, `amz-sdk-invocation-id`, `amz-sdk-request`, `connection`, `content-length`.
package struct RequestSigner: Sendable {
    package let region: String
    /// The signing name, such as `sagemaker`.
    package let service: String
    private let keys = SigningKeyCache()

    package init(region: String, service: String) {
        self.region = region
        self.service = service
    }

    /// Returns the headers to add: `x-amz-date`, `x-amz-security-token` for temporary credentials, and `authorization`.
    ///
    /// The path and the query are as they will stand in the request line.
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
