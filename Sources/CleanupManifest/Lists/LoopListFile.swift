package import YAML

/// An open file of `loopsFrom`.
package protocol LoopListFile: AnyObject, ByteSource {
    /// The SHA-256 of all the bytes read so far, in lower-case hexadecimal.
    var sha256: String { get }
}
