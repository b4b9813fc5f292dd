import Testing
import YAML

/// Which texts the grammars of values take, and what they say of the others.
@Suite struct GrammarTests {
    /// A text, and what a grammar makes of it: the value in words, or the problem.
    typealias Row = (text: String, result: String)

    /// Reads a text by a grammar.
    static func read<Grammar: ValueGrammar>(_ text: String, as grammar: Grammar) -> String {
        do {
            return "\(try grammar.value(of: text))"
        } catch {
            return "\(error.code.rawValue) \(error.problem)" + (error.help.map { "; \($0)" } ?? "")
        }
    }

    @Test(
        "Integers are decimal digits within a range",
        arguments: [
            ("1", "1"), ("1000", "1000"), ("0", "E031 must be a whole number from 1 to 1000 (is '0')"),
            ("1001", "E031 must be a whole number from 1 to 1000 (is '1001')"),
            ("010", "E031 must be a whole number from 1 to 1000 (is '010')"),
            ("+1", "E031 must be a whole number from 1 to 1000 (is '+1')"),
            ("1_0", "E031 must be a whole number from 1 to 1000 (is '1_0')"),
            ("١", "E031 must be a whole number from 1 to 1000 (is '١')"),
            ("", "E031 must be a whole number from 1 to 1000 (is '')"),
            ("99999999999999999999", "E031 must be a whole number from 1 to 1000 (is '99999999999999999999')"),
        ] as [Row]
    )
    func integers(row: Row) {
        #expect(Self.read(row.text, as: .integer(1...1_000)) == row.result)
    }

    @Test(
        "Decimals are not too small to divide by, without exponents",
        arguments: [
            ("20", "20.0"), ("0.5", "0.5"), ("100", "100.0"),
            ("0.001", "0.001"), ("0.0009", "E031 must be a number from 0.001 to 100 (is '0.0009')"),
            (
                "0.0000000000000000000001",
                "E031 must be a number from 0.001 to 100 (is '0.0000000000000000000001')"
            ),
            ("0", "E031 must be a number from 0.001 to 100 (is '0')"),
            ("0.0", "E031 must be a number from 0.001 to 100 (is '0.0')"),
            ("100.1", "E031 must be a number from 0.001 to 100 (is '100.1')"),
            ("1e1", "E031 must be a number from 0.001 to 100 (is '1e1')"),
            (".5", "E031 must be a number from 0.001 to 100 (is '.5')"),
            ("5.", "E031 must be a number from 0.001 to 100 (is '5.')"),
            ("-1", "E031 must be a number from 0.001 to 100 (is '-1')"),
            ("nan", "E031 must be a number from 0.001 to 100 (is 'nan')"),
            ("inf", "E031 must be a number from 0.001 to 100 (is 'inf')"),
        ] as [Row]
    )
    func decimals(row: Row) {
        #expect(Self.read(row.text, as: .decimal(through: 100)) == row.result)
    }

    @Test(
        "Shares are hundredths of a percent",
        arguments: [
            ("0%", "0"), ("50%", "5000"), ("100%", "10000"), ("100.00%", "10000"), ("7.5%", "750"), ("0.05%", "5"),
            ("100.01%", "E031 must be a share from 0% to 100% such as 2.5% (is '100.01%')"),
            ("50", "E031 must be a share from 0% to 100% such as 2.5% (is '50')"),
            ("%", "E031 must be a share from 0% to 100% such as 2.5% (is '%')"),
            ("1.%", "E031 must be a share from 0% to 100% such as 2.5% (is '1.%')"),
            ("1.234%", "E031 must be a share from 0% to 100% such as 2.5% (is '1.234%')"),
            ("-1%", "E031 must be a share from 0% to 100% such as 2.5% (is '-1%')"),
            ("1.2.3%", "E031 must be a share from 0% to 100% such as 2.5% (is '1.2.3%')"),
        ] as [Row]
    )
    func shares(row: Row) {
        #expect(Self.read(row.text, as: .percent) == row.result)
    }

    @Test(
        "Booleans are true and false only",
        arguments: [
            ("true", "true"), ("false", "false"),
            ("yes", "E032 must be true or false (is 'yes'); write true"),
            ("True", "E032 must be true or false (is 'True'); write true"),
            ("off", "E032 must be true or false (is 'off'); write false"),
            ("x", "E032 must be true or false (is 'x')"),
        ] as [Row]
    )
    func booleans(row: Row) {
        #expect(Self.read(row.text, as: .boolean) == row.result)
    }

    @Test(
        "Keywords are the raw values of an enumeration",
        arguments: [
            ("name", "name"), ("timeout", "timeout"),
            ("tiemout", "E033 must be name, timeout, items or nested (is 'tiemout'); did you mean 'timeout'?"),
            ("x", "E033 must be name, timeout, items or nested (is 'x')"),
        ] as [Row]
    )
    func keywords(row: Row) {
        #expect(Self.read(row.text, as: .keyword(SampleKey.self)) == row.result)
    }

    @Test(
        "Accounts keep their zeros, labels are those of hosts",
        arguments: [
            ("012345678901", true, true), ("12345678901", false, true), ("1234567890123", false, true),
            ("us-east-1", false, true), ("-a", false, false), ("a-", false, false), ("A", false, false),
            ("", false, false),
            ("12345678901x", false, true), (String(repeating: "a", count: 64), false, false),
        ]
    )
    func accountsAndLabels(text: String, isAccount: Bool, isLabel: Bool) {
        #expect((Self.read(text, as: .account) == text) == isAccount)
        #expect((Self.read(text, as: .label("a label")) == text) == isLabel)
    }

    @Test("A text is anything but nothing")
    func texts() {
        #expect(Self.read("a b", as: .text) == "a b")
        #expect(Self.read("", as: .text) == "E037 must not be empty")
    }
}
