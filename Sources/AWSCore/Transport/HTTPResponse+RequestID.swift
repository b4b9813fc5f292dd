extension HTTPResponse {
    /// The id by which AWS support finds the call.
    ///
    /// - Returns: nil when the answer held none, as one that is not from AWS would.
    package var requestID: String? {
        header("x-amzn-requestid") ?? header("x-amz-request-id")
    }
}
