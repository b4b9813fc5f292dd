package import YAMLEvents

/// Reads a YAML file of one document straight into the values of a schema, without a tree in between.
///
/// The schema is the code that reads: it says which keys a mapping has (`MappingKey`) and which texts a value may be
/// (`ValueGrammar`); YAML's own guesses at types are never used. Every problem is collected with its place, and
/// reading goes on; only text that is no YAML ends it, and then what follows reads as if the file ended there.
///
/// ```swift
/// enum RootKey: String, MappingKey { case apiVersion, service, loops }
/// enum ServiceKey: String, MappingKey { case latency, seed }
///
/// let yaml = DocumentReader(source, file: "fleet.yaml")
/// if let root = yaml.root(), var fields = yaml.mapping(root, of: RootKey.self) {
///     while let field = fields.next() {
///         switch field.key {
///         case .apiVersion: version = yaml.value(field.value, as: .text)
///         case .service:
///             guard var service = yaml.mapping(field.value, of: ServiceKey.self) else { continue }
///             while let field = service.next() {
///                 switch field.key {
///                 case .latency: latency = yaml.value(field.value, as: .duration()) ?? latency
///                 case .seed: seed = yaml.value(field.value, as: .integer(0...1_000)) ?? seed
///                 }
///             }
///         case .loops:
///             guard let items = yaml.sequence(field.value) else { continue }
///             while let item = items.next() { names.append(yaml.value(item, as: .humanLoopName)) }
///         }
///     }
///     fields.require(.apiVersion, .loops)
/// }
/// let log = try yaml.finish()        // hasErrors: the values are not to be used
/// ```
package final class DocumentReader {
    /// The file's name in diagnostics.
    package let file: String
    /// What has been found so far.
    private var log = DiagnosticLog()
    /// Where the events come from.
    private var events: YAMLEventReader
    /// How many collections are open.
    private var depth = 0
    /// Whether the stream cannot be read on, and everything asked for reads as ended.
    private var isBroken = false
    /// Why the bytes could not be had; nil while they can.
    private var sourceError: ByteSourceError?

    /// Makes a reader at the start of a file.
    package init(_ source: any ByteSource, file: String, limits: YAMLLimits = YAMLLimits()) {
        self.file = file
        events = YAMLEventReader(source, limits: limits)
    }

    /// Reads up to the root of the document; to be called once, first.
    ///
    /// - Returns: nil when the file holds no document, which is reported.
    package func root() -> YAMLNode? {
        while let event = pull() {
            switch event.content {
            case .streamStart:
                continue
            case .documentStart(let start):
                refuseDirectives(start, at: event)
            case .streamEnd:
                report(.emptyFile, at: TextPosition(), "the file holds no document")
                return nil
            default:
                return node(event, subject: .document)
            }
        }
        return nil
    }

    /// Reads the rest of the file; to be called once, last.
    ///
    /// - Returns: all the problems of the file.
    /// - Throws: `ByteSourceError` when the file could not be read to its end.
    package func finish() throws(ByteSourceError) -> DiagnosticLog {
        unwind(to: 0)
        while let event = pull() {
            guard case .documentStart = event.content else { continue }
            let message = "a second document begins here: several documents in one file are not supported yet"
            report(.severalDocuments, at: TextPosition(event.start), message, length: 3)
            break
        }
        if let sourceError { throw sourceError }
        return log
    }

    /// Adds a problem; nothing is added after the text has turned out to be no YAML.
    package func add(_ diagnostic: Diagnostic) {
        if !isBroken { log.add(diagnostic) }
    }

    /// Reads the next event directly inside a collection; what is left of the node before is passed over.
    ///
    /// - Returns: nil when the collection is over.
    func nextEvent(atDepth depth: Int) -> YAMLEvent? {
        unwind(to: depth)
        guard self.depth == depth, let event = pull(), self.depth >= depth else { return nil }
        return event
    }

    /// How many collections are open, for the reader of the one that was entered last.
    var currentDepth: Int { depth }

    /// Passes over what is left of the collections that are open beyond a depth.
    private func unwind(to depth: Int) {
        while self.depth > depth, pull() != nil {}
    }

    /// Takes the next event, and keeps count of the collections.
    ///
    /// - Returns: nil at the end of the stream and after an error, which is reported.
    private func pull() -> YAMLEvent? {
        guard !isBroken else { return nil }
        do {
            guard let event = try events.next() else { return nil }
            switch event.content {
            case .sequenceStart, .mappingStart: depth += 1
            case .sequenceEnd, .mappingEnd: depth -= 1
            case .streamStart, .streamEnd, .documentStart, .documentEnd, .alias, .scalar: break
            }
            return event
        } catch {
            give(up: error)
            return nil
        }
    }

    /// Reports why the stream ends here, and lets everything read as ended.
    private func give(up error: YAMLReadError) {
        switch error {
        case .syntax(let error): log.add(error.diagnostic(file: file))
        case .limit(let error): log.add(error.diagnostic(file: file))
        case .source(let error): sourceError = error
        }
        isBroken = true
    }

    /// Reports directives before the document.
    private func refuseDirectives(_ start: YAMLDocumentStart, at event: YAMLEvent) {
        guard start.hasVersionDirective || start.hasTagDirectives else { return }
        let directive = start.hasVersionDirective ? "%YAML" : "%TAG"
        let message = "the directive '\(directive)' is not supported"
        report(.directive, at: TextPosition(event.start), message, length: directive.count, help: "remove the line")
    }
}
