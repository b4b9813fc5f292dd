import Support

/// A follow-up as a file: what it begins with, and how it is known whether someone has edited it.
///
/// The first line is a mark, the second one names the manifest and holds the SHA-256 of all lines below.
enum FollowUpFile {
    /// What a follow-up begins with, by which it is known.
    static let mark = "# Follow-up by "

    /// The second line, with its line feed.
    static func seal(of name: String, _ digest: String) -> String {
        "# It is of the manifest \(YAMLText.quoted(name)); the SHA-256 of all lines below is \(digest)\n"
    }

    /// Finds out whether a path may be written to: nothing is there, or an unedited follow-up of the same manifest, or what is
    /// no file and keeps nothing.
    static func isFree(_ path: String, for name: String) -> Bool {
        guard let status = SystemCalls().target(ofPath: path) else {
            // A link that leads nowhere is someone's own.
            return (try? SystemCalls().status(ofPath: path)) == nil
        }
        return !status.isRegular || status.size == 0 || isUnedited(path, of: name)
    }

    /// Finds out whether a file is a follow-up of a manifest that is still as it was written.
    static func isUnedited(_ path: String, of name: String) -> Bool {
        let calls = SystemCalls()
        guard let descriptor = try? calls.open(path, .reading) else { return false }
        defer { calls.close(descriptor) }
        guard var piece = try? calls.read(descriptor, at: 0, count: JournalReading.pieceSize),
            piece.starts(with: mark.utf8)
        else { return false }
        let lines = piece.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { return false }
        var digest = ContentDigest()
        digest.update(Array(lines[2]))
        var offset = piece.count
        while !piece.isEmpty {
            guard let next = try? calls.read(descriptor, at: offset, count: JournalReading.pieceSize) else {
                return false
            }
            piece = next
            digest.update(piece)
            offset += piece.count
        }
        return seal(of: name, digest.hexadecimal).utf8.elementsEqual(lines[1] + [UInt8(ascii: "\n")])
    }
}
