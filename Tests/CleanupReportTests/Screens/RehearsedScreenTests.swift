import Testing

/// What a screen shows at each moment of a rehearsed run, in three sizes.
@Suite("screens of a rehearsed run")
struct RehearsedScreenTests {
    @Test("each moment looks like its golden text", arguments: RehearsedRun.Moment.allCases)
    func moments(_ moment: RehearsedRun.Moment) throws {
        for width in [120, 80, 50] {
            let screen = try RehearsedRun.shared.screen(moment, width: width)
            #expect(screen == ScreenGoldens.text(of: moment, width: width), "\(moment) at \(width) columns")
            #expect(screen.split(separator: "\n").allSatisfy { $0.utf8.count <= width })
        }
    }

    @Test("each moment of the run is there")
    func isWhole() {
        for moment in RehearsedRun.Moment.allCases where ![.plan, .prompt, .end].contains(moment) {
            #expect(RehearsedRun.shared[moment] != nil)
        }
    }
}
