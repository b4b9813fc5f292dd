import CPCRE2
package import HumanLoops

/// A regular expression of PCRE2 that the names of loops are searched with, with Unicode classes.
///
/// A rule is followed while signals and deadlines wait, over names that anybody may have chosen: one search ends within
/// milliseconds. One that would need longer is an error and never "not found", which could select other loops.
///
/// The invariants every `unsafe` below relies on: `code` and `limits` are made in `init`, not changed after it and freed
/// in `deinit` only, so that any number of threads may search with both (pcre2api, "Multithreading"); match data belongs
/// to one call; PCRE2 keeps no pointer to an expression or a name after the call that it is given to.
@safe
package final class NameExpression: Sendable {
    /// The longest expression, in characters.
    static let maximumLength = 256
    /// How many groups may lie inside each other.
    private static let maximumDepth: UInt32 = 50
    /// How many steps a search may take from one place of a name: some two milliseconds, enough for `(.*)(.*)(.*)`.
    private static let stepLimit: UInt32 = 50_000
    /// How many choices of one search may be open at once.
    private static let openChoiceLimit: UInt32 = 5_000
    /// How much memory one search may take, in KiB.
    private static let memoryLimit: UInt32 = 8_192

    package let captureCount: Int
    private let text: String
    private nonisolated(unsafe) let code: OpaquePointer
    private nonisolated(unsafe) let limits: OpaquePointer

    /// Compiles an expression; throws when the text is not a regular expression, or one that is too large.
    package init(_ text: String) throws(NameExpressionError) {
        guard text.unicodeScalars.count <= Self.maximumLength else {
            let problem = "it has more than \(Self.maximumLength) characters"
            throw NameExpressionError(text: "\(text.prefix(20))…", problem: problem)
        }
        guard !ExpressionBraces.areAmbiguous(in: text) else {
            let problem = "'{' must be followed by '3}', '3,}' or '3,5}': put a '\\' before it"
            throw NameExpressionError(text: text, problem: problem)
        }
        guard let settings = unsafe pcre2_compile_context_create_8(nil),
            let limits = unsafe pcre2_match_context_create_8(nil)
        else { preconditionFailure("out of memory") }
        defer { unsafe pcre2_compile_context_free_8(settings) }
        _ = unsafe pcre2_set_parens_nest_limit_8(settings, Self.maximumDepth)
        let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_NEVER_BACKSLASH_C)
        var (error, offset) = (0 as Int32, 0)
        let length = text.utf8.count
        let compiled = unsafe text.withCString(encodedAs: UTF8.self) { bytes in
            unsafe pcre2_compile_8(bytes, length, options, &error, &offset, settings)
        }
        guard let code = unsafe compiled else {
            unsafe pcre2_match_context_free_8(limits)
            throw NameExpressionError(text: text, problem: Self.problem(error, in: text, at: offset))
        }
        _ = unsafe pcre2_set_match_limit_8(limits, Self.stepLimit)
        _ = unsafe pcre2_set_depth_limit_8(limits, Self.openChoiceLimit)
        _ = unsafe pcre2_set_heap_limit_8(limits, Self.memoryLimit)
        var count: UInt32 = 0
        _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        captureCount = Int(count)
        self.text = text
        unsafe self.code = code
        unsafe self.limits = limits
    }

    deinit {
        unsafe pcre2_code_free_8(code)
        unsafe pcre2_match_context_free_8(limits)
    }

    /// Whether the expression is found anywhere in a name; throws when the search is given up.
    package func isFound(in name: HumanLoopName) throws(NameExpressionError) -> Bool {
        try search(name) != .nothing
    }

    /// What the first capture holds where the expression is first found in a name.
    ///
    /// - Returns: nil when it is not found, has no capture, or the capture took no part.
    /// - Throws: `NameExpressionError` when the search is given up.
    package func firstCapture(in name: HumanLoopName) throws(NameExpressionError) -> String? {
        guard case .found(let capture?) = try search(name) else { return nil }
        return String(decoding: capture.map { name.octets[$0] }, as: UTF8.self)
    }

    private enum Finding: Equatable {
        case nothing
        /// With the places of the first capture's bytes; nil when there is none or it took no part.
        case found(capture: Range<Int>?)
    }

    private func search(_ name: HumanLoopName) throws(NameExpressionError) -> Finding {
        // Two pairs of offsets: of all that was found, and of the first capture.
        guard let data = unsafe pcre2_match_data_create_8(2, nil) else { preconditionFailure("out of memory") }
        defer { unsafe pcre2_match_data_free_8(data) }
        let octets = name.octets
        let result = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NameOctets.capacity) { bytes in
            for index in 0..<octets.count { unsafe bytes[index] = octets[index] }
            return unsafe pcre2_match_8(code, bytes.baseAddress, octets.count, 0, 0, data, limits)
        }
        if result == PCRE2_ERROR_NOMATCH { return .nothing }
        guard result >= 0 else { throw NameExpressionError(text: text, name: name, code: result) }
        guard captureCount > 0, let ends = unsafe pcre2_get_ovector_pointer_8(data) else { return .found(capture: nil) }
        // A capture that took no part has PCRE2_UNSET, which is -1 as an `Int`, at both ends.
        let (start, end) = unsafe (ends[2], ends[3])
        return .found(capture: start >= 0 && start <= end ? start..<end : nil)
    }

    /// Says what makes a text no expression, in our words for the mistakes that people make.
    private static func problem(_ error: Int32, in text: String, at offset: Int) -> String {
        switch error {
        case PCRE2_ERROR_END_BACKSLASH: return "it ends in a '\\'"
        case PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER: return "the bounds of a repetition are the wrong way round"
        case PCRE2_ERROR_QUANTIFIER_TOO_BIG: return "nothing comes more than 65535 times"
        case PCRE2_ERROR_MISSING_SQUARE_BRACKET: return "a '[' is never closed"
        case PCRE2_ERROR_CLASS_RANGE_ORDER: return "a range of a class is the wrong way round"
        case PCRE2_ERROR_QUANTIFIER_INVALID: return "there is nothing to repeat: put a '\\' before it"
        case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS: return "a '(' is never closed"
        case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS: return "')' closes nothing: put a '\\' before it"
        case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP: return "more than \(maximumDepth) groups inside each other"
        case PCRE2_ERROR_PATTERN_TOO_LARGE: return "it is too large: its repetitions come to too much"
        default:
            let buffer = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
                // The length of the message without its NUL; negative when it is cut, which 256 bytes rule out.
                count = max(0, Int(unsafe pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)))
            }
            let place = String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
            return "\(String(decoding: buffer, as: UTF8.self)) (at character \(place))"
        }
    }
}

/// Why a text is not a regular expression that names can be searched with, or why a search with it was given up.
package struct NameExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, without a full stop.
    package let problem: String
    /// The problem in a sentence without a full stop.
    package let description: String

    init(text: String, problem: String) {
        self.problem = problem
        description = "'\(text)' is no regular expression: \(problem)"
    }

    init(text: String, name: HumanLoopName, code: Int32) {
        problem =
            switch code {
            case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT:
                "it takes too many steps: repeat single characters, not groups that hold a repetition"
            case PCRE2_ERROR_RECURSELOOP: "it calls itself without an end"
            default: "PCRE2's error \(code)"
            }
        description = "the search for '\(text)' in '\(name)' was given up: \(problem)"
    }
}

/// Looks for braces whose meaning depends on the version of PCRE2.
enum ExpressionBraces {
    /// Whether a `{` outside of a class begins neither a repetition nor what an escape names.
    ///
    /// No name has a `{`; and PCRE2 takes `{,3}` and `{1, 3}` as they stand up to 10.42, and for repetitions from 10.43 on,
    /// so that one rule would find different loops.
    static func areAmbiguous(in text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\": skipEscape(&rest)
            case "[": skipClass(&rest)
            case "(" where rest.starts(with: "?#".unicodeScalars): skip(&rest, through: ")")
            case "{": if !beginsRepetition(rest) { return true }
            default: break
            }
        }
        return false
    }

    /// Skips what a `\` gives its meaning, with a name in braces.
    private static func skipEscape(_ rest: inout Substring.UnicodeScalarView) {
        guard let letter = rest.popFirst() else { return }
        if letter == "Q" {
            skip(&rest, through: "\\E")
        } else if "xopPgkN".unicodeScalars.contains(letter), rest.first == "{" {
            skip(&rest, through: "}")
        }
    }

    /// Skips a class behind its opening bracket; a `]` that comes first belongs to it.
    private static func skipClass(_ rest: inout Substring.UnicodeScalarView) {
        if rest.first == "^" { rest.removeFirst() }
        if rest.first == "]" { rest.removeFirst() }
        while let scalar = rest.popFirst(), scalar != "]" {
            if scalar == "\\" { skipEscape(&rest) }
            guard scalar == "[", rest.first == ":" else { continue }
            let name = rest.dropFirst().prefix { $0 == "^" || $0.properties.isAlphabetic }
            if rest[name.endIndex...].starts(with: ":]".unicodeScalars) { rest = rest[name.endIndex...].dropFirst(2) }
        }
    }

    /// Skips all up to a text and the text itself; all when it does not come.
    private static func skip(_ rest: inout Substring.UnicodeScalarView, through end: String) {
        rest = rest.firstRange(of: end.unicodeScalars).map { rest[$0.upperBound...] } ?? rest[rest.endIndex...]
    }

    /// Whether a `{` has been read of `{3}`, `{3,}` or `{3,5}`.
    private static func beginsRepetition(_ rest: Substring.UnicodeScalarView) -> Bool {
        let isDigit: (Unicode.Scalar) -> Bool = { ("0"..."9").contains($0) }
        let behind = rest.drop(while: isDigit)
        guard behind.startIndex != rest.startIndex else { return false }
        return behind.first == "}" || behind.first == "," && behind.dropFirst().drop(while: isDigit).first == "}"
    }
}
