package import AWSCore

extension AWSService {
    /// Amazon Augmented AI Runtime (service model `sagemaker-a2i-runtime`, version 2019-11-07).
    package static let a2iRuntime = AWSService(
        endpointPrefix: "a2i-runtime.sagemaker",
        configurationKey: "sagemaker_a2i_runtime",
        signingName: "sagemaker"
    )
}
