extension ConfigurationSources {
    /// Finds the region: given, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`.
    ///
    /// - Throws: `AWSConfigurationError` when there is none, or it cannot be a part of a host's name.
    func region() throws(AWSConfigurationError) -> Setting<String> {
        let found = first(
            given: overrides.region,
            variables: ["AWS_REGION", "AWS_DEFAULT_REGION"],
            property: "region"
        )
        guard let found else {
            throw AWSConfigurationError(
                .configuration,
                "no region is set: use --region, AWS_REGION or 'region' in profile '\(profileName)'"
            )
        }
        guard Self.isHostLabel(found.value) else {
            throw AWSConfigurationError(
                found.source.errorKind,
                "'\(found.value)' cannot be a region (\(found.source))"
            )
        }
        return found
    }

    /// Whether text may be one part of a host's name: 1 to 63 letters, digits and inner hyphens.
    private static func isHostLabel(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
