/// What makes a text no YAML, in libyaml's words, or no JSON.
package struct YAMLSyntaxError: Error, Hashable, Sendable {
    /// Which stage of reading gave up.
    package enum Stage: Hashable, Sendable {
        /// Bytes could not be made characters: bad UTF-8, a character that YAML forbids, UTF-16.
        case reader
        /// Characters could not be made tokens.
        case scanner
        /// Tokens could not be made events.
        case parser
        /// Characters are no JSON; the problem is told for a person already.
        case json
        /// There was no memory left.
        case memory
    }

    /// Which stage of reading gave up.
    package var stage: Stage
    /// What is wrong, in libyaml's words.
    package var problem: String
    /// Where it is wrong; what is missing at the end of the stream is missed there.
    package var problemMark: YAMLMark
    /// What was being read, in libyaml's words; nil when it does not say.
    package var context: String?
    /// Where what was being read begins; nil without a context.
    package var contextMark: YAMLMark?
    /// The character at which reading stopped; nil at the end of the stream and for the reader's errors.
    package var character: Unicode.Scalar?
    /// The offset of the first bad byte from the start of the stream; nil for all but the reader's errors.
    ///
    /// It may lie within a character that began well; `problemMark` is where that character begins.
    package var byteOffset: Int?

    /// Makes an error from its parts.
    package init(
        stage: Stage,
        problem: String,
        problemMark: YAMLMark,
        context: String? = nil,
        contextMark: YAMLMark? = nil,
        character: Unicode.Scalar? = nil,
        byteOffset: Int? = nil
    ) {
        self.stage = stage
        self.problem = problem
        self.problemMark = problemMark
        self.context = context
        self.contextMark = contextMark
        self.character = character
        self.byteOffset = byteOffset
    }
}
