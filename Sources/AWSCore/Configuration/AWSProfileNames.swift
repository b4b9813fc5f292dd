/// The names of the profiles that the shared AWS files have, for who offers a choice of them.
package enum AWSProfileNames {
    /// Reads the files that the environment names.
    ///
    /// - Returns: the names in their order; none when a file cannot be read.
    package static func read(_ environment: AWSEnvironment, files: some FileReader) -> [String] {
        guard let profiles = try? AWSProfiles.read(environment, files: files).profiles else { return [] }
        return profiles.keys.sorted()
    }
}
