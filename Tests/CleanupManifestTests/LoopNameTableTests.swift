import CleanupManifest
import HumanLoops
import TestSupport
import Testing

/// Names with the number at which each came.
@Suite("LoopNameTable")
struct LoopNameTableTests {
    @Test("a name has the number at which it first came, however many names there are")
    func numbers() {
        var generator = SeededGenerator(seed: 3)
        var table = LoopNameTable()
        var numbers: [HumanLoopName: Int] = [:]
        // Few enough that many come again, and of all lengths.
        for _ in 0..<30_000 {
            let text = String(repeating: "ab-1-", count: Int.random(in: 0...11, using: &generator))
            let name = HumanLoopName.sample("\(text)\(Int.random(in: 0..<2_000, using: &generator))")
            let isNew = numbers[name] == nil
            #expect(table.number(of: name) == numbers[name])
            let number = table.add(name)
            if isNew { #expect(number == numbers.count) }
            numbers[name] = numbers[name] ?? number
            #expect(number == numbers[name])
        }
        #expect(table.count == numbers.count)
        #expect(numbers.allSatisfy { table[$0.value] == $0.key })
    }

    @Test("a name that never came has none")
    func absent() {
        var table = LoopNameTable()
        #expect(table.number(of: .sample("a")) == nil && table.count == 0)
        _ = table.add(.sample("a"))
        #expect(table.number(of: .sample("b")) == nil)
    }
}
