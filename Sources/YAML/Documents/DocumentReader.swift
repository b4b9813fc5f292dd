/// Reads the documents of a YAML file, or the one of a JSON file, straight into the values of a schema, without a tree in between.
///
/// The schema is the code that reads: it says which keys a mapping has (`MappingKey`) and which texts a value may be
/// (`ValueGrammar`); YAML's own guesses at types are never used. Every problem is collected with its place, and
/// reading goes on; only text that is no YAML ends it, and then what follows reads as if the file ended there.
///
/// ```swift
/// enum FleetKey: String, MappingKey { case seed, loops }
///
/// let yaml = DocumentReader(source, file: "fleet.yaml")
/// if let root = yaml.root(), var fields = yaml.mapping(root, of: FleetKey.self) {
///     while let field = fields.next() {
///         switch field.key {
///         case .seed: seed = yaml.value(field.value, as: .integer(0...1_000)) ?? seed
///         case .loops:
///             guard let items = yaml.sequence(field.value) else { continue }
///             while let item = items.next() { names.append(yaml.value(item, as: .text)) }
///         }
///     }
///     fields.require(.loops)
/// }
/// let log = try yaml.finish()        // hasErrors: the values are not to be used
/// ```
package final class DocumentReader {
    /// How many words are read in one go: enough for the cost of the going, few enough for the processor's nearest cache.
    private static let wordsAtOnce = 128

    package let file: String
    private var log = DiagnosticLog()
    private var events: YAMLEventReader
    private let limits: YAMLLimits
    var replay = AliasReplay()
    /// The start of the document being read; nil before the first.
    private var documentStart: YAMLEvent?
    /// How many documents that hold something have begun.
    private var documentCount = 0
    private(set) var depth = 0
    /// Whether the stream cannot be read on, and everything asked for reads as ended.
    package private(set) var isBroken = false
    private var sourceError: ByteSourceError?

    package init(_ source: any ByteSource, file: String, limits: YAMLLimits = .standard) {
        self.file = file
        self.limits = limits
        events = YAMLEventReader(source, limits: limits, syntax: Self.syntax(ofFile: file))
    }

    /// Tells a file's notation by its name, or when that says nothing by its beginning.
    private static func syntax(ofFile file: String) -> YAMLSyntax {
        let name = file.lowercased()
        if name.hasSuffix(".json") { return .json }
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? .yaml : .detected
    }

    /// Reads up to the first document that holds something, once and first; nil when none does, which is reported.
    package func root() -> YAMLNode? {
        let root = nextRoot()
        if root == nil { report(.emptyFile, at: TextPosition(), "the file holds no document") }
        return root
    }

    /// Reads up to the root of the next document that holds something; nil when there is none.
    package func nextRoot() -> YAMLNode? {
        unwind(to: 0)
        while let event = pull(follows: true) {
            switch event.content {
            case .streamStart, .streamEnd, .documentEnd: continue
            case .documentStart:
                // The document may turn out to hold nothing.
                documentStart = event
                replay.startDocument()
            case .scalar(let scalar) where scalar.isNothing: continue
            default:
                documentCount += 1
                reportDirectives()
                return node(event, subject: .document)
            }
        }
        return nil
    }

    /// Reads the rest of the file, where no further document may be; to be called once, last.
    ///
    /// - Returns: all the problems of the file.
    /// - Throws: `ByteSourceError` when the file could not be read to its end.
    package func finish() throws(ByteSourceError) -> DiagnosticLog {
        unwind(to: 0)
        while let event = pull(follows: false) {
            switch event.content {
            case .documentStart: documentStart = event
            case .scalar(let scalar) where scalar.isNothing: continue
            case .scalar, .alias, .sequenceStart, .mappingStart:
                let place = documentStart?.start ?? event.start
                report(.severalDocuments, at: place, "a second document begins here: this file may hold one", length: 3)
                isBroken = true
            case .streamStart, .streamEnd, .documentEnd, .sequenceEnd, .mappingEnd: continue
            }
        }
        if let sourceError { throw sourceError }
        return log
    }

    /// Adds a problem; after the text has turned out to be no YAML, only one that `isOfReadText` before that place.
    ///
    /// A problem of text that is read again through an alias is told once, and shows the alias as well.
    func add(_ diagnostic: Diagnostic, isOfReadText: Bool) {
        guard !isBroken || isOfReadText else { return }
        var diagnostic = numbered(diagnostic)
        if let origin = replay.origin, diagnostic.position != origin {
            if log.holds(diagnostic) { return }
            if diagnostic.related == nil {
                diagnostic.related = RelatedPlace("repeated by the alias here", at: origin)
            }
        }
        log.add(diagnostic)
    }

    /// Reads the next event directly inside a collection, past what is left of the node before; nil when it is over.
    func nextEvent(atDepth depth: Int) -> YAMLEvent? {
        unwind(to: depth)
        guard self.depth == depth, let event = pull(follows: true), self.depth >= depth else { return nil }
        return event
    }

    /// Reads the words that come next directly inside a collection; none when something else comes next.
    func nextWords(atDepth depth: Int) -> [YAMLWord] {
        unwind(to: depth)
        guard self.depth == depth, !isBroken, replay.isIdle else { return [] }
        let words = events.nextWords(Self.wordsAtOnce)
        replay.takeWords(words.count)
        return words
    }

    /// Says which document a problem is of, from the second on.
    private func numbered(_ diagnostic: Diagnostic) -> Diagnostic {
        guard documentCount > 1 else { return diagnostic }
        var diagnostic = diagnostic
        diagnostic.message += " (document \(documentCount))"
        return diagnostic
    }

    /// Passes over what is left of the collections that are open beyond a depth.
    private func unwind(to depth: Int) { while self.depth > depth, pull(follows: false) != nil {} }

    /// Takes the next event, and keeps count of the collections.
    ///
    /// - Parameter follows: whether the node of an alias takes its place; one that cannot be followed stays an alias.
    /// - Returns: nil at the end of the stream and after an error or a limit, which is reported.
    private func pull(follows: Bool) -> YAMLEvent? {
        guard !isBroken, var event = nextWritten() else { return nil }
        if follows, case .alias(let name) = event.content {
            do {
                event = try replay.follow(name, at: event)
            } catch .tooMuch {
                return giveUpAliases(at: replay.origin ?? event.start)
            } catch {
                return event
            }
        }
        depth += event.content.depthChange
        guard depth > limits.depth else { return event }
        give(up: .limit(YAMLLimitError(bound: .depth(limits.depth), mark: event.start)))
        return nil
    }

    /// Takes the next event, of a node that is repeated or else of the text; nil at the end, and after an error.
    private func nextWritten() -> YAMLEvent? {
        if let event = replay.next() {
            return replay.isTooMuch ? giveUpAliases(at: replay.origin ?? event.start) : event
        }
        do {
            guard let event = try events.next() else { return nil }
            if let problem = replay.take(event) { report(problem, ofAnchor: event) }
            return event
        } catch {
            give(up: error)
            return nil
        }
    }

    /// Reports why the stream ends here, and lets everything read as ended.
    private func give(up error: YAMLReadError) {
        switch error {
        case .syntax(let error): log.add(numbered(error.diagnostic(file: file)))
        case .limit(let error): log.add(numbered(error.diagnostic(file: file)))
        case .source(let error): sourceError = error
        }
        isBroken = true
    }

    /// Reports that the aliases repeat too much, and lets everything read as ended, also for the caller.
    private func giveUpAliases(at mark: TextPosition) -> YAMLEvent? {
        report(
            .limit,
            at: mark,
            "the aliases up to here repeat more than \(replay.limits.nodes) values,"
                + " or more than \(replay.limits.ratio) times what is written",
            help: "write the values out, or put what loops share into 'defaults'"
        )
        isBroken = true
        return nil
    }

    private func reportDirectives() {
        guard let event = documentStart, case .documentStart(let start) = event.content,
            start.hasVersionDirective || start.hasTagDirectives
        else { return }
        let directive = start.hasVersionDirective ? "%YAML" : "%TAG"
        let message = "the directive '\(directive)' is not supported"
        report(.directive, at: event.start, message, length: directive.count, help: "remove the line")
    }
}
