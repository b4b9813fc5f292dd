extension ServiceEndpoint {
    /// Whether the host is this machine (loopback), or an address that only this machine's own network answers.
    ///
    /// Among the latter are the metadata services of instances and containers: 169.254.0.0/16 and fd00:ec2::/32.
    package var isLocal: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        if host == "[::1]" || Self.localPrefixes.contains(where: { host.hasPrefix($0) }) { return true }
        let numbers = host.split(separator: "." as Character, omittingEmptySubsequences: false).map { UInt8($0) }
        guard numbers.count == 4, !numbers.contains(nil) else { return false }
        return numbers[0] == 127 || (numbers[0] == 169 && numbers[1] == 254)
    }

    /// What local addresses of IPv6 begin with, those of IPv4 in an IPv6 form among them.
    private static let localPrefixes = ["[fe80:", "[fd00:ec2:", "[::ffff:127.", "[::ffff:169.254."]
}
