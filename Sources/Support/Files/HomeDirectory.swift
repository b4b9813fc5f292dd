import Glibc

/// The home directories of users.
package enum HomeDirectory {
    /// The longest entry of the list of users that is read, in bytes.
    private static let longestEntry = 16_384

    /// Looks a user up in the system's list of users; nil as a name is the user of this process, as a result none.
    @Sendable
    package static func ofUser(_ name: String?) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: longestEntry) { buffer in
            guard let memory = buffer.baseAddress else { return nil }
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            // The calls fill the entry, whose texts lie in the buffer, and keep nothing of either.
            let code =
                if let name {
                    unsafe getpwnam_r(name, &entry, memory, buffer.count, &found)
                } else {
                    unsafe getpwuid_r(getuid(), &entry, memory, buffer.count, &found)
                }
            guard code == 0, unsafe found != nil, let path = unsafe entry.pw_dir else { return nil }
            return unsafe String(cString: path)
        }
    }

    /// Puts a home directory in the place of a leading `~` or `~name`, as a shell does.
    ///
    /// `home` is the variable `HOME`; without it the list of users counts. A user who is not known leaves the path as it
    /// is; nil when it is the one of this process.
    package static func expanded(
        _ path: String,
        home: String?,
        ofUser: (String?) -> String? = ofUser
    ) -> String? {
        guard path.hasPrefix("~") else { return path }
        let name = path.dropFirst().prefix { $0 != "/" }
        let rest = path.dropFirst(1 + name.count)
        guard name.isEmpty else { return ofUser(String(name)).map { "\($0)\(rest)" } ?? path }
        guard var home = home ?? ofUser(nil) else { return nil }
        while home.hasSuffix("/") { home.removeLast() }
        return "\(home)\(rest)"
    }
}
