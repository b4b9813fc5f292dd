import HumanLoops
import Support
import YAML

extension ManifestReader {
    /// Reads `loopsFrom`, and the files that it names as they come.
    mutating func readLoopsFrom(_ node: YAMLNode) {
        guard let items = yaml.sequence(node) else { return lists.note(isEmpty: false, at: node) }
        var isEmpty = true
        while let item = items.next() {
            isEmpty = false
            guard let draft = readList(item), let file = draft.file, draft.format != nil else { continue }
            readFile(file.path, of: draft, at: file.node)
        }
        lists.note(isEmpty: isEmpty, at: node)
    }

    /// Reads what is said of one file; nil when there is not enough to open it, which is reported.
    private mutating func readList(_ node: YAMLNode) -> LoopsFromDraft? {
        guard var fields = yaml.mapping(node, of: LoopsFromKey.self) else { return nil }
        var draft = LoopsFromDraft()
        while let field = fields.next() {
            switch field.key {
            case .own(.file): draft.file = yaml.value(field.value, as: ListPathGrammar()).map { ($0, field.value) }
            case .own(.format): draft.format = yaml.value(field.value, as: .keyword(LoopListFormat.self))
            case .own(.column): draft.column = (yaml.value(field.value, as: .text), field.value)
            case .own(.sha256): draft.digest = yaml.value(field.value, as: DigestGrammar()).map { ($0, field.value) }
            case .setting(let key): read(key, field.value, into: &draft.settings)
            }
        }
        fields.require(.own(.file), .own(.format))
        if let column = draft.column, draft.format == .lines {
            let message = "'column' has no meaning for lines"
            yaml.report(.contradiction, at: column.node, message, help: "remove it, or give another 'format'")
        }
        if let file = draft.file, LoopListOpener.isStandardInput(file.path),
            !opener.takeStandardInput(for: file.node)
        {
            reportStandardInput(at: file.node)
            return nil
        }
        return draft
    }

    private func reportStandardInput(at node: YAMLNode) {
        let reader = opener.isManifestStandardInput ? "the manifest itself" : "another list"
        let related = opener.standardInputNode.map { TextPlace($0).related("standard input is read here") }
        let message = "standard input can be read once, and is read for \(reader)"
        yaml.report(.contradiction, at: node, message, related: related)
    }

    /// Reads the loops of one file; what is wrong with the file itself is told where the manifest names it.
    private mutating func readFile(_ name: String, of draft: LoopsFromDraft, at node: YAMLNode) {
        let path = opener.path(of: name)
        let count = sources.count
        do throws(ByteSourceError) {
            let file = try opener.open(path)
            sources.append(path == "-" ? LoopListOpener.standardInput : path)
            let settings = overrides.index(of: draft.settings, at: TextPlace(node))
            guard let isEmpty = try readItems(of: file, by: draft, settings: settings) else { return }
            let actual = try digest(of: file)
            listDigests.append(actual)
            if let pinned = draft.digest { check(pinned.text, is: actual, of: name, at: pinned.node) }
            if isEmpty { yaml.report(.emptyList, at: node, "the list \(SanitizedText.quoted(path)) names no loop") }
        } catch {
            let folder = opener.isManifestStream ? "the working directory" : "the manifest's folder"
            let help = sources.count == count ? "paths are relative to \(folder)" : nil
            yaml.report(.listFile, at: node, "the list \(SanitizedText.quoted(path)): \(error)", help: help)
        }
    }

    /// Reads the items of a file, and returns whether there are none; nil when the list was not read to its end.
    private mutating func readItems(
        of file: any LoopListFile,
        by draft: LoopsFromDraft,
        settings: Int
    ) throws(ByteSourceError) -> Bool? {
        let source = try ListSource(file)
        if let problem = source.foreignKind {
            report(problem)
            return nil
        }
        guard var reader = draft.reader(source) else { return nil }
        var (count, wrongCount) = (0, 0)
        do throws(LoopListError) {
            while let item = try reader.next() {
                count += 1
                let position: TextPosition
                switch item {
                case .text(let text):
                    position = text.position
                    if !add(text, settings: settings, isShown: count > 2 * wrongCount + 1) { wrongCount += 1 }
                case .problem(let problem):
                    position = problem.position
                    wrongCount += 1
                    report(problem)
                }
                if let message = Self.reasonToStop(after: count, wrong: wrongCount) {
                    report(LoopListProblem(code: .listFile, message: message, position: position))
                    return nil
                }
            }
            return count == 0
        } catch {
            switch error {
            case .source(let error): throw error
            case .format(let problem): report(problem)
            }
            return nil
        }
    }

    /// Says why a list is not read on, for some have no end and some are no lists; nil when it is.
    private static func reasonToStop(after count: Int, wrong wrongCount: Int) -> String? {
        if wrongCount >= maximumWrongItems { return "\(maximumWrongItems) items are wrong: the list is not read on" }
        return count >= maximumItems ? "a list may have \(maximumItems) items at the most: it is not read on" : nil
    }

    /// How many wrong items a list may have.
    private static let maximumWrongItems = 1_000
    /// How many items a list may have, five times as many as the largest run that was measured.
    private static let maximumItems = 5_000_000

    /// Adds the loop that an item names, and returns whether it names one.
    ///
    /// The item's text may be in a message (`isShown`) only after most items were names: the file may be no list.
    private mutating func add(_ item: LoopListText, settings: Int, isShown: Bool) -> Bool {
        let place = TextPlace(item.position, length: max(1, item.length), source: sources.count - 1)
        if let word = PrintedNothing(item.text) {
            let help = "remove it; a loop of this name can be named in 'loops', in quotes"
            let message = "\(item.subject) is '\(word.text)', which programs print for nothing"
            report(.humanLoopName, at: place, message, help: word.isName ? help : "remove it")
            return false
        }
        do throws(ValueViolation) {
            guard item.text.hasPrefix("arn:") else {
                let name = try HumanLoopNameGrammar.humanLoopName.value(of: item.text)
                add(name, arnPrefix: nil, settings: settings, at: place)
                return true
            }
            let arn = try ResourceNameGrammar.arn(of: .humanLoop).value(of: item.text)
            guard let name = arn.humanLoopName else { return true }
            noteHome(of: arn, at: place)
            add(name, arnPrefix: arn.humanLoopPrefix, settings: settings, at: place)
            return true
        } catch {
            var problem = error.problem
            if !(isShown && item.isShown), let quote = problem.firstRange(of: " (is '") {
                problem = String(problem[..<quote.lowerBound])
            }
            // JSON may have written it as an escape.
            let column = item.length - item.text.unicodeScalars.count
            let textColumn = column == 0 ? item.position.column : column == 2 ? item.position.column + 1 : nil
            let invisible = InvisibleCharacter(in: item.text)?.help(textColumn: textColumn)
            let advice = item.isLine ? ListAdvice(line: item.text)?.text(path: listPath) : nil
            let help = invisible ?? advice ?? (isShown ? error.help : nil)
            report(error.code, at: place, "\(item.subject) \(problem)", help: help)
            return false
        }
    }

    private func report(_ problem: LoopListProblem) {
        let place = TextPlace(problem.position, length: 1, source: sources.count - 1)
        report(problem.code, at: place, problem.message, help: problem.advice?.text(path: listPath))
    }

    /// The path of the list being read; nil for standard input.
    private var listPath: String? { sources.last.flatMap { $0 == LoopListOpener.standardInput ? nil : $0 } }

    /// Reads a file to its last byte, and returns its digest.
    private func digest(of file: any LoopListFile) throws(ByteSourceError) -> String {
        var file = file
        while try !file.readChunk().isEmpty {}
        return file.sha256
    }

    private func check(_ digest: String, is actual: String, of name: String, at node: YAMLNode) {
        guard actual != digest else { return }
        let message = "the list \(SanitizedText.quoted(name)) has another SHA-256 (is '\(actual)')"
        yaml.report(.listDigest, at: node, message, help: "the file has changed since it was pinned: look at it again")
    }
}

/// The keys of one of `loopsFrom` besides those of settings.
enum LoopsFromOwnKey: String, OwnKey {
    case file, format, column, sha256

    static let settings = LoopSettingKey.shared

    var schema: SchemaNode {
        switch self {
        case .file: .path.describing("The file, relative to the manifest; '-' is standard input, once.")
        case .format:
            .keyword(LoopListFormat.self)
                .describing(
                    "How it is written: a name a line, CSV with a header, JSON a line, or JSON as the AWS CLI prints it."
                )
        case .column:
            .freeText.describing("The column or key with the names; \(LoopsFromDraft.defaultColumn) by default.")
        case .sha256: .digest.describing("The SHA-256 that the file must have.")
        }
    }

    static var itemSchema: SchemaNode {
        let lines = SchemaValue.object([("const", .text(LoopListFormat.lines.rawValue))])
        let isLines = SchemaValue.object([("properties", .object([(format.rawValue, lines)]))])
        let hasColumn = SchemaValue.object([("required", .list([.text(column.rawValue)]))])
        return SchemaNode.mapping(LoopsFromKey.self, requiring: [.own(.file), .own(.format)])
            .with("if", isLines)
            .with("then", .object([("not", hasColumn)]))
    }
}

typealias LoopsFromKey = KeyOrSetting<LoopsFromOwnKey>

/// One of `loopsFrom` as far as it has been read.
struct LoopsFromDraft {
    /// The column or key that has the names when none is given.
    static let defaultColumn = "HumanLoopName"

    /// The file, and where it is named; nil when it is not, or wrongly.
    var file: (path: String, node: YAMLNode)?
    /// How the file is written; nil when that is not said, or wrongly.
    var format: LoopListFormat?
    /// The column, and where it is given; nil when it is not.
    var column: (name: String?, node: YAMLNode)?
    /// The digest, and where it is given; nil when it is not.
    var digest: (text: String, node: YAMLNode)?
    var settings = SettingsOverride()

    /// Makes the reader of the file's format; nil when that is not known.
    func reader(_ source: ListSource) -> (any LoopListReader)? {
        let column = column?.name ?? Self.defaultColumn
        switch format {
        case .lines: return LineListReader(ListCursor(source))
        case .csv: return CSVListReader(ListCursor(source), column: column)
        case .jsonl: return JSONListReader(source, column: column, isByLine: true)
        case .json: return JSONListReader(source, column: column, isByLine: false)
        case nil: return nil
        }
    }
}
