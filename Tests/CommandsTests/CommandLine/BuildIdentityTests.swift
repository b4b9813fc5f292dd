@testable import Commands
import Testing

/// What `--version` says.
@Suite("BuildIdentity")
struct BuildIdentityTests {
    @Test("the version comes first, then the commit and the toolchain")
    func text() {
        #expect(BuildIdentity.text.hasPrefix("\(LoopsweepCommand.version) (commit "))
        #expect(BuildIdentity.text.contains(", Swift 6."))
        #expect(BuildIdentity.text.hasSuffix(")"))
        #expect(BuildIdentity.commit?.isEmpty != true)
    }
}
